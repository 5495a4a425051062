import type {Shop} from '../../domain/catalog/types.js';
import {KnownError, type Message, message} from '../../domain/errors.js';
import type {LockAnswer, LockOwner} from '../../ports/data.js';
import type {Context} from '../context.js';

/** How long a lock holds on a shared store without being renewed. */
const LEASE_MS = 15 * 60 * 1000;
const RENEW_MS = LEASE_MS / 3;

/** The name of a shop's lock. */
export function shopLock(shopId: number): string {
  return `shop:${shopId}`;
}

/** A shop that this process may write to; nobody else may. */
export interface ShopLock {
  /**
   * Makes sure that the shop is still this process's, and keeps the lease alive. To be called before anything that only
   * the owner may write; cheap while the lease is young.
   *
   * @throws KnownError locked SHOP_LOCK_LOST when another took the shop over meanwhile: this process stood still so long.
   */
  renew(): Promise<void>;
  /** Whose lock was taken over: a process that ended without letting go. Null: the shop was free. */
  readonly from: LockOwner | null;
}

/**
 * Does work as the shop's only writer. Taken after the question was answered, so that a prompt left open blocks nobody.
 *
 * @throws KnownError locked SHOP_LOCKED when a living process holds the shop, or one elsewhere whose lease is not over.
 */
export async function withShopLock<T>(context: Context, shop: Shop, work: (lock: ShopLock) => Promise<T>): Promise<T> {
  const refusal = {
    held: ({pid, host}: LockOwner, free: string) =>
      new KnownError('locked', 'SHOP_LOCKED', {shop: shop.name, pid, host, free}),
    lost: ({pid, host}: Pick<LockOwner, 'pid' | 'host'>) =>
      new KnownError('locked', 'SHOP_LOCK_LOST', {shop: shop.name, pid, host}),
  };
  return await withLock(context, shopLock(shop.id), refusal, work);
}

/** What is thrown when somebody else has a lock. `free`: ISO instant from which it may be taken over, or empty. */
export interface LockRefusal {
  held(by: LockOwner, free: string): KnownError;
  /** `pid` 0: it is not known who. */
  lost(by: Pick<LockOwner, 'pid' | 'host'>): KnownError;
}

/** Does work under a lock. Its lease is renewed by the clock, however long a single step of the work takes. */
export async function withLock<T>(
  context: Context,
  name: string,
  refusal: LockRefusal,
  work: (lock: ShopLock) => Promise<T>,
): Promise<T> {
  const {data, clock, owner, ownerDead} = context;
  let renewedAt = clock.real();
  const take = async () => {
    const at = clock.real();
    const answer = await data.locks.take(name, owner, at, LEASE_MS, ownerDead);
    renewedAt = at;
    return answer;
  };
  const first = await take();
  if (first.kind === 'held') throw refusal.held(first.by, freeText(first.freeAt, clock.real()));
  let lost: LockAnswer | undefined;
  const keep = async () => {
    if (lost !== undefined) return;
    const answer = await take();
    if (answer.kind !== 'kept') lost = answer;
  };
  // A store that does not answer just now is asked again before the next write.
  const timer = setInterval(() => void keep().catch(() => undefined), RENEW_MS).unref();
  try {
    return await work({
      from: first.kind === 'taken' ? first.from : null,
      renew: async () => {
        const age = clock.real() - renewedAt;
        // A clock that was put back would make an old lease look young.
        if (age < 0 || age > RENEW_MS) await keep();
        if (lost !== undefined) throw refusal.lost(lost.kind === 'held' ? lost.by : {pid: 0, host: ''});
      },
    });
  } finally {
    clearInterval(timer);
    // What came of the work counts for more than a lock that could not be let go: its owner ends, and it is taken over.
    await data.locks.release(name, owner).catch(() => undefined);
  }
}

function freeText(freeAt: number | null, now: number): string {
  return freeAt === null ? '' : new Date(Math.max(freeAt, now)).toISOString();
}

/** What to say of a lock that was taken over from a process which ended without letting go. */
export function takenOver(shop: Shop, {from}: ShopLock): readonly Message[] {
  return from === null ? [] : [message('LOCK_TAKEN_OVER', {shop: shop.name, pid: from.pid, host: from.host})];
}

/** A shop has at most one open run; under the lock an open one has no living owner, so it waits to be resumed. */
export async function refuseOpenRun(context: Context, shop: Shop): Promise<void> {
  const open = await context.data.runs.openRun(shop.id);
  if (open !== null) throw new KnownError('locked', 'RUN_OPEN', {run: open.id, shop: shop.name}, {run: open.id});
}
