import type {Shop} from '../../domain/catalog/types.js';
import {KnownError, type Message} from '../../domain/errors.js';
import type {Platform, PullKind, PullPage} from '../../ports/platform.js';
import type {Context} from '../context.js';
import {rivalsGone} from './gone.js';
import {addKept, type Kept, keepFacts} from './keep.js';
import {mirrorListings} from './mirror.js';
import {shopNow} from './now.js';

/**
 * What came of one kind: `read` records = those new + changed + the same + repeated by a later one; and the rows that
 * could not be read.
 */
export interface PulledKind extends Kept {
  readonly kind: PullKind;
  readonly read: number;
  readonly refused: number;
}

export interface PullResult {
  /** Business instant of the shop to which the pull brought the store. */
  readonly at: number;
  readonly kinds: readonly PulledKind[];
  /** Listings and offers the shop no longer has. None while rows can not be read: they may be among those. */
  readonly forgotten: {readonly listings: number; readonly offers: number};
  /** Why rows could not be read, the first hundred. */
  readonly refused: readonly Message[];
}

const SHOWN = 100;

/**
 * Brings what the store knows of a shop up to date; writes nothing to the shop. Listings come complete, all else since
 * the last pull. Customers are hashed before anything is kept.
 *
 * @throws KnownError of the platform; kinds pulled before it stay pulled.
 * @example const {kinds} = await pullShop(context, shop, {kinds: ['listings']});
 */
export async function pullShop(
  context: Context,
  shop: Shop,
  options: {readonly kinds?: readonly PullKind[]} = {},
): Promise<PullResult> {
  try {
    return await pullKinds(context, shop, options);
  } catch (error) {
    throw await unlessForgotten(context, shop, error);
  }
}

/** A store without the shop's row refuses what belongs to it: that the shop was removed meanwhile is no fault of souk. */
async function unlessForgotten({data}: Context, {id, name}: Shop, error: unknown): Promise<unknown> {
  if (error instanceof KnownError) return error;
  const shops = await data.shops.list().catch(() => null);
  if (shops === null || shops.some((shop) => shop.id === id)) return error;
  const names = shops.map((shop) => shop.name).join(', ');
  return new KnownError('usage', 'SHOP_UNKNOWN', {name, names}, {cause: error});
}

async function pullKinds(
  context: Context,
  shop: Shop,
  options: {readonly kinds?: readonly PullKind[]},
): Promise<PullResult> {
  const platform = await context.platform(shop);
  const at = await shopNow(context, shop);
  const kinds: PulledKind[] = [];
  const refused: Message[] = [];
  let forgotten = {listings: 0, offers: 0};
  for (const kind of platform.capabilities.pulls) {
    if (options.kinds !== undefined && !options.kinds.includes(kind)) continue;
    context.signal.throwIfAborted();
    let pulled: Pulled;
    if (kind === 'listings') {
      const mirrored = await mirrorListings(context, shop, platform, at);
      forgotten = mirrored.forgotten;
      pulled = mirrored;
    } else pulled = await pullFacts(context, shop, platform, kind, at);
    kinds.push({kind, read: pulled.read, ...pulled.counts, refused: pulled.refused.length});
    refused.push(...pulled.refused.slice(0, SHOWN - refused.length));
  }
  return {at, kinds, forgotten, refused};
}

/** Pulls a shop that was never pulled: a command that names a SKU must not say that there is none. */
export async function pullOnce(context: Context, shop: Shop): Promise<void> {
  if (!(await context.data.shops.pulledAt(shop.id)).has('listings')) await pullShop(context, shop);
}

/** What one kind's pull brought. */
export interface Pulled {
  readonly read: number;
  readonly counts: Kept;
  readonly refused: readonly Message[];
}

/** The cursor moves with each page that is kept, so that a pull that is cut short goes on from there. */
async function pullFacts(
  context: Context,
  shop: Shop,
  platform: Platform,
  kind: Exclude<PullKind, 'listings'>,
  at: number,
): Promise<Pulled> {
  const step = context.progress.start(kind, null);
  const refused: Message[] = [];
  let read = 0;
  let counts: Kept = {added: 0, changed: 0, same: 0, repeated: 0};
  try {
    const keep = await keepFacts(context, shop, kind, at);
    const cursor = await context.data.shops.cursor(shop.id, kind);
    const gone = kind === 'rivals' ? await rivalsGone(context, shop, at) : null;
    for await (const page of platform.pull(kind, cursor, context.signal)) {
      const records = gone === null ? page.records : gone(page as unknown as PullPage<'rivals'>);
      counts = addKept(counts, await keep(records as typeof page.records));
      await context.data.shops.setCursor(shop.id, kind, page.cursor, context.clock.real());
      read += page.records.length;
      refused.push(...page.refused);
      step.advance(page.records.length);
    }
    return {read, counts, refused};
  } finally {
    step.end();
  }
}
