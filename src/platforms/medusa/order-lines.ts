import type {OrderRecord} from '../../domain/facts.js';
import type {Minor} from '../../domain/money.js';
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

/** What was sold, in the shop's price convention. The order's shipping stands on its first line. */
export function linesOf(order: WireOrder, currency: string, withTax: boolean): readonly OrderRecord[] {
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
      shipping: i > 0 ? 0 : roundedMinor(withTax ? order.shipping_total : order.shipping_subtotal, currency),
    }));
}

/**
 * Money that went back. Medusa's refunds name an amount and no goods: one of the whole order takes back its lines as they
 * were sold, any other counts as one unit of the line that cost most, at that amount.
 */
export function refundsOf(order: WireOrder, currency: string, withTax: boolean): readonly OrderRecord[] {
  const sold = linesOf(order, currency, withTax);
  const paid = roundedMinor(order.original_total, currency);
  const refunds = (order.payment_collections ?? []).flatMap(({payments}) =>
    (payments ?? []).flatMap((payment) => payment.refunds ?? []),
  );
  return refunds.flatMap(({id, amount, created_at}): readonly OrderRecord[] => {
    const orderedAt = Date.parse(created_at);
    if (roundedMinor(amount, currency) === paid)
      return sold.map((line) => ({...line, lineId: `${id}/${line.lineId}`, orderedAt, quantity: -line.quantity}));
    const dearest = [...sold].sort((a, b) => b.unitPrice * b.quantity - a.unitPrice * a.quantity)[0];
    if (dearest === undefined) return [];
    const unitPrice = roundedMinor(withTax ? amount : amount * netShare(order), currency);
    return [{...dearest, lineId: id, orderedAt, quantity: -1, unitPrice, discount: 0, tax: null, shipping: 0}];
  });
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
