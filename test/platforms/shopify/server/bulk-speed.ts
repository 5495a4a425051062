/** How bulk operations of a shop go. */
export interface BulkSpeed {
  /** Mutations of an app under way at once. */
  readonly atOnce: number;
  /** From the start to the first line, in ms. */
  readonly beginMs: number;
  /** Lines that one operation works off. */
  readonly linesPerSecond: number;
  /** Objects that a bulk query finds. */
  readonly objectsPerSecond: number;
}

/**
 * Five at once since 2026-01: shopify.dev, "Bulk import data with the GraphQL Admin API". How quick an operation is
 * Shopify does not say: the pace is an assumption. Practitioners say that bulk operations pay from about a thousand records
 * on, which a hundred points a second do in 100 s: 20 a second are below what that comes to with five at once, and far
 * below the 500,000 records in 18 minutes (460 a second) that one of them tells of (tenten.co, "Shopify Bulk Operations API").
 * A bulk query is taken to find 90 objects a second, a fifth of that.
 */
export const BULK_SPEED: BulkSpeed = {atOnce: 5, beginMs: 5000, linesPerSecond: 20, objectsPerSecond: 90};
