import type {DailyRecord, OrderRecord} from '../../domain/facts.js';
import type {Upserted} from './facts.js';

/** An order line as it is kept: no person in it, only a keyed hash of the customer. */
export interface KeptOrder extends Omit<OrderRecord, 'customerId'> {
  readonly customer: string | null;
}

export interface SalesRepository {
  putOrders(shopId: number, lines: readonly KeptOrder[]): Promise<Upserted>;
  /** Lines with `orderedAt` in [from, to), oldest first, streamed. */
  lines(shopId: number, from: number, to: number): AsyncIterable<KeptOrder>;
  putDaily(shopId: number, days: readonly DailyRecord[]): Promise<Upserted>;
  /** Days from..to inclusive (ISO dates), by date then SKU, streamed. */
  daily(shopId: number, from: string, to: string): AsyncIterable<DailyRecord>;
  /** True when a SKU has any order line: an undo holds such a create. */
  sold(shopId: number, skus: readonly string[]): Promise<ReadonlySet<string>>;
}
