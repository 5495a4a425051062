/** A price that a test server was told to keep, in its own journal: one that stood already has the same before and after. */
export interface Taken {
  /** The server's own id of the variant. */
  readonly id: string;
  readonly sku: string;
  /** Decimal text. */
  readonly before: string;
  readonly after: string;
}
