import {randomUUID} from 'node:crypto';
import {access, readFile, rename, rm, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {KnownError} from 'souk/connector';
import {listingOf} from './product.js';

/**
 * @typedef {{file: string, shop: string, currency: string}} Place Where the shop is, and what its prices are in.
 * @typedef {{products: import('./product.js').Product[]}} Content What stands in the file.
 */

/**
 * Reads the file. One row that can not be read refuses all of it: left out, the product would look as if it were gone.
 *
 * @param {Place} place
 * @param {AbortSignal} signal
 */
export async function load({file, shop, currency}, signal) {
  const text = await onDisk(shop, async () => {
    signal.throwIfAborted();
    // A file that is not there is an empty shop; a folder that is not there is a disk that went away.
    await access(path.dirname(file));
    return await readFile(file, {encoding: 'utf8', signal}).catch((error) => {
      if (error.code === 'ENOENT') return '{"products": []}';
      throw error;
    });
  });
  try {
    const content = JSON.parse(text);
    return {content, listings: listingsIn(content, currency)};
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new KnownError('input', 'FILE_DAMAGED', {file, why: error.message}, {cause: error});
  }
}

/** The products of the file as souk sees them, by product key. */
function listingsIn(content, currency) {
  if (!Array.isArray(content?.products)) throw new SyntaxError('it has no list "products"');
  const listings = new Map();
  const names = new Set();
  for (const row of content.products) {
    const listing = listingOf(row, currency);
    listings.set(listing.product, listing);
    row.variants ??= [];
    const variants = listing.offers.flatMap(({remoteId, sku}) => [`variant id ${remoteId}`, `SKU ${sku}`]);
    for (const name of [`product id ${listing.remoteId}`, `product ${listing.product}`, ...variants]) {
      if (names.has(name)) throw new SyntaxError(`${name} is there twice`);
      names.add(name);
    }
  }
  return listings;
}

/**
 * The row that a plan means, and its product: a variant by the shop's own id where souk knows it, else by SKU.
 *
 * @param {Content} content
 * @param {import('souk/connector').Target} target
 */
export function find({products}, {kind, key}) {
  const product = products.find((each) => each.product === key.product);
  if (kind === 'listing') return {product, row: product};
  for (const named of [({id}) => id === key.remoteId, ({sku}) => sku === key.sku]) {
    for (const each of products) {
      const row = each.variants.find(named);
      if (row !== undefined) return {product: each, row};
    }
  }
  return {product, row: undefined};
}

/**
 * Replaces the file: all of it or nothing, and a reader never sees half of it.
 *
 * @param {Place} place
 * @param {Content} content
 * @param {AbortSignal} signal
 */
export async function save({file, shop}, content, signal) {
  const temporary = `${file}.${randomUUID()}.tmp`;
  await onDisk(shop, async () => {
    try {
      await writeFile(temporary, `${JSON.stringify(content, null, 2)}\n`, {flag: 'wx', flush: true, signal});
      signal.throwIfAborted();
      await rename(temporary, file);
    } finally {
      await rm(temporary, {force: true});
    }
  });
}

/** Says what the disk refuses as a shop that does not answer; an abort, or a fault of ours, goes its own way. */
async function onDisk(shop, work) {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Error && 'syscall' in error)) throw error;
    throw new KnownError('unreachable', 'SHOP_UNREACHABLE', {shop, why: error.message}, {cause: error});
  }
}
