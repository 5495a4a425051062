import type {Dimension, Place, RowKey} from './dimensions.js';
import {addEntry, type Entry, noSums, type Sums} from './sums.js';

/** Rows being counted: one sum for each combination of values that occurs. */
export interface Grouping {
  readonly by: readonly Dimension[];
  readonly groups: ReadonlyMap<string, {readonly key: RowKey; readonly sums: Sums}>;
}

/** All sums of one report, filled in one pass over the lines. */
export interface Tally {
  readonly groupings: readonly Grouping[];
  readonly now: Sums;
  readonly before: Sums;
  /** Adds an entry of the period, with its place in every dimension. */
  add(place: Place, title: string | null, entry: Entry): void;
  /** Adds an entry of the period before, of which only totals are kept. */
  addBefore(entry: Entry): void;
}

/** Opens a tally with one grouping for each list of dimensions. */
export function openTally(groupBy: readonly (readonly Dimension[])[]): Tally {
  const groupings = groupBy.map((by) => ({by, groups: new Map<string, {key: RowKey; sums: Sums}>()}));
  const now = noSums();
  const before = noSums();
  return {
    groupings,
    now,
    before,
    add: (place, title, entry) => {
      addEntry(now, entry);
      for (const {by, groups} of groupings) {
        const values = by.map((dimension) => place[dimension]);
        const id = groupId(values);
        let group = groups.get(id);
        if (group === undefined) {
          const named = by.includes('product') || by.includes('sku');
          group = {key: {values, title: named ? title : null}, sums: noSums()};
          groups.set(id, group);
        }
        addEntry(group.sums, entry);
      }
    },
    addBefore: (entry) => {
      addEntry(before, entry);
    },
  };
}

/** One text for a combination of values; null and the empty text differ. */
export function groupId(values: readonly (string | null)[]): string {
  return values.map((value) => (value === null ? '\u0001' : value)).join('\u0000');
}
