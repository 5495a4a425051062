import type {OrderRecord} from '../../domain/facts.js';
import {allocate, type Minor} from '../../domain/money.js';
import {rounded} from './amount.js';
import type {Desk} from './desk.js';

/** An order, as it is asked for. Names and addresses are not. */
export const ORDER = `fragment Whole on Order {
  id code state currencyCode updatedAt orderPlacedAt
  shipping shippingWithTax
  customer { id }
  shippingAddress { countryCode }
  surcharges { price priceWithTax }
  lines {
    id quantity orderPlacedQuantity unitPrice unitPriceWithTax proratedLinePrice proratedLinePriceWithTax
    productVariant { sku }
  }
  payments { refunds { id total state } }
}`;

export interface WireOrder {
  readonly id: string;
  readonly code: string;
  readonly state: string;
  readonly currencyCode: string;
  readonly updatedAt: string;
  readonly orderPlacedAt: string | null;
  readonly shipping: number;
  readonly shippingWithTax: number;
  readonly customer: {readonly id: string} | null;
  readonly shippingAddress: {readonly countryCode: string | null} | null;
  readonly surcharges: readonly {readonly price: number; readonly priceWithTax: number}[];
  readonly lines: readonly WireLine[];
  readonly payments: readonly {readonly refunds: readonly WireRefund[]}[] | null;
}

export interface WireLine {
  readonly id: string;
  readonly quantity: number;
  readonly orderPlacedQuantity: number;
  readonly unitPrice: number;
  readonly unitPriceWithTax: number;
  readonly proratedLinePrice: number;
  readonly proratedLinePriceWithTax: number;
  readonly productVariant: {readonly sku: string};
}

export interface WireRefund {
  readonly id: string;
  readonly total: number;
  readonly state: string;
}

/**
 * An order's lines. What was given back is an amount in Vendure and names no goods: it is a reduction of the lines, in
 * proportion, so that sales less reductions are what the shop kept; the same for surcharges and what they add. Lines of
 * which nothing is left (cancelled) are none.
 */
export function orderRecords(order: WireOrder, desk: Desk, withTax: boolean): OrderRecord[] {
  const scale = {...desk.scale, currency: order.currencyCode};
  const money = (net: number, gross: number): Minor => rounded(withTax ? gross : net, scale);
  const lines = order.lines.filter(({quantity}) => quantity > 0);
  const paid = lines.map((line) => money(line.proratedLinePrice, line.proratedLinePriceWithTax));
  const goods = paid.reduce((sum, each) => sum + each, 0);
  const extra = order.surcharges.reduce((sum, {price, priceWithTax}) => sum + money(price, priceWithTax), 0);
  const back = Math.min(refundedOf(order, scale), Math.max(0, goods + extra));
  const shares =
    lines.length === 0 ? [] : allocate(back - extra, goods === 0 ? lines.map(() => 1) : paid, scale.currency);
  return lines.map((line, i) => {
    const unitPrice = money(line.unitPrice, line.unitPriceWithTax);
    return {
      orderId: order.code,
      lineId: line.id,
      orderedAt: Date.parse(order.orderPlacedAt ?? ''),
      sku: line.productVariant.sku.trim(),
      quantity: line.quantity,
      unitPrice,
      discount: unitPrice * line.quantity - (paid[i] ?? 0) + (shares[i] ?? 0),
      tax: rounded(line.proratedLinePriceWithTax - line.proratedLinePrice, scale),
      shipping: i === 0 ? money(order.shipping, order.shippingWithTax) : 0,
      fee: null,
      currency: order.currencyCode,
      country: order.shippingAddress?.countryCode ?? null,
      customerId: order.customer?.id ?? null,
      status: order.state,
    };
  });
}

/** Money that went back, or is on its way. */
function refundedOf({payments}: WireOrder, scale: {currency: string; precision: number}): Minor {
  const refunds = (payments ?? []).flatMap((payment) => payment.refunds);
  return refunds.filter(({state}) => state !== 'Failed').reduce((sum, {total}) => sum + rounded(total, scale), 0);
}
