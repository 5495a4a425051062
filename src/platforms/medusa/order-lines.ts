import type {OrderRecord} from '../../domain/facts.js';
import {allocate, type Minor} from '../../domain/money.js';
import {roundedMinor} from './money.js';

/** An order as far as it is asked for. Amounts are decimal and not rounded to the currency. */
export interface WireOrder {
  readonly id: string;
  readonly display_id: number;
  readonly status: string;
  readonly created_at: string;
  readonly updated_at: string;
  readonly currency_code: string;
  readonly customer_id: string | null;
  readonly shipping_total: number;
  readonly shipping_subtotal: number;
  readonly original_total: number;
  readonly item_total: number;
  readonly item_subtotal: number;
  readonly shipping_address?: {readonly country_code: string | null} | null;
  readonly items?: readonly WireLine[] | null;
  readonly payment_collections?:
    | readonly {
        readonly payments?: readonly {readonly refunds?: readonly WireRefund[] | null}[] | null;
      }[]
    | null;
}

interface WireLine {
  readonly id: string;
  readonly variant_id: string | null;
  readonly variant_sku: string | null;
  readonly quantity: number;
  readonly unit_price: number;
  readonly is_tax_inclusive: boolean;
  readonly original_total: number;
  readonly original_subtotal: number;
  readonly discount_total: number;
  readonly discount_subtotal: number;
  readonly tax_total: number;
}

interface WireRefund {
  readonly id: string;
  readonly amount: number;
  readonly created_at: string;
}

export const ORDER_FIELDS = [
  ...['id', 'display_id', 'status', 'created_at', 'updated_at', 'currency_code', 'customer_id', 'original_total'],
  ...['shipping_total', 'shipping_subtotal', 'item_total', 'item_subtotal', 'shipping_address.country_code'],
  ...['id', 'variant_id', 'variant_sku', 'quantity', 'unit_price', 'is_tax_inclusive', 'original_total'].map(ofItem),
  ...['original_subtotal', 'discount_total', 'discount_subtotal', 'tax_total'].map(ofItem),
  ...['id', 'amount', 'created_at'].map((name) => `payment_collections.payments.refunds.${name}`),
].join(',');

function ofItem(name: string): string {
  return `items.${name}`;
}

/**
 * An order's lines as they stand, in the shop's price convention. Medusa's refunds name an amount and no goods: a part
 * that went back takes that much off the lines, in proportion; the whole takes the goods back, on the day of the last one.
 */
export function recordsOf(order: WireOrder, currency: string, withTax: boolean): readonly OrderRecord[] {
  const sold = linesOf(order, currency, withTax);
  const refunds = (order.payment_collections ?? []).flatMap(({payments}) =>
    (payments ?? []).flatMap((payment) => payment.refunds ?? []),
  );
  const amount = refunds.reduce((sum, refund) => sum + refund.amount, 0);
  if (roundedMinor(amount, currency) <= 0) return sold;
  if (roundedMinor(amount, currency) < roundedMinor(order.original_total, currency))
    return reduced(sold, roundedMinor(withTax ? amount : amount * netShare(order), currency), currency);
  const orderedAt = Math.max(...refunds.map(({created_at}) => Date.parse(created_at)));
  return [
    ...sold,
    ...sold.map((line) => ({...line, lineId: `${line.lineId}/back`, orderedAt, quantity: -line.quantity})),
  ];
}

/** Takes an amount off lines in proportion to what was paid for them, and never more than that. */
function reduced(sold: readonly OrderRecord[], amount: Minor, currency: string): readonly OrderRecord[] {
  const paid = sold.map(({unitPrice, quantity, discount}) => unitPrice * quantity - (discount ?? 0));
  const most = paid.reduce((sum, each) => sum + each, 0);
  const parts = allocate(Math.min(amount, most), paid, currency);
  return sold.map((line, i) => ({...line, discount: (line.discount ?? 0) + (parts[i] ?? 0), tax: null}));
}

function linesOf(order: WireOrder, currency: string, withTax: boolean): readonly OrderRecord[] {
  return (order.items ?? [])
    .filter(({quantity}) => quantity > 0)
    .map((line, i) => ({
      ...common(order, currency),
      lineId: line.id,
      orderedAt: Date.parse(order.created_at),
      sku: skuOf(line),
      quantity: line.quantity,
      unitPrice: unitPrice(line, currency, withTax),
      discount: roundedMinor(withTax ? line.discount_total : line.discount_subtotal, currency),
      tax: roundedMinor(line.tax_total, currency),
      // The order's shipping stands on its first line.
      shipping: i > 0 ? 0 : roundedMinor(withTax ? order.shipping_total : order.shipping_subtotal, currency),
    }));
}

/** The part of what a buyer paid for goods that is no tax. */
function netShare({item_total, item_subtotal}: WireOrder): number {
  return item_total === 0 ? 1 : item_subtotal / item_total;
}

function common({id, status, customer_id, shipping_address}: WireOrder, currency: string) {
  return {
    orderId: id,
    fee: null,
    currency,
    country: shipping_address?.country_code?.toUpperCase() ?? null,
    customerId: customer_id,
    status,
  };
}

/** Goods without a code keep the server's own id, so that they are counted. */
function skuOf({variant_sku, variant_id, id}: WireLine): string {
  return variant_sku ?? variant_id ?? id;
}

function unitPrice(line: WireLine, currency: string, withTax: boolean): Minor {
  if (line.is_tax_inclusive === withTax) return roundedMinor(line.unit_price, currency);
  return roundedMinor((withTax ? line.original_total : line.original_subtotal) / line.quantity, currency);
}
