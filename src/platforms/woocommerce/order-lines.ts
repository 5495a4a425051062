import type {OrderRecord} from '../../domain/facts.js';
import {allocate, type Minor} from '../../domain/money.js';
import {rounded} from './money.js';
import type {WireLine, WireOrder, WireRefund} from './order-wire.js';

/** Orders nobody has paid yet: they come again, changed, when somebody has. */
export const NOT_YET: ReadonlySet<string> = new Set(['pending', 'checkout-draft', 'auto-draft']);

/**
 * An order's lines in the shop's price convention, and what came back as lines of negative quantity on the day of its
 * refund. An amount that was given back without goods comes off the order's lines, in proportion to what they cost.
 */
export function recordsOf(order: WireOrder, refunds: readonly WireRefund[], withTax: boolean): readonly OrderRecord[] {
  const {currency} = order;
  const sold = order.line_items
    .filter(({quantity}) => quantity > 0)
    .map((line, i) => ({
      ...common(order),
      lineId: String(line.id),
      orderedAt: instantOf(order.date_created_gmt),
      ...lineMoney(line, currency, withTax),
      // The order's shipping stands on its first line.
      shipping: i > 0 ? 0 : sumOf([order.shipping_total, ...(withTax ? [order.shipping_tax] : [])], currency),
    }));
  const back = refunds.flatMap((refund) => backOf(order, refund, withTax));
  const given = refunds.reduce((sum, refund) => sum + looseOf(refund, currency, withTax, netShare(order)), 0);
  return [...(given > 0 ? reduced(sold, given, currency) : sold), ...back];
}

/** Instants of WooCommerce are GMT and do not say so. */
export function instantOf(text: string): number {
  return Date.parse(`${text}Z`);
}

function common({id, status, currency, customer_id, billing, shipping}: WireOrder) {
  const country = [shipping?.country, billing?.country].find((each) => (each ?? '') !== '') ?? null;
  // A guest has no number and is known by the address the order came from; both are hashed before they are kept.
  const customerId = customer_id > 0 ? String(customer_id) : (billing?.email?.toLowerCase() ?? '') || null;
  return {orderId: String(id), status, currency, country, customerId, fee: null};
}

/** Quantity, price of a piece, and the discount that makes the line what was paid for it, to the cent. */
function lineMoney(line: WireLine, currency: string, withTax: boolean) {
  const {quantity} = line;
  const full = Math.abs(sumOf([line.subtotal, ...(withTax ? [line.subtotal_tax] : [])], currency));
  const paid = Math.abs(sumOf([line.total, ...(withTax ? [line.total_tax] : [])], currency));
  const pieces = Math.abs(quantity);
  const unitPrice = Math.ceil(Math.max(full, paid) / pieces);
  return {
    sku: skuOf(line),
    quantity,
    unitPrice: roundedUnit(full, paid, pieces, unitPrice),
    discount: roundedUnit(full, paid, pieces, unitPrice) * pieces - paid,
    tax: Math.abs(rounded(line.total_tax === '' ? '0' : line.total_tax, currency)),
  };
}

/** The nearest price of a piece that is not below what was paid for it: a discount is never negative. */
function roundedUnit(full: Minor, paid: Minor, pieces: number, above: Minor): Minor {
  const nearest = Math.round(full / pieces);
  return nearest * pieces >= paid ? nearest : above;
}

/** Goods without a code keep the shop's own id, so that they are counted. */
function skuOf({sku, variation_id, product_id, id}: WireLine): string {
  const code = (sku ?? '').trim();
  if (code !== '') return code;
  if (variation_id > 0) return `${product_id}/${variation_id}`;
  return String(product_id > 0 ? product_id : id);
}

function backOf(order: WireOrder, refund: WireRefund, withTax: boolean): readonly OrderRecord[] {
  return refund.line_items
    .filter(({quantity}) => quantity < 0)
    .map((line, i) => ({
      ...common(order),
      lineId: `${soldLine(line)}/back/${refund.id}`,
      orderedAt: instantOf(refund.date_created_gmt),
      ...lineMoney(line, order.currency, withTax),
      shipping: i > 0 ? 0 : Math.abs(shippingBack(refund, order.currency, withTax)),
    }));
}

function soldLine({id, meta_data}: WireLine): string {
  const of = meta_data?.find(({key}) => key === '_refunded_item_id')?.value;
  return String(of ?? id);
}

function shippingBack({shipping_lines: lines = []}: WireRefund, currency: string, withTax: boolean): Minor {
  return sumOf(
    lines.flatMap(({total, total_tax}) => [total, ...(withTax ? [total_tax] : [])]),
    currency,
  );
}

/** What a refund gave back beside goods and shipping: lines without a quantity, or an amount alone. */
function looseOf(refund: WireRefund, currency: string, withTax: boolean, net: number): Minor {
  const named = refund.line_items.filter(({quantity}) => quantity < 0);
  const lines = named.flatMap(({total, total_tax}) => [total, total_tax]);
  const loose = rounded(refund.amount, currency) + sumOf(lines, currency) + shippingBack(refund, currency, true);
  return withTax ? loose : Math.round(loose * net);
}

/** The part of what a buyer paid for goods that is no tax. */
function netShare({line_items}: WireOrder): number {
  const [net, tax] = [
    line_items.reduce((sum, {total}) => sum + Number(total), 0),
    line_items.reduce((sum, {total_tax}) => sum + Number(total_tax), 0),
  ];
  return net + tax === 0 ? 1 : net / (net + tax);
}

/** Takes an amount off lines in proportion to what was paid for them, and never more than that. */
function reduced(sold: readonly OrderRecord[], amount: Minor, currency: string): readonly OrderRecord[] {
  const paid = sold.map(({unitPrice, quantity, discount}) => unitPrice * quantity - (discount ?? 0));
  const most = paid.reduce((sum, each) => sum + each, 0);
  const parts = allocate(Math.min(amount, most), paid, currency);
  return sold.map((line, i) => ({...line, discount: (line.discount ?? 0) + (parts[i] ?? 0), tax: null}));
}

/** The sum of decimal texts, rounded once. Six decimals are asked for, so that nothing is rounded before. */
function sumOf(texts: readonly string[], currency: string): Minor {
  const micros = texts.reduce((sum, text) => sum + Math.round(Number(text) * 1e6), 0);
  const sign = micros < 0 ? '-' : '';
  const digits = String(Math.abs(micros)).padStart(7, '0');
  return rounded(`${sign}${digits.slice(0, -6)}.${digits.slice(-6)}`, currency);
}
