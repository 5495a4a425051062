import {canonicalJson} from '../change/canonical.js';
import {listingFields, sameValue} from '../change/fields.js';
import {message} from '../errors.js';
import {rowImages} from './group.js';
import type {FileProduct} from './products.js';
import {type FieldMap, resolveListing} from './resolve.js';
import {type CatalogueRow, type Finding, findingAt, type ListingWish, type Sheet} from './row.js';

/** What the rows of a product want of its listing, made one; and where they contradict each other. */
export interface Combined {
  readonly wish: ListingWish;
  readonly findings: readonly Finding[];
  /** Cells as they were exported that differ from the shop, which moved on; left alone. */
  readonly kept: number;
}

/** One word of a wish, and which row said it. */
interface Said {
  readonly row: CatalogueRow;
  readonly value: unknown;
}

/**
 * Makes one wish of the rows. Where an export is known, cells that are as they were exported say nothing, so that a
 * title mended on one row of several is the title; two different words for one field are refused.
 *
 * @param exportedOf the listing as it was exported, for a row that carries an export
 */
export function combineListing(
  product: FileProduct,
  refused: ReadonlySet<number>,
  exportedOf: (row: CatalogueRow) => FieldMap | null,
  sheet: Sheet,
): Combined {
  const said = new Map<string, Said[]>();
  const live = product.listing === null ? null : listingFields(product.listing);
  let kept = 0;
  const rows = product.rows.filter((row) => !refused.has(row.line));
  for (const row of rows) {
    const exported = exportedOf(row);
    for (const [word, value, wish] of wordsOf(row.listing)) {
      if (exported !== null && untouched(wish, exported)) {
        if (live !== null && !untouched(wish, live)) kept += 1;
        continue;
      }
      said.set(word, [...(said.get(word) ?? []), {row, value}]);
    }
  }
  const findings: Finding[] = [];
  const wish: Record<string, unknown> & {extra: Record<string, string | null>} = {extra: {}};
  for (const [word, sayings] of said) {
    const [first] = sayings;
    if (first === undefined) continue;
    if (word.startsWith('extra ')) wish.extra[word.slice('extra '.length)] = first.value as string | null;
    else wish[word] = first.value;
    for (const other of sayings) {
      if (canonicalJson(other.value) === canonicalJson(first.value)) continue;
      findings.push(contradiction(sheet, product, word, other.row, first.row));
    }
  }
  return {wish: {...(wish as ListingWish), ...imagesOf(product, rows, refused)}, findings, kept};
}

/** Each word of a wish, alone as a wish of its own. */
function wordsOf(wish: ListingWish): [string, unknown, ListingWish][] {
  const {extra, ...rest} = wish;
  return [
    ...Object.entries(rest).map(([word, value]): [string, unknown, ListingWish] => [
      word,
      value,
      {[word]: value, extra: {}},
    ]),
    ...Object.entries(extra).map(([name, value]): [string, unknown, ListingWish] => [
      `extra ${name}`,
      value,
      {extra: {[name]: value}},
    ]),
  ];
}

function untouched(wish: ListingWish, exported: FieldMap): boolean {
  return Object.entries(resolveListing(wish, exported)).every(([field, value]) =>
    sameValue(value, exported[field] ?? null),
  );
}

function contradiction(
  sheet: Sheet,
  {key}: FileProduct,
  word: string,
  row: CatalogueRow,
  first: CatalogueRow,
): Finding {
  const field = word.startsWith('extra ') ? `extra listing ${word.slice('extra '.length)}` : word;
  const column = sheet.columns.find((each) => each.field === field)?.header ?? field;
  return findingAt(
    sheet,
    row,
    field,
    'error',
    message('PRODUCT_CELLS_DIFFER', {product: key, column, line: first.line}),
  );
}

/**
 * The images of image rows. The list is the whole one when the product's title stands on one of the rows (Shopify says
 * it on the product's first row) and no image of it was refused; else the images are added to those that are there.
 */
function imagesOf(
  product: FileProduct,
  rows: readonly CatalogueRow[],
  refused: ReadonlySet<number>,
): Pick<ListingWish, 'images' | 'addImages'> {
  const images = rowImages(rows);
  if (rows.some(({imagesCleared}) => imagesCleared)) return {images: images.map(plain)};
  if (images.length === 0) return {};
  const lost = product.rows.some(({line, image, kind}) => refused.has(line) && (image !== null || kind === 'image'));
  const whole = !lost && rows.some(({listing}) => listing.title !== undefined);
  return whole ? {images: images.map(plain)} : {addImages: images};
}

function plain({url, alt}: {readonly url: string; readonly alt?: string}): {url: string; alt?: string} {
  return alt === undefined ? {url} : {url, alt};
}
