import type {CostRecord, OrderRecord, RivalRecord, SupplyRecord} from '../../domain/facts.js';
import {type Minor, parseAmount} from '../../domain/money.js';
import type {RemoteListing, RemoteOffer} from '../../ports/platform.js';
import type {Feeds, WireCost, WireOrderLine, WireProduct, WireSighting, WireSupply, WireVariant} from './wire.js';

/** Wire to souk's records. Money that can not be read is a fault of the shop and thrown, never guessed. */
export function remoteListing(wire: WireProduct, currency: string): RemoteListing {
  const {id, handle, title, description, vendor, category, tags, status, images, extra, variants} = wire;
  return {
    remoteId: id,
    product: handle,
    title,
    description,
    vendor,
    category,
    tags,
    status,
    images,
    extra,
    offers: variants.map((each) => remoteOffer(each, currency)),
  };
}

function remoteOffer(wire: WireVariant, currency: string): RemoteOffer {
  return {
    remoteId: wire.id,
    sku: wire.sku,
    options: wire.options,
    price: minorOrNull(wire.price, currency),
    compareAt: minorOrNull(wire.compare_at_price, currency),
    cost: minorOrNull(wire.cost, currency),
    currency,
    taxRate: wire.tax_rate,
    stock: wire.stock,
    gtin: wire.gtin,
    weightGrams: wire.weight_g === null ? null : Math.round(wire.weight_g),
    image: wire.image,
    extra: wire.extra,
  };
}

/** The records of the feeds, each made from its wire form. */
export const RECORDS: {
  readonly [F in keyof Feeds]: (
    wire: Feeds[F],
    currency: string,
  ) => {orders: OrderRecord; rivals: RivalRecord; costs: CostRecord; supply: SupplyRecord}[F];
} = {
  orders: (wire: WireOrderLine, currency) => ({
    orderId: wire.order_id,
    lineId: wire.line_id,
    orderedAt: wire.ordered_at,
    sku: wire.sku,
    quantity: wire.quantity,
    unitPrice: minor(wire.unit_price, currency),
    discount: 0,
    tax: minorOrNull(wire.tax, currency),
    shipping: minor(wire.shipping, currency),
    fee: minor(wire.fee, currency),
    currency,
    country: wire.country,
    customerId: wire.customer_id,
    status: wire.status,
  }),
  rivals: (wire: WireSighting, currency) => ({
    sku: wire.sku,
    rival: wire.rival,
    price: minorOrNull(wire.price, currency),
    shipping: null,
    inStock: wire.in_stock,
    condition: 'new',
    seenAt: wire.seen_at,
  }),
  costs: (wire: WireCost, currency) => ({
    sku: wire.sku,
    cost: minor(wire.cost, currency),
    feeRate: wire.fee_rate,
    feeFixed: minor(wire.fee_fixed, currency),
    returnCost: minor(wire.return_cost, currency),
    effectiveFrom: wire.effective_from,
  }),
  supply: (wire: WireSupply) => ({
    sku: wire.sku,
    onOrder: wire.on_order,
    leadTimeDays: wire.lead_time_days,
    replenishable: wire.replenishable,
    seasonEnd: null,
    salvageValue: null,
    holdingCostDay: null,
    receivedOn: null,
  }),
};

function minor(text: string, currency: string): Minor {
  const amount = parseAmount(text, currency);
  if (amount === null) throw new RangeError(`the practice shop sent "${text}" as an amount in ${currency}`);
  return amount;
}

function minorOrNull(text: string | null, currency: string): Minor | null {
  return text === null ? null : minor(text, currency);
}
