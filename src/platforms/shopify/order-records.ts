import {Decimal} from 'decimal.js';
import type {OrderRecord} from '../../domain/facts.js';
import {allocate, exponentOf, type Minor} from '../../domain/money.js';
import type {WireLine, WireMoney, WireOrder} from './order-wire.js';
import type {Refund} from './orders.js';

/** How an order's amounts are counted: its currency, whether they hold tax, and whether the shop's prices do. */
interface Counting {
  readonly currency: string;
  readonly included: boolean;
  readonly wanted: boolean;
}

/**
 * An order's lines as they were sold, in the shop's price convention, and a line for all goods that came back, dated by
 * the refund. What went back beside goods (a part of the price, no goods named) comes off the sold lines in proportion,
 * so that sales less refunds are what the shop kept, to the last coin.
 */
export function recordsOf(
  order: WireOrder,
  lines: readonly WireLine[],
  refunds: readonly Refund[],
  withTax: boolean,
): readonly OrderRecord[] {
  const count: Counting = {currency: order.currencyCode, included: order.taxesIncluded, wanted: withTax};
  const kept = lines.filter(({quantity}) => quantity > 0);
  const sold = kept.map((line, i) => soldLine(order, line, i === 0, count));
  const back = refunds.flatMap((refund) => backLines(order, refund, kept, sold, count));
  return [...lessened(sold, besides(refunds, count), count.currency), ...back];
}

function soldLine(order: WireOrder, line: WireLine, first: boolean, count: Counting): OrderRecord {
  const {quantity} = line;
  const tax = line.taxLines.reduce((sum, {priceSet}) => sum + minorOf(priceSet, count), 0);
  const taken = line.discountAllocations.reduce((sum, each) => sum + minorOf(each.allocatedAmountSet, count), 0);
  const original = minorOf(line.originalUnitPriceSet, count);
  const paid = converted(original * quantity - taken, tax, count);
  // Rounded up, so that what is left to the amount paid is a discount and no surcharge.
  const unitPrice = Math.max(
    Math.ceil(converted(original * quantity, tax, count) / quantity),
    Math.ceil(paid / quantity),
  );
  return {
    ...common(order),
    lineId: tail(line.id),
    orderedAt: Date.parse(order.processedAt),
    sku: skuOf(line),
    quantity,
    unitPrice,
    discount: unitPrice * quantity - paid,
    tax,
    // The order's shipping stands on its first line.
    shipping: first ? minorOf(order.totalShippingPriceSet, count) : 0,
  };
}

/** Goods of one refund, each at the price it was sold for, less what was not given back. */
function backLines(
  order: WireOrder,
  refund: Refund,
  lines: readonly WireLine[],
  sold: readonly OrderRecord[],
  count: Counting,
): readonly OrderRecord[] {
  return refund.lines.flatMap(({quantity, subtotalSet, totalTaxSet, lineItem}, i) => {
    const at = lines.findIndex(({id}) => id === lineItem.id);
    const line = lines[at];
    const sale = sold[at];
    if (line === undefined || sale === undefined || quantity <= 0) return [];
    const tax = minorOf(totalTaxSet, count);
    const given = converted(minorOf(subtotalSet, count), tax, count);
    const unitPrice = Math.max(sale.unitPrice, Math.ceil(given / quantity));
    const shipping = i > 0 ? 0 : shippingBack(refund, count);
    return [
      {
        ...common(order),
        lineId: `${tail(line.id)}/${tail(refund.id)}`,
        orderedAt: Date.parse(refund.createdAt ?? refund.processedAt),
        sku: skuOf(line),
        quantity: -quantity,
        unitPrice,
        discount: unitPrice * quantity - given,
        tax,
        shipping: shipping === 0 ? 0 : -shipping,
      },
    ];
  });
}

/** What went back beside goods and shipping, in all refunds. */
function besides(refunds: readonly Refund[], count: Counting): Minor {
  return refunds.reduce((sum, refund) => {
    const goods = refund.lines.reduce((all, {subtotalSet, totalTaxSet}) => {
      const tax = count.included ? 0 : minorOf(totalTaxSet, count);
      return all + minorOf(subtotalSet, count) + tax;
    }, 0);
    const rest = minorOf(refund.totalRefundedSet, count) - goods - shippingBack(refund, {...count, wanted: true});
    return sum + Math.max(0, rest);
  }, 0);
}

function shippingBack({refundShippingLines}: Refund, count: Counting): Minor {
  return refundShippingLines.nodes.reduce(
    (sum, {subtotalAmountSet, taxAmountSet}) =>
      sum + converted(minorOf(subtotalAmountSet, count), minorOf(taxAmountSet, count), count),
    0,
  );
}

/** Takes an amount off lines in proportion to what was paid for them, and never more than that. */
function lessened(sold: readonly OrderRecord[], amount: Minor, currency: string): readonly OrderRecord[] {
  if (amount === 0) return sold;
  const paid = sold.map(({unitPrice, quantity, discount}) => unitPrice * quantity - (discount ?? 0));
  const most = paid.reduce((sum, each) => sum + each, 0);
  const parts = allocate(Math.min(amount, most), paid, currency);
  return sold.map((line, i) => ({...line, discount: (line.discount ?? 0) + (parts[i] ?? 0), tax: null}));
}

/** An amount of the order in the shop's own convention: with its tax or without. */
function converted(amount: Minor, tax: Minor, {included, wanted}: Counting): Minor {
  if (included === wanted) return amount;
  return wanted ? amount + tax : amount - tax;
}

/** Decimal text in minor units. Shopify rounds what it charges; half a coin of a share goes up. */
function minorOf({shopMoney}: WireMoney, {currency}: Counting): Minor {
  const minor = new Decimal(shopMoney.amount).times(10 ** exponentOf(currency));
  return minor.toDecimalPlaces(0, Decimal.ROUND_HALF_UP).toNumber();
}

function common(order: WireOrder) {
  return {
    orderId: order.name,
    fee: null,
    currency: order.currencyCode,
    country: order.shippingAddress?.countryCodeV2 ?? null,
    customerId: order.customer === undefined || order.customer === null ? null : tail(order.customer.id),
    status: statusOf(order),
  };
}

/** An order that was cancelled before anything was paid never became a sale; of one that was paid the refunds say the rest. */
function statusOf({cancelledAt, displayFinancialStatus}: WireOrder): string {
  const status = (displayFinancialStatus ?? '').toLowerCase();
  const paid = status === 'refunded' || status === 'partially_refunded' || status === 'paid';
  return cancelledAt !== null && !paid ? 'cancelled' : status;
}

/** Goods without a code keep the line's own id, so that they are counted. */
function skuOf({sku, id}: WireLine): string {
  const trimmed = (sku ?? '').trim();
  return trimmed === '' ? tail(id) : trimmed;
}

/** The number at the end of `gid://shopify/LineItem/123`. */
function tail(id: string): string {
  return id.slice(id.lastIndexOf('/') + 1);
}
