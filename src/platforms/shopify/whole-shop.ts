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

/** How much there is in a shop. */
interface Counts {
  readonly products: number;
  /** Products and variants. */
  readonly objects: number;
}

/** Asks the shop how much there is; what it would not count is none. */
export async function countShop({door}: Line, signal: AbortSignal): Promise<Counts> {
  const {productsCount, productVariantsCount} = await door.ask<CountsAnswer>(COUNTS, {}, signal);
  const products = productsCount?.count ?? 0;
  return {products, objects: products + (productVariantsCount?.count ?? 0)};
}

/**
 * All products of a large shop by one bulk operation: pages of a shop of ten thousand cost a quarter of an hour of the
 * smallest plan's points. Null: pages are quicker, or the operation did not come to its end.
 *
 * @param of the query of pages that it is in place of
 * @param pages how many of them are left
 * @param counted how much there is, where that was asked already
 */
export async function readWholeShop(
  line: Line,
  {of, pages, counted}: {readonly of: Operation; readonly pages: number; readonly counted?: Counts},
  signal: AbortSignal,
): Promise<WholeShop | null> {
  const {location} = await line.desk(signal);
  const objects = async () => (counted ?? (await countShop(line, signal))).objects;
  const found = await line.bulk.read<Read>(wholeShop(location?.id ?? null), {of, pages, objects}, signal);
  return found === null ? null : joined(found, line.shop.terms.currency);
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
