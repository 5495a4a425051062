import {isCancelled, type SaleLine} from './measure.js';

/**
 * On which day a return counts. `order`: on the day of the order it belongs to, so that a month shows what became of its
 * own sales. `cash`: on the day it came back, as the bank account and Shopify's reports see it.
 */
export type Basis = 'order' | 'cash';

/** A line with the instant it is booked on, the instant whose cost counts, and the number of its order. */
export interface BookedLine {
  readonly line: SaleLine;
  readonly at: number;
  readonly costAt: number;
  readonly order: number;
}

/** Where booked lines go. */
export interface Books {
  book(line: BookedLine): void;
  cancelled(orderId: string, at: number): void;
  /** A return whose order is nowhere known, booked on its own day. */
  unmatched(): void;
}

/**
 * Books the lines of one shop. Feed every line from `start` on, oldest first (order basis: up to now, because returns of
 * the period's orders come later); then, while `open()`, the lines before `start` to `recall`; then `close`.
 */
export interface Booking {
  add(line: SaleLine): void;
  /** True when returns wait for orders that are older than what was fed. */
  open(): boolean;
  recall(line: SaleLine): void;
  close(): void;
}

/** Opens the books of one shop for [start, end). `number` gives each order a number that no other shop's order has. */
export function openBooking(
  basis: Basis,
  {start, end}: {readonly start: number; readonly end: number},
  number: () => number,
  books: Books,
): Booking {
  const orders = new Map<string, {readonly at: number; readonly number: number}>();
  const cancelled = new Set<string>();
  const older = new Set<string>();
  const waiting: SaleLine[] = [];
  const awaited = new Set<string>();

  const sale = (line: SaleLine) => {
    if (line.orderedAt < start || line.orderedAt >= end) return;
    let order = orders.get(line.orderId);
    if (order === undefined) {
      order = {at: line.orderedAt, number: number()};
      orders.set(line.orderId, order);
    }
    books.book({line, at: line.orderedAt, costAt: line.orderedAt, order: order.number});
  };

  const comeBack = (line: SaleLine) => {
    const order = orders.get(line.orderId);
    if (order === undefined && cancelled.has(line.orderId)) return;
    if (order !== undefined) {
      const at = basis === 'order' ? order.at : line.orderedAt;
      books.book({line, at, costAt: order.at, order: order.number});
    } else if (basis === 'cash') {
      books.book({line, at: line.orderedAt, costAt: line.orderedAt, order: -1});
    } else if (line.orderedAt < end) {
      waiting.push(line);
      awaited.add(line.orderId);
    }
  };

  return {
    add: (line) => {
      if (isCancelled(line.status)) {
        cancelled.add(line.orderId);
        books.cancelled(line.orderId, line.orderedAt);
      } else if (line.quantity > 0) sale(line);
      else if (line.quantity < 0) comeBack(line);
    },
    open: () => waiting.length > 0,
    recall: (line) => {
      if (line.quantity > 0 && awaited.has(line.orderId)) older.add(line.orderId);
    },
    close: () => {
      for (const line of waiting) {
        const order = orders.get(line.orderId);
        if (older.has(line.orderId) || (order === undefined && cancelled.has(line.orderId))) continue;
        if (order === undefined) books.unmatched();
        const at = order?.at ?? line.orderedAt;
        books.book({line, at, costAt: at, order: order?.number ?? -1});
      }
      // A return that came before its order (one instant for both, in files that know days only) has found it by now.
      waiting.length = 0;
    },
  };
}
