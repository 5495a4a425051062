import {grouped} from '../../domain/grouped.js';
import type {BulkObject} from './bulk/read.js';
import type {Line} from './desk.js';
import type {Operation} from './door.js';
import {remoteListing, type Whole} from './goods.js';
import {isHalf} from './half.js';
import {type WireProduct, type WireVariant, wholeShop} from './wire.js';

/** A product or a variant, as a line of the file says it. */
type Read = BulkObject & Partial<ReadProduct & ReadVariant>;

type ReadProduct = Omit<WireProduct, 'variants'> & {readonly variantsCount: {readonly count: number} | null};
type ReadVariant = WireVariant & {readonly position: number};

const COUNTS = {
  name: 'SoukCounts',
  text: 'query SoukCounts { productsCount(limit: null) { count } productVariantsCount(limit: null) { count } }',
};

interface CountsAnswer {
  readonly productsCount: {readonly count: number} | null;
  readonly productVariantsCount: {readonly count: number} | null;
}

/** A shop as a bulk operation read it. */
export interface WholeShop {
  readonly products: readonly Whole[];
  /** Ids of products that not all variants came of. */
  readonly lacking: readonly string[];
}

/**
 * All products of a large shop by one bulk operation: pages of a shop of ten thousand cost a quarter of an hour of the
 * smallest plan's points. Null: pages are quicker, or the operation did not come to its end.
 *
 * @param of the query of pages that it is in place of
 * @param pages how many of them are left
 */
export async function readWholeShop(
  line: Line,
  {of, pages}: {readonly of: Operation; readonly pages: number},
  signal: AbortSignal,
): Promise<WholeShop | null> {
  const {location} = await line.desk(signal);
  const objects = async () => {
    const {productsCount, productVariantsCount} = await line.door.ask<CountsAnswer>(COUNTS, {}, signal);
    return (productsCount?.count ?? 0) + (productVariantsCount?.count ?? 0);
  };
  const found = await line.bulk.read<Read>(wholeShop(location?.id ?? null), {of, pages, objects}, signal);
  return found === null ? null : joined(found, line.shop.terms.currency);
}

/** How many products there are; null: the shop would not count them. */
export async function countProducts({door}: Line, signal: AbortSignal): Promise<number | null> {
  const {productsCount} = await door.ask<CountsAnswer>(COUNTS, {}, signal);
  return productsCount?.count ?? null;
}

/** Products with their variants in order. */
function joined(found: readonly Read[], currency: string): WholeShop {
  const variants = grouped(found, ({__parentId}) => __parentId ?? null);
  const products: Whole[] = [];
  const lacking: string[] = [];
  for (const product of found) {
    if (product.__parentId !== undefined) continue;
    const wire = product as ReadProduct;
    const own = ((variants.get(wire.id) ?? []) as readonly ReadVariant[]).toSorted((a, b) => a.position - b.position);
    if (own.length !== wire.variantsCount?.count) lacking.push(wire.id);
    else if (!isHalf(wire)) products.push(wholeOf(wire, own, currency));
  }
  return {products, lacking};
}

function wholeOf(product: ReadProduct, variants: readonly ReadVariant[], currency: string): Whole {
  const wire = {...product, variants: {nodes: variants, pageInfo: {hasNextPage: false, endCursor: null}}};
  return {wire, variants, listing: remoteListing(wire, variants, currency)};
}
