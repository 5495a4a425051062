import {GraphQLError, type GraphQLResolveInfo} from 'graphql';
import {bulkCreate, bulkDelete, bulkUpdate} from './bulk.js';
import {inventorySet} from './inventory.js';
import {productSet, productUpdate, publish} from './products.js';
import {connection, productShape, variantShape} from './shapes.js';
import type {ShopState} from './state.js';

type Args = Readonly<Record<string, unknown>>;
interface Paging {
  readonly first?: number;
  readonly after?: string | null;
  readonly query?: string | null;
}

/** What the operations of a request are answered from. Fields that are not here are not answered. */
export function rootOf(shop: ShopState): Record<string, unknown> {
  const {currency, pricesIncludeTax} = shop.terms;
  const products = () => [...shop.products.values()];
  const variants = () =>
    products().flatMap((product) => product.variants.map((variant) => variantShape(shop, product, variant)));
  const product = (id: string) => {
    const found = shop.products.get(id);
    return found === undefined ? null : productShape(shop, found);
  };
  return {
    shop: {currencyCode: currency, taxesIncluded: pricesIncludeTax},
    currentAppInstallation: {accessScopes: shop.scopes.map((handle) => ({handle}))},
    locations: (args: Paging) => connection(shop.locations, args),
    product: ({id}: {id: string}) => product(id),
    productByIdentifier: ({identifier}: {identifier: {id?: string; handle?: string}}) => {
      const found = products().find(({id, handle}) => id === identifier.id || handle === identifier.handle);
      return found === undefined ? null : productShape(shop, found);
    },
    products: (args: Paging) =>
      connection(
        products().map((each) => productShape(shop, each)),
        args,
      ),
    productVariants: (args: Paging) => {
      const wanted = phrases(args.query ?? '');
      return connection(
        variants().filter(({sku}) => wanted === null || wanted.has(String(sku).toLowerCase())),
        args,
      );
    },
    productsCount: () => ({count: shop.products.size, precision: 'EXACT'}),
    productVariantsCount: () => ({count: variants().length, precision: 'EXACT'}),
    nodes: ({ids}: {ids: readonly string[]}) =>
      ids.map((id) =>
        id.includes('/Product/') ? product(id) : (variants().find((each) => each['id'] === id) ?? null),
      ),
    orders: (args: Paging) => connection(ordersSince(shop, args.query ?? ''), args),
    order: ({id}: {id: string}) => shop.orders.find((order) => order.id === id) ?? null,
    refund: ({id}: {id: string}) => {
      const refunds = shop.orders.flatMap(({refunds: all}) => all as readonly {readonly id: string}[]);
      return refunds.find((refund) => refund.id === id) ?? null;
    },
    productSet: (args: Args) => productSet(shop, args as never),
    publications: (args: Paging) => connection(shop.publications, args),
    publishablePublish: (args: Args) => publish(shop, args as never),
    productUpdate: (args: Args) => productUpdate(shop, args as never),
    productVariantsBulkUpdate: (args: Args) => bulkUpdate(shop, args as never),
    productVariantsBulkCreate: (args: Args) => bulkCreate(shop, args as never),
    productVariantsBulkDelete: (args: Args) => bulkDelete(shop, args as never),
    inventorySetQuantities: (args: Args, _: unknown, info: GraphQLResolveInfo) =>
      inventorySet(shop, keyOf(info), args as never),
  };
}

/** The key of `@idempotent`, which this version demands and its schema does not. */
function keyOf({fieldNodes, variableValues}: GraphQLResolveInfo): string {
  const directive = fieldNodes[0]?.directives?.find(({name}) => name.value === 'idempotent');
  const value = directive?.arguments?.[0]?.value;
  const key =
    value?.kind === 'Variable' ? variableValues[value.name.value] : value?.kind === 'StringValue' ? value.value : '';
  if (typeof key === 'string' && key !== '') return key;
  throw new GraphQLError('The @idempotent directive is required for this mutation', {
    extensions: {code: 'BAD_REQUEST'},
  });
}

/** SKUs of a search, without regard to case; null: everything. */
function phrases(query: string): ReadonlySet<string> | null {
  if (query === '') return null;
  const found = query.matchAll(/sku:"((?:[^"\\]|\\.)*)"/gu);
  return new Set([...found].map(([, phrase = '']) => phrase.replace(/\\(.)/gu, '$1').toLowerCase()));
}

function ordersSince(shop: ShopState, query: string) {
  const since = /updated_at:>='([^']+)'/u.exec(query)?.[1] ?? '';
  const from = since === '' ? 0 : Date.parse(since);
  const orders = shop.orders.filter(({updatedAt}) => Date.parse(updatedAt) >= from);
  return orders.sort((a, b) => Date.parse(a.updatedAt) - Date.parse(b.updatedAt));
}
