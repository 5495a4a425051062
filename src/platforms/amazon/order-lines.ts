import type {OrderRecord} from '../../domain/facts.js';
import {currencyKnown, type Minor, parseAmount} from '../../domain/money.js';

/** An order of the Orders API v0, as far as it is read: no name, no street, no mail address. */
export interface WireOrder {
  readonly AmazonOrderId: string;
  readonly PurchaseDate: string;
  readonly LastUpdateDate: string;
  readonly OrderStatus: string;
  readonly ShippingAddress?: {readonly CountryCode?: string};
}

export interface WireMoney {
  readonly CurrencyCode?: string;
  readonly Amount?: string;
}

export interface WireOrderItem {
  readonly ASIN: string;
  readonly SellerSKU?: string;
  readonly OrderItemId: string;
  readonly QuantityOrdered: number;
  readonly ItemPrice?: WireMoney;
  readonly ItemTax?: WireMoney;
  readonly ShippingPrice?: WireMoney;
  readonly ShippingDiscount?: WireMoney;
  readonly PromotionDiscount?: WireMoney;
}

/** Not paid yet: without prices, and told again when that changes. */
const NOT_YET: ReadonlySet<string> = new Set(['Pending', 'PendingAvailability']);

export function isOrdered({OrderStatus}: WireOrder): boolean {
  return !NOT_YET.has(OrderStatus);
}

/**
 * An order's lines; null when its currency is not known. `ItemPrice` is that of the whole line, with tax where prices hold
 * tax: what does not divide by the quantity is taken off as discount, so that the line's sum is exact.
 */
export function recordsOf(
  order: WireOrder,
  items: readonly WireOrderItem[],
  shopCurrency: string,
): OrderRecord[] | null {
  const currency = items.find(({ItemPrice}) => ItemPrice?.CurrencyCode)?.ItemPrice?.CurrencyCode ?? shopCurrency;
  if (!currencyKnown(currency)) return null;
  const minor = (money: WireMoney | undefined): Minor | null =>
    money?.Amount === undefined ? null : parseAmount(money.Amount, currency);
  return items.map((item) => {
    // A cancelled line has no quantity left; it is told with one, and its status keeps it out of every figure.
    const quantity = Math.max(1, item.QuantityOrdered);
    const total = minor(item.ItemPrice) ?? 0;
    const unitPrice = Math.ceil(total / quantity);
    const shipping = minor(item.ShippingPrice);
    return {
      orderId: order.AmazonOrderId,
      lineId: item.OrderItemId,
      orderedAt: Date.parse(order.PurchaseDate),
      sku: item.SellerSKU ?? item.ASIN,
      quantity,
      unitPrice,
      discount: (minor(item.PromotionDiscount) ?? 0) + unitPrice * quantity - total,
      tax: minor(item.ItemTax),
      shipping: shipping === null ? null : shipping - (minor(item.ShippingDiscount) ?? 0),
      fee: null,
      currency,
      country: order.ShippingAddress?.CountryCode ?? null,
      customerId: null,
      status: item.QuantityOrdered === 0 ? 'Canceled' : order.OrderStatus,
    };
  });
}
