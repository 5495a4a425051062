import type {ShopTerms} from '../../../../src/domain/catalog/types.js';
import type {Tally} from './api.js';
import type {BulkSpeed} from './bulk-speed.js';
import type {BulkState} from './bulk-state.js';
import {money} from './money.js';
import {connection} from './shapes.js';
import {SHOPPER} from './shopper.js';
import {gid, newShop, type Order, type Product, type ShopState} from './state.js';
import {newVariant} from './variants.js';

interface Order1 {
  readonly shop: number;
}

/** What a test says to the server beside the API: about shops by number, and to look into them. */
interface Controls {
  readonly open: {readonly terms: ShopTerms; readonly patch?: Partial<ShopState>};
  readonly fault: Order1 & {readonly fault: ShopState['fault']};
  readonly reprice: Order1 & {readonly sku: string; readonly price: string};
  readonly trade: Order1 & {readonly skus: readonly string[]};
  readonly order: Order1 & {readonly order: PlainOrder};
  readonly patch: Order1 & {readonly sku: string; readonly with: object};
  readonly revoke: Order1;
  /** Another pace of bulk operations, and what goes wrong with the next ones. */
  readonly bulk: Order1 & {readonly speed?: Partial<BulkSpeed>; readonly faults?: BulkState['faults']};
  /** So many products, `p-1` of SKU `P-1` for 10.00 and so on; of more than one variant, by size, `P-1-2` and so on. */
  readonly fill: Order1 & {readonly products: number; readonly variants?: number};
  /** Points that are left, can be saved up, and come back a second; answers what was left until then. */
  readonly bucket: Order1 & {readonly left: number; readonly burst: number; readonly rate: number};
  readonly state: Order1;
  readonly tally: object;
}

/** An order as a test writes it: lists in place of connections. */
interface PlainOrder extends Order {
  readonly lineItems: readonly object[];
  readonly refunds: readonly {
    readonly refundLineItems: readonly object[];
    readonly refundShippingLines: readonly object[];
  }[];
}

type Answers = {readonly [name in keyof Controls]: (body: Controls[name], shops: ShopState[], tally: Tally) => unknown};

const ANSWERS: Answers = {
  open: ({terms, patch = {}}, shops) => {
    const token = `shpat_${shops.length}`;
    return {shop: shops.push(newShop(terms, token, patch)) - 1, token};
  },
  fault: ({shop, fault}, shops) => {
    of(shops, shop).fault = fault;
    return {};
  },
  reprice: ({shop, sku, price}, shops) => {
    for (const variant of variantsOf(of(shops, shop), sku))
      variant.price = money(price, of(shops, shop).terms.currency);
    return {};
  },
  patch: ({shop, sku, with: fields}, shops) => {
    for (const variant of variantsOf(of(shops, shop), sku)) Object.assign(variant, fields);
    return {};
  },
  trade: ({shop, skus}, shops) => trade(of(shops, shop), skus),
  order: ({shop, order}, shops) => {
    of(shops, shop).orders.push(whole(order));
    return {};
  },
  bulk: ({shop, speed, faults}, shops) => {
    const {bulk} = of(shops, shop);
    Object.assign(bulk, {speed: {...bulk.speed, ...speed}, faults: faults ?? bulk.faults});
    return {};
  },
  fill: ({shop, products, variants = 1}, shops) => {
    for (let i = 1; i <= products; i++) fillOne(of(shops, shop), i, variants);
    return {};
  },
  bucket: ({shop, ...points}, shops) => {
    const {bucket} = of(shops, shop);
    const {left} = bucket;
    Object.assign(bucket, points, {at: Date.now()});
    return {left};
  },
  revoke: ({shop}, shops) => {
    of(shops, shop).tokens.clear();
    return {};
  },
  state: ({shop}, shops) => {
    const {products, log, bulk} = of(shops, shop);
    const all = [...products.values()].map(({variants, metafields, ...product}) => ({
      ...product,
      metafields: Object.fromEntries(metafields),
      variants: variants.map(({stock, ...variant}) => ({...variant, stock: Object.fromEntries(stock)})),
    }));
    const operations = bulk.operations.map(({id, type, status, lines}) => ({id, type, status, lines: lines.length}));
    return {products: all, log, operations};
  },
  tally: (_, __, tally) => Object.fromEntries(tally),
};

export function control(name: string, body: never, shops: ShopState[], tally: Tally): unknown {
  const shopper = SHOPPER[name as keyof typeof SHOPPER];
  if (shopper !== undefined) return shopper(body, shops);
  return ANSWERS[name as keyof Controls](body, shops, tally);
}

function of(shops: readonly ShopState[], number: number): ShopState {
  const shop = shops[number];
  if (shop === undefined) throw new RangeError(`no shop ${number}`);
  return shop;
}

function fillOne(shop: ShopState, i: number, count: number): void {
  const name = count === 1 ? 'Title' : 'Size';
  const values = count === 1 ? ['Default Title'] : Array.from({length: count}, (_, n) => `${n + 1}`);
  const product: Product = {
    ...{
      id: gid(shop, 'Product'),
      handle: `p-${i}`,
      title: `Mug ${i}`,
      descriptionHtml: '',
      vendor: '',
      productType: '',
    },
    ...{tags: [], status: 'ACTIVE', published: [], templateSuffix: null, metafields: new Map()},
    options: [{name, values}],
    variants: values.map((value, n) => ({
      ...newVariant(shop, [{name, value}]),
      ...{sku: n === 0 ? `P-${i}` : `P-${i}-${n + 1}`, price: '10.00'},
    })),
  };
  shop.products.set(product.id, product);
}

function variantsOf({products}: ShopState, sku: string) {
  return [...products.values()].flatMap(({variants}) => variants.filter((each) => each.sku === sku));
}

/** One order, a second after the last, with a line for each SKU. */
function trade(shop: ShopState, skus: readonly string[]): object {
  shop.now += 1000;
  const at = new Date(shop.now).toISOString();
  const lineItems = skus.map((sku) => {
    const [variant] = variantsOf(shop, sku);
    const unit = {shopMoney: {amount: variant?.price ?? '1.00'}};
    const id = gid(shop, 'LineItem');
    return {id, sku, quantity: 2, originalUnitPriceSet: unit, discountAllocations: [], taxLines: []};
  });
  const order = {
    ...{id: gid(shop, 'Order'), name: `#${shop.nextId}`, processedAt: at, updatedAt: at, cancelledAt: null},
    ...{currencyCode: shop.terms.currency, taxesIncluded: shop.terms.pricesIncludeTax, test: false},
    ...{displayFinancialStatus: 'PAID', totalShippingPriceSet: {shopMoney: {amount: '4.90'}}, customer: null},
    ...{shippingAddress: {countryCodeV2: 'US'}, refunds: [], lineItems},
  };
  shop.orders.push(whole(order));
  return {};
}

function whole({lineItems, refunds, ...order}: PlainOrder): Order {
  return {
    ...order,
    lineItems: (args: object) => connection(lineItems, args),
    refunds: refunds.map(({refundLineItems, refundShippingLines, ...refund}) => ({
      ...refund,
      refundLineItems: (args: object) => connection(refundLineItems, args),
      refundShippingLines: (args: object) => connection(refundShippingLines, args),
    })),
  };
}
