/** An order that is being written while a page is read may show up later with an earlier instant: so far back is looked again. */
export const OVERLAP_MS = 60_000;

/** How far a pull of orders came: the latest change seen (ms UTC), and which orders were seen in the minute before it. */
export interface Mark {
  readonly at: number;
  readonly seen: Readonly<Record<string, number>>;
}

/** Reads a cursor: the JSON text of a mark; null begins at the start. */
export function markOf(cursor: string | null): Mark {
  if (cursor === null) return {at: 0, seen: {}};
  const {at, seen} = JSON.parse(cursor) as Mark;
  return {at, seen};
}

/** The mark once changes up to `at` and these orders (each with the instant of its change) were seen. */
export function forward({seen}: Mark, at: number, fresh: readonly (readonly [string, number])[]): Mark {
  const kept = Object.entries({...seen, ...Object.fromEntries(fresh)}).filter(([, when]) => when >= at - OVERLAP_MS);
  return {at, seen: Object.fromEntries(kept)};
}
