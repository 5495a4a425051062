import type {Step} from './calendar.js';

/** What the rows of a sales report can stand for. */
export const DIMENSIONS = ['day', 'week', 'month', 'shop', 'product', 'sku', 'category'] as const;
export type Dimension = (typeof DIMENSIONS)[number];

/** Most dimensions of one report. */
const MOST_DIMENSIONS = 3;

export function isStep(dimension: Dimension): dimension is Step {
  return dimension === 'day' || dimension === 'week' || dimension === 'month';
}

/** Reads "day,shop". The reason is the word at fault: unknown, given twice, a second step of time, or one too many. */
export function parseDimensions(text: string): {readonly by: readonly Dimension[]} | {readonly wrong: string} {
  const by: Dimension[] = [];
  for (const word of text.split(',').map((part) => part.trim().toLowerCase())) {
    const dimension = DIMENSIONS.find((each) => each === word);
    if (dimension === undefined || by.includes(dimension) || by.length === MOST_DIMENSIONS) return {wrong: word};
    if (isStep(dimension) && by.some(isStep)) return {wrong: word};
    by.push(dimension);
  }
  return {by};
}

/** One sale's place in every dimension; null where it is unknown (a SKU that is not in the catalogue has no category). */
export type Place = Readonly<Record<Dimension, string | null>>;

/** What a row stands for: its value in each of the report's dimensions, and the product's name where it is about one. */
export interface RowKey {
  readonly values: readonly (string | null)[];
  readonly title: string | null;
}
