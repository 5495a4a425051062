import type {Platform, PullKind, PullPage} from '../ports/platform.js';

/** How each kind of record is pulled from a platform; what is not here it does not have. */
export type Pulls = {
  readonly [K in PullKind]?: (cursor: string | null, signal: AbortSignal) => AsyncIterable<PullPage<K>>;
};

/** A connector's `pull`: by the table. */
export function pullBy(platform: string, pulls: Pulls): Platform['pull'] {
  return async function* pull<K extends PullKind>(kind: K, cursor: string | null, signal: AbortSignal) {
    signal.throwIfAborted();
    const way: Pulls[K] = pulls[kind];
    if (way === undefined) throw new RangeError(`${platform} has no ${kind}`);
    yield* way(cursor, signal);
  };
}
