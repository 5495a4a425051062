import {createHash} from 'node:crypto';
import {canonicalPages, canonicalPieces} from '../domain/change/canonical.js';
import {CanonicalBytes} from '../domain/change/canonical-bytes.js';
import type {Change, Plan, PlanDraft, PlanHead, Skipped} from '../domain/change/types.js';
import {openSpool, type Spool} from './spool.js';

/** What a draft gets when it becomes a plan. Instants are real, ms UTC. */
export interface PlanStamp {
  readonly id: string;
  readonly createdAt: number;
  readonly expiresAt: number;
}

/** Gives a draft its id, its age and its hash. */
export function sealPlan(draft: PlanDraft, stamp: PlanStamp): Plan {
  const {id, createdAt, expiresAt} = stamp;
  const body: Omit<Plan, 'hash'> = {...draft, format: 'souk-plan', version: 1, id, createdAt, expiresAt};
  return {...body, hash: hashOf(body)};
}

/** Seals a plan that is made a page at a time and nowhere as a whole. */
export interface Seal {
  add(changes: readonly Change[], skipped: readonly Skipped[]): Promise<void>;
  finish(draft: Omit<PlanDraft, 'changes' | 'skipped'>, stamp: PlanStamp): Promise<PlanHead>;
  /** What was added, as it was hashed; however often it is gone through, until the seal is closed. */
  readonly texts: {
    readonly changes: AsyncIterable<readonly string[]>;
    readonly skipped: AsyncIterable<readonly string[]>;
  };
  /** To be called whatever happens. */
  close(): Promise<void>;
}

/** Canonical JSON has no line ends: texts wait as lines. */
const LINE_END = 0x0a;
const COMMA = 0x2c;

/**
 * Opens a seal. What the breaker says stands before the changes in what is hashed, and is known after them: their texts
 * wait in `directory` until then.
 */
export function openSeal(directory: string): Seal {
  const lists = {changes: openSpool(directory), skipped: openSpool(directory)};
  const bytes = new CanonicalBytes();
  const put = async (spool: Spool, page: readonly unknown[]): Promise<void> => {
    for (const each of page) {
      bytes.value(each);
      bytes.text('\n');
    }
    await spool.write(bytes.take());
  };
  return {
    add: async (changes, skipped) => {
      await put(lists.changes, changes);
      await put(lists.skipped, skipped);
    },
    texts: {
      changes: {[Symbol.asyncIterator]: () => linesOf(lists.changes)},
      skipped: {[Symbol.asyncIterator]: () => linesOf(lists.skipped)},
    },
    finish: async (draft, {id, createdAt, expiresAt}) => {
      const body: Omit<PlanHead, 'hash'> = {...draft, format: 'souk-plan', version: 1, id, createdAt, expiresAt};
      const texts = {changes: joined(lists.changes), skipped: joined(lists.skipped)};
      const hash = createHash('sha256');
      for await (const piece of canonicalPages({...body}, texts)) hash.update(piece);
      return {...body, hash: hash.digest('hex')};
    },
    close: async () => {
      await lists.changes.close();
      await lists.skipped.close();
    },
  };
}

/** The lines of a spool with commas between them, as they stand in a list. */
async function* joined(spool: Spool): AsyncGenerator<Uint8Array> {
  let pending = false;
  for await (const block of spool.read()) {
    if (block.length === 0) continue;
    if (pending) yield Uint8Array.of(COMMA);
    pending = block.at(-1) === LINE_END;
    const piece = pending ? block.slice(0, -1) : block.slice();
    for (let at = piece.indexOf(LINE_END); at >= 0; at = piece.indexOf(LINE_END, at + 1)) piece[at] = COMMA;
    yield piece;
  }
}

async function* linesOf(spool: Spool): AsyncGenerator<readonly string[]> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const block of spool.read()) {
    const lines = (rest + decoder.decode(block, {stream: true})).split('\n');
    rest = lines.pop() ?? '';
    if (lines.length > 0) yield lines;
  }
}

/** True when the plan is what was sealed. It finds damage; it authorises nothing: guards run again at apply. */
export function planIntact(plan: Plan): boolean {
  const {hash, ...body} = plan;
  return hash === hashOf(body);
}

function hashOf(body: Omit<Plan, 'hash'>): string {
  const hash = createHash('sha256');
  for (const piece of canonicalPieces({...body})) hash.update(piece);
  return hash.digest('hex');
}
