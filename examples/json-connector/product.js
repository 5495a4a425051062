import {parseAmount, parseOptions} from 'souk/connector';

/**
 * A product and its variants as they stand in the file: souk's own names of fields, amounts as decimal text ("12.50"),
 * options as one text ("Size=M; Colour=Red"). Whatever else the file says of them stays as it is.
 *
 * @typedef {{[field: string]: unknown, id: string, product: string, variants: Variant[]}} Product
 * @typedef {{[field: string]: unknown, id: string, sku: string}} Variant
 */

export const LISTING_HELD = /** @type {const} */ (['title', 'description', 'tags', 'status']);
export const OFFER_HELD = /** @type {const} */ (['sku', 'options', 'price', 'compare_at_price', 'cost']);

/**
 * The product as souk sees it. What the file has no place for is empty or null.
 *
 * @param {Product} row
 * @param {string} currency
 * @returns {import('souk/connector').RemoteListing}
 * @throws {SyntaxError} for a value that can not be read: a price that is wrong must not become a price that is unknown.
 */
export function listingOf(row, currency) {
  return {
    remoteId: cell(row, 'id', name),
    product: cell(row, 'product', name),
    title: cell(row, 'title', text, ''),
    description: cell(row, 'description', text, ''),
    vendor: '',
    category: '',
    tags: cell(row, 'tags', (value) => (list(value)?.every(name) ? list(value) : undefined), []),
    status: cell(row, 'status', (value) => ['active', 'draft', 'archived'].find((each) => each === value), 'active'),
    images: [],
    extra: {},
    offers: cell(row, 'variants', list, []).map((variant) => offerOf(variant, currency)),
  };
}

/**
 * @param {Variant} row
 * @param {string} currency
 * @returns {import('souk/connector').RemoteOffer}
 */
export function offerOf(row, currency) {
  const amount = (value) => {
    const minor = parseAmount(text(value) ?? '', currency) ?? -1;
    return minor >= 0 ? minor : undefined;
  };
  return {
    remoteId: cell(row, 'id', name),
    sku: cell(row, 'sku', name),
    options: cell(row, 'options', (value) => parseOptions(text(value) ?? '?') ?? undefined, []),
    price: cell(row, 'price', amount, null),
    compareAt: cell(row, 'compare_at_price', amount, null),
    cost: cell(row, 'cost', amount, null),
    currency,
    taxRate: null,
    stock: cell(row, 'stock', (value) => (Number.isSafeInteger(value) ? value : undefined), null),
    gtin: null,
    weightGrams: null,
    image: null,
    extra: {},
  };
}

const text = (value) => (typeof value === 'string' ? value : undefined);
const name = (value) => (text(value) && value.trim() === value ? value : undefined);
const list = (value) => (Array.isArray(value) ? value : undefined);

/** What `read` makes of a value, or `missing` where there is none; undefined, from either, is refused. */
function cell(row, field, read, missing) {
  const value = row?.[field] ?? null;
  const known = value === null ? missing : read(value);
  if (known !== undefined) return known;
  throw new SyntaxError(`${field} of ${row?.sku ?? row?.product ?? 'a product'} is ${JSON.stringify(value)}`);
}
