import {writeCode} from '../../domain/catalog/cells.js';
import {orDefault} from '../../domain/catalog/options.js';
import {PUBLISHED} from '../../domain/catalog/resolve.js';
import type {Image, StoredListing, StoredOffer} from '../../domain/catalog/types.js';
import {amountOrNull} from '../../domain/money.js';
import {
  carriedHeader,
  EXPORT_LAYOUT,
  SHOPIFY_COLUMNS,
  type ShopifyColumn,
  unknownShopifyColumn,
} from './shopify-columns.js';
import {names, plainNumber} from './souk.js';
import type {ColumnUse, Dialect, DialectColumn, WriteSetup} from './types.js';

const OURS = ['_code', '_reason'].map((header): DialectColumn => ({headers: [header], use: {kind: 'ours'}}));

/** Most options a row of a Shopify file has room for. */
export const SHOPIFY_OPTIONS = 3;

/** Shopify product files. Both generations of headers are read; what is written has the headers of store exports. */
export const shopify: Dialect = {
  name: 'shopify',
  columns: [...SHOPIFY_COLUMNS, ...OURS],
  needs: [
    ['Handle', 'URL handle'],
    ['Title', 'Variant SKU', 'Variant Price', 'SKU', 'Price'],
  ],
  unknown: unknownShopifyColumn,
  keyFromTitle: true,
  quoteCodes: true,
  write,
};

function write(listings: readonly StoredListing[], setup: WriteSetup) {
  const columns = layout(listings);
  return {header: columns.map(({header}) => header), rows: rowsOf(listings, columns, setup)};
}

type ExtraUse = Extract<ColumnUse, {kind: 'extra'}>;

const ALL = [...EXPORT_LAYOUT.before, ...EXPORT_LAYOUT.after, ...EXPORT_LAYOUT.last];
const LAID_OUT: ReadonlySet<string> = new Set(ALL.map(({use}) => extraId(use)));

/** Columns in the order of Shopify's own exports: metafields before the variant image, markets before the status. */
function layout(listings: readonly StoredListing[]): ShopifyColumn[] {
  const found: ExtraUse[] = [
    ...names(listings.map(({extra}) => extra)).map((name): ExtraUse => ({kind: 'extra', level: 'listing', name})),
    ...names(listings.flatMap(({offers}) => offers.map(({extra}) => extra))).map(
      (name): ExtraUse => ({kind: 'extra', level: 'offer', name}),
    ),
  ].filter(({level, name}) => level === 'offer' || name !== PUBLISHED);
  const present = new Set(found.map(extraId));
  const rest = found
    .filter((use) => !LAID_OUT.has(extraId(use)))
    .map((use): ShopifyColumn => ({header: carriedHeader(use.level, use.name), use, rare: false}));
  const at = (place: 'metafield' | 'market' | 'other') => rest.filter(({header}) => placeOf(header) === place);
  const kept = (columns: readonly ShopifyColumn[]) =>
    columns.filter(({rare, use}) => !rare || present.has(extraId(use)));
  return [
    ...kept(EXPORT_LAYOUT.before),
    ...at('metafield'),
    ...kept(EXPORT_LAYOUT.after),
    ...at('market'),
    ...EXPORT_LAYOUT.last,
    ...at('other'),
  ];
}

function extraId(use: ColumnUse): string {
  return use.kind === 'extra' ? `${use.level} ${use.name}` : '';
}

function placeOf(header: string): 'metafield' | 'market' | 'other' {
  if (/\.metafields\./u.test(header)) return 'metafield';
  return /^(Included|Price|Compare At Price) \/ /u.test(header) ? 'market' : 'other';
}

/** As many rows as the product has variants or images; the first says what belongs to the product. */
function* rowsOf(listings: readonly StoredListing[], columns: readonly ShopifyColumn[], setup: WriteSetup) {
  for (const listing of listings) {
    const count = Math.max(1, listing.offers.length, listing.images.length);
    for (let index = 0; index < count; index++) {
      const row: Row = {
        listing,
        first: index === 0,
        index,
        offer: listing.offers[index],
        image: listing.images[index],
        setup,
      };
      yield columns.map(({use}) => cellOf(use, row));
    }
  }
}

interface Row {
  readonly listing: StoredListing;
  readonly first: boolean;
  readonly index: number;
  readonly offer: StoredOffer | undefined;
  readonly image: Image | undefined;
  readonly setup: WriteSetup;
}

function cellOf(use: ColumnUse, {listing, first, index, offer, image, setup}: Row): string {
  switch (use.kind) {
    case 'product':
      return listing.product;
    case 'listing':
      return first ? listingCell(listing, use.field) : '';
    case 'published':
      return first ? (listing.extra[PUBLISHED] ?? (listing.status === 'active' ? 'TRUE' : 'FALSE')) : '';
    case 'option-name':
      return first && offer !== undefined ? (optionOf(offer, use.index)?.name ?? '') : '';
    case 'option-value':
      return offer === undefined ? '' : (optionOf(offer, use.index)?.value ?? '');
    case 'offer':
      return offer === undefined ? '' : offerCell(offer, use.field, setup.currency);
    case 'image':
      if (image === undefined) return '';
      return use.part === 'url' ? image.url : use.part === 'alt' ? (image.alt ?? '') : String(index + 1);
    case 'extra':
      if (use.level === 'listing') return first ? (listing.extra[use.name] ?? '') : '';
      return offer?.extra[use.name] ?? '';
    default:
      return '';
  }
}

function optionOf(offer: StoredOffer, index: number) {
  return offer.options.length > SHOPIFY_OPTIONS ? undefined : orDefault(offer.options)[index];
}

function listingCell(listing: StoredListing, field: Extract<ColumnUse, {kind: 'listing'}>['field']): string {
  if (field === 'tags') return listing.tags.join(', ');
  return field === 'images' || field === 'imageAlts' ? '' : listing[field];
}

function offerCell(offer: StoredOffer, field: Extract<ColumnUse, {kind: 'offer'}>['field'], currency: string): string {
  const money = (minor: number | null) => amountOrNull(minor, currency) ?? '';
  const based = offer.basePrice !== null;
  switch (field) {
    case 'sku':
      return offer.sku === null ? '' : writeCode(offer.sku, true);
    case 'gtin':
      return offer.gtin === null ? '' : writeCode(offer.gtin, true);
    case 'price':
      return money(based ? offer.basePrice : offer.price);
    case 'compareAt':
      return money(based ? offer.baseCompareAt : offer.compareAt);
    case 'cost':
      return money(offer.cost);
    case 'stock':
      return offer.stock === null ? '' : String(offer.stock);
    case 'weightGrams':
      return offer.weightGrams === null ? '' : plainNumber(offer.weightGrams);
    case 'image':
      return offer.image ?? '';
    case 'taxRate':
    case 'options':
      return '';
  }
}
