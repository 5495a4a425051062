import type {WireMeta} from './wire.js';

/** A line of an order or of a refund. Amounts are decimal texts of the whole line without tax; a refund's are negative. */
export interface WireLine {
  readonly id: number;
  readonly sku: string | null;
  readonly product_id: number;
  readonly variation_id: number;
  readonly quantity: number;
  /** Before coupons, `total` after them. */
  readonly subtotal: string;
  readonly subtotal_tax: string;
  readonly total: string;
  readonly total_tax: string;
  readonly meta_data?: readonly WireMeta[];
}

export interface WireOrder {
  readonly id: number;
  readonly number?: string;
  readonly status: string;
  readonly currency: string;
  readonly date_created_gmt: string;
  readonly date_modified_gmt: string;
  readonly customer_id: number;
  readonly billing?: {readonly email?: string; readonly country?: string};
  readonly shipping?: {readonly country?: string};
  readonly shipping_total: string;
  readonly shipping_tax: string;
  readonly line_items: readonly WireLine[];
  readonly refunds: readonly {readonly id: number}[];
}

export interface WireRefund {
  readonly id: number;
  readonly date_created_gmt: string;
  /** What went back, tax and all: a positive decimal text. */
  readonly amount: string;
  readonly line_items: readonly WireLine[];
  readonly shipping_lines?: readonly {readonly total: string; readonly total_tax: string}[];
}

export const ORDER_FIELDS = [
  ...['id', 'number', 'status', 'currency', 'date_created_gmt', 'date_modified_gmt', 'customer_id', 'billing.email'],
  ...['billing.country', 'shipping.country', 'shipping_total', 'shipping_tax', 'line_items', 'refunds'],
].join(',');
export const REFUND_FIELDS = 'id,date_created_gmt,amount,line_items,shipping_lines';
