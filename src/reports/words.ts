/**
 * The words of a report, in the reader's language. They come from the caller as data, so that figures and files know
 * nothing of languages.
 */
export interface ReportWords {
  /** BCP 47 tag: how numbers and dates are written. */
  readonly locale: string;
  /** Label of a column or figure, by its key. */
  label(key: string): string;
  /** What a figure means, in a sentence or two. */
  means(key: string): string;
  /** What stands where a value is unknown. */
  readonly none: string;
}

/** The sentences of the page, ready to print. */
export interface PageWords extends ReportWords {
  readonly title: string;
  /** Period, basis, currency and rates, one fact each. */
  readonly facts: readonly string[];
  readonly charts: {
    readonly sales: string;
    readonly orders: string;
    readonly margin: string;
    readonly products: string;
  };
  readonly headings: {readonly rows: string; readonly products: string; readonly words: string; readonly notes: string};
  readonly total: string;
  readonly before: string;
  /** How a change in a share is written: "0.6 points". */
  points(points: string): string;
  /** What stands under the margin when only part of the sales has a known cost. */
  coverage(share: string): string;
  /** How many rows the page leaves out. */
  more(rows: number): string;
  /** What a reader has to know of the figures: cancelled orders, unknown costs … */
  readonly notes: readonly string[];
  readonly empty: string;
  readonly footer: string;
}
