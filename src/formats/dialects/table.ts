import {writeCode} from '../../domain/catalog/cells.js';
import {formatOptions} from '../../domain/catalog/key.js';
import {orDefault} from '../../domain/catalog/options.js';
import {PUBLISHED} from '../../domain/catalog/resolve.js';
import type {StoredListing, StoredOffer} from '../../domain/catalog/types.js';
import {amountOrNull, type Minor} from '../../domain/money.js';
import {identity} from './columns.js';
import {writeAltCell, writeImageCell} from './images.js';
import type {
  ColumnUse,
  Dialect,
  ListingCell,
  OfferCell,
  Place,
  WriteSetup,
  WrittenColumn,
  WrittenTable,
} from './types.js';

/** Most options that a row with numbered option columns of its own has room for. */
export const OPTION_COLUMNS = 3;

/** A catalogue in the layout of a dialect, as the platform itself would write it. */
export function writeDialect(dialect: Dialect, listings: readonly StoredListing[], setup: WriteSetup): WrittenTable {
  const all = allColumns(dialect, listings);
  const columns = dialect.arrange?.(filled(dialect, all, listings, setup)) ?? filled(dialect, all, listings, setup);
  return {header: columns.map(({header}) => header), rows: rowsOf(dialect, listings, columns, setup)};
}

function* rowsOf(
  dialect: Dialect,
  listings: readonly StoredListing[],
  columns: readonly WrittenColumn[],
  setup: WriteSetup,
) {
  for (const listing of listings) {
    for (const place of placesOf(dialect, listing, setup))
      yield columns.map((column) => cellText(dialect, column, place));
  }
}

/** The rows a listing takes in the dialect's layout. */
export function placesOf(dialect: Dialect, listing: StoredListing, setup: WriteSetup): Place[] {
  const {offers} = listing;
  const [first = null] = offers;
  const base = {listing, setup};
  const single = offers.length <= 1 && (first === null || first.options.length === 0);
  if (dialect.layout === 'parent') {
    if (single) return [{...base, offer: first, role: first === null ? 'parent' : 'only', says: true, index: 0}];
    return [
      {...base, offer: null, role: 'parent', says: true, index: 0},
      ...offers.map((offer, n): Place => ({...base, offer, role: 'variant', says: false, index: n + 1})),
    ];
  }
  const images = dialect.layout === 'images' ? listing.images.length : 0;
  return Array.from({length: Math.max(1, offers.length, images)}, (_, index): Place => {
    const offer = offers[index] ?? null;
    const role = single && index === 0 ? 'only' : offer === null && index > 0 ? 'image' : 'variant';
    return {...base, offer, role, says: dialect.layout === 'every' || index === 0, index};
  });
}

/** Every column the dialect could write for these listings: its own, and those that are carried along. */
export function allColumns(dialect: Dialect, listings: readonly StoredListing[]): WrittenColumn[] {
  const own = dialect.columns.flatMap(({headers: [header], use, codec, always}): WrittenColumn[] =>
    header === undefined || use.kind === 'ours'
      ? []
      : [{header, use, always: always === true, ...(codec === undefined ? {} : {codec})}],
  );
  const known = new Set<string>();
  // One field may go under several headers, each with a unit of its own; the first is written.
  const single = own.filter(({use}) => {
    const id = identity(use);
    return !known.has(id) && known.add(id);
  });
  const carried = (level: 'listing' | 'offer', name: string): WrittenColumn => ({
    header: dialect.carried(level, name),
    use: {kind: 'extra', level, name},
    always: false,
  });
  const rest = [
    ...names(listings.map(({extra}) => extra))
      .filter((name) => name !== PUBLISHED || !known.has('published'))
      .map((name) => carried('listing', name)),
    ...names(listings.flatMap(({offers}) => offers.map(({extra}) => extra))).map((name) => carried('offer', name)),
  ].filter(({use}) => !known.has(identity(use)));
  return [...single, ...rest];
}

/** Names of extra columns in the order they are met. */
function names(extras: Iterable<Readonly<Record<string, string>>>): string[] {
  const found = new Set<string>();
  for (const extra of extras) for (const [name, value] of Object.entries(extra)) if (value !== '') found.add(name);
  return [...found];
}

/** The columns in which some row has something, and those that are always written. */
export function filled(
  dialect: Dialect,
  columns: readonly WrittenColumn[],
  listings: readonly StoredListing[],
  setup: WriteSetup,
): WrittenColumn[] {
  const open = new Set(columns.filter(({always}) => !always));
  for (const listing of listings) {
    if (open.size === 0) break;
    for (const place of placesOf(dialect, listing, setup)) {
      for (const column of open) if (cellText(dialect, column, place) !== '') open.delete(column);
    }
  }
  return columns.filter((column) => !open.has(column));
}

/** What a column says in a row. */
export function cellText(dialect: Dialect, {use, codec}: Pick<WrittenColumn, 'use' | 'codec'>, place: Place): string {
  const own = dialect.cells?.[identity(use)];
  if (own !== undefined) return own(place);
  const text = plainText(dialect, use, place);
  return codec === undefined || text === '' ? text : codec.write(text, place.setup);
}

function plainText(dialect: Dialect, use: ColumnUse, place: Place): string {
  const {listing, offer, says, index, setup} = place;
  switch (use.kind) {
    case 'product':
      return listing.product;
    case 'listing':
      return says ? listingText(listing, use.field) : '';
    case 'published':
      return says ? (listing.extra[PUBLISHED] ?? (listing.status === 'active' ? 'TRUE' : 'FALSE')) : '';
    case 'option-name':
      return (says && place.index === 0) || dialect.layout === 'every' ? (optionOf(offer, use.index)?.name ?? '') : '';
    case 'option-value':
      return optionOf(offer, use.index)?.value ?? '';
    case 'offer':
      return offer === null ? '' : offerText(offer, use.field, setup.currency, dialect.quoteCodes);
    case 'image': {
      const image = listing.images[index];
      if (image === undefined) return '';
      return use.part === 'url' ? image.url : use.part === 'alt' ? (image.alt ?? '') : String(index + 1);
    }
    case 'currency':
      return setup.currency;
    case 'export':
      return setup.exportId;
    case 'extra':
      if (use.level === 'listing') return says ? (listing.extra[use.name] ?? '') : '';
      return offer?.extra[use.name] ?? '';
    case 'own':
    case 'ours':
      return '';
  }
}

function optionOf(offer: StoredOffer | null, index: number) {
  if (offer === null || offer.options.length > OPTION_COLUMNS) return undefined;
  return orDefault(offer.options)[index];
}

function listingText(listing: StoredListing, field: ListingCell): string {
  if (field === 'tags') return listing.tags.join(', ');
  if (field === 'images') return writeImageCell(listing.images);
  return field === 'imageAlts' ? writeAltCell(listing.images) : listing[field];
}

function offerText(offer: StoredOffer, field: OfferCell, currency: string, quote: boolean): string {
  const {price, compareAt} = basePrices(offer);
  switch (field) {
    case 'sku':
      return offer.sku === null ? '' : writeCode(offer.sku, quote);
    case 'gtin':
      return offer.gtin === null ? '' : writeCode(offer.gtin, quote);
    case 'price':
      return amountOrNull(price, currency) ?? '';
    case 'compareAt':
      return amountOrNull(compareAt, currency) ?? '';
    case 'cost':
      return amountOrNull(offer.cost, currency) ?? '';
    case 'stock':
      return offer.stock === null ? '' : String(offer.stock);
    case 'weightGrams':
      return offer.weightGrams === null ? '' : plainNumber(offer.weightGrams);
    case 'image':
      return offer.image ?? '';
    case 'taxRate':
      return offer.taxRate ?? '';
    case 'options':
      return formatOptions(offer.options);
  }
}

/** The price without a promotion, and what is struck through beside it: what files hold. */
export function basePrices(offer: StoredOffer): {readonly price: Minor | null; readonly compareAt: Minor | null} {
  return offer.basePrice === null
    ? {price: offer.price, compareAt: offer.compareAt}
    : {price: offer.basePrice, compareAt: offer.baseCompareAt};
}

/** A code in a cell where the dialect has its own way; empty: there is none. */
export function codeText(code: string | null | undefined): string {
  return code === null || code === undefined ? '' : writeCode(code, false);
}

/** A number without an exponent. */
function plainNumber(value: number): string {
  return /e/iu.test(String(value)) ? value.toFixed(6) : String(value);
}
