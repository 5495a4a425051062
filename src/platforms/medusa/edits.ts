import type {ListingStatus} from '../../domain/catalog/types.js';
import {LISTING_FIELDS, LOCAL_FIELDS, OFFER_FIELDS} from '../../domain/change/fields.js';
import type {Change, FieldValue} from '../../domain/change/types.js';
import {categoryOf, WIRE_STATUS} from './translate.js';
import {OWN, type WireMetadata, type WireProduct, type WireVariant} from './wire.js';

/** A change that is not sent, with the reason that stands in the journal. */
export class Refused extends Error {
  readonly code: string;

  constructor(code: string, text: string) {
    super(text);
    this.name = 'Refused';
    this.code = code;
  }
}

export type Body = Readonly<Record<string, unknown>>;
type Values = Readonly<Record<string, FieldValue>>;

/** What Medusa has no place for. */
const UNKNOWN_HERE: ReadonlySet<string> = new Set(['compare_at_price', 'cost', 'tax_rate']);
export const MEDUSA_LISTING_FIELDS = LISTING_FIELDS;
export const MEDUSA_OFFER_FIELDS = OFFER_FIELDS.filter((name) => !UNKNOWN_HERE.has(name));

/** The values a change wishes, without souk's own. @throws Refused for a field that has no place in Medusa. */
export function valuesOf({target, fields, op}: Change): Values {
  const known: readonly string[] =
    target.kind === 'listing'
      ? MEDUSA_LISTING_FIELDS
      : target.kind === 'stock'
        ? ['stock']
        : [...MEDUSA_OFFER_FIELDS, ...(op === 'create' ? ['stock'] : [])];
  const own = Object.entries(fields).filter(([name]) => !LOCAL_FIELDS.has(name));
  const strange = own.find(([name]) => !known.includes(name));
  if (strange !== undefined) throw new Refused('FIELD_UNKNOWN', `Medusa has no ${strange[0]} on a ${target.kind}`);
  return Object.fromEntries(own.map(([name, {after}]) => [name, after]));
}

/** What tags and categories are called and which ids they have. */
export interface NameIds {
  readonly tags: ReadonlyMap<string, string>;
  readonly categories: ReadonlyMap<string, string>;
  readonly paths: ReadonlyMap<string, string>;
}

/** A product's own part of a request. `live`: as it is, null for a new one. */
export function productBody(values: Values, live: WireProduct | null, names: NameIds): Body {
  const body: Record<string, unknown> = {};
  const metadata: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(values)) {
    if (name === 'title' || name === 'description') body[name] = textOf(value);
    else if (name === 'status') body['status'] = WIRE_STATUS[value as ListingStatus];
    else if (name === 'vendor') metadata[OWN.vendor] = textOf(value);
    else if (name === 'extra') Object.assign(metadata, metadataOf(value, live?.metadata ?? null));
    else if (name === 'tags') {
      const tags = listOf(value).map(String);
      body['tags'] = tags.map((tag) => ({id: names.tags.get(tag)}));
      metadata[OWN.tags] = tags.length > 1 ? tags : '';
    } else if (name === 'category') body['categories'] = categoriesFor(textOf(value), live, names);
    else if (name === 'images') Object.assign(body, imagesBody(value, metadata));
  }
  return Object.keys(metadata).length === 0 ? body : {...body, metadata};
}

/** The shown category becomes another; those beside it stay. */
function categoriesFor(path: string, live: WireProduct | null, names: NameIds): readonly {readonly id: string}[] {
  const shown = live === null ? null : categoryOf(live, {categories: names.paths});
  const kept = (live?.categories ?? []).filter(({id}) => id !== shown?.id).map(({id}) => ({id}));
  const id = names.categories.get(path);
  return path === '' || id === undefined ? kept : [{id}, ...kept.filter((each) => each.id !== id)];
}

function imagesBody(value: FieldValue, metadata: Record<string, unknown>): Body {
  const images = listOf(value) as readonly {readonly url: string; readonly alt?: string}[];
  const alts = images.flatMap(({url, alt}) => (alt === undefined ? [] : [[url, alt] as const]));
  // An empty text takes a name out of the metadata.
  metadata[OWN.alts] = alts.length === 0 ? '' : Object.fromEntries(alts);
  return {images: images.map(({url}) => ({url})), thumbnail: images[0]?.url ?? null};
}

/** A variant's own part of a request, without price, stock and options. */
export function variantBody(values: Values, live: WireVariant | null): Body {
  const body: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(values)) {
    if (name === 'sku') body['sku'] = value;
    else if (name === 'weight_g') body['weight'] = value;
    else if (name === 'image') body['thumbnail'] = value;
    else if (name === 'gtin') Object.assign(body, gtinBody(value, live));
    else if (name === 'extra') {
      const metadata = metadataOf(value, live?.metadata ?? null);
      if (Object.keys(metadata).length > 0) body['metadata'] = metadata;
    }
  }
  return body;
}

/** A GTIN goes where its length says; the field it stood in before is emptied, other codes of the variant stay. */
function gtinBody(value: FieldValue, live: WireVariant | null): Body {
  const body: Record<string, string | null> = {};
  const shown = live === null ? undefined : (['ean', 'upc', 'barcode'] as const).find((name) => live[name] !== null);
  if (shown !== undefined) body[shown] = null;
  if (typeof value !== 'string' || value === '') return body;
  if (/^(\d{8}|\d{13})$/u.test(value)) return {...body, ean: value};
  return /^\d{12}$/u.test(value) ? {...body, ean: null, upc: value} : {...body, ean: null, upc: null, barcode: value};
}

/** Text columns as metadata: Medusa merges, and takes a name out where its value is the empty text. */
function metadataOf(value: FieldValue, live: WireMetadata | null): Body {
  const wished = (value ?? {}) as Readonly<Record<string, string>>;
  const own = new Set<string>(Object.values(OWN));
  const gone = Object.entries(live ?? {}).filter(
    ([name, held]) => typeof held === 'string' && !own.has(name) && !Object.hasOwn(wished, name),
  );
  const kept = Object.entries(wished).filter(([name]) => !own.has(name));
  return Object.fromEntries([...gone.map(([name]) => [name, '']), ...kept]);
}

function textOf(value: FieldValue): string {
  return typeof value === 'string' ? value : '';
}

function listOf(value: FieldValue): readonly FieldValue[] {
  return Array.isArray(value) ? value : [];
}
