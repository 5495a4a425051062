import type {ListingStatus} from '../../domain/catalog/types.js';
import type {FieldValue} from '../../domain/change/types.js';
import {costBody, pricesBody} from './money.js';
import {type Own, ownOf, sourceOf} from './own.js';
import {Refused} from './refused.js';
import type {Categories} from './terms.js';
import {shownCategory, WIRE_STATUS} from './translate.js';
import {weightOf} from './weight.js';
import type {WireImage, WireOffer, WireProduct} from './wire.js';

export type Body = Readonly<Record<string, unknown>>;
export type Values = Readonly<Record<string, FieldValue>>;

/** What values are written with: ids of names, how the shop counts, and the instant. */
export interface Writing {
  readonly currency: string;
  readonly unit: string | null;
  readonly cost: boolean;
  readonly now: number;
  readonly tags: ReadonlyMap<string, number>;
  readonly paths: ReadonlyMap<string, number>;
  readonly categories: Categories;
}

/** Part of a request, and what souk keeps beside it. */
export interface Edit {
  readonly body: Body;
  readonly own: Own;
}

/** A product's own part. `live`: as it is, null for a new one; `own`: what is kept so far. */
export function listingEdit(values: Values, live: WireProduct | null, before: Own, writing: Writing): Edit {
  const body: Record<string, unknown> = {};
  let own = before;
  for (const [name, value] of Object.entries(values)) {
    if (name === 'title') body['name'] = textOf(value);
    else if (name === 'description') body['description'] = textOf(value);
    else if (name === 'status') body['status'] = WIRE_STATUS[value as ListingStatus];
    else if (name === 'vendor') own = {...own, vendor: textOf(value)};
    else if (name === 'extra') own = {...own, extra: (value ?? {}) as Record<string, string>};
    else if (name === 'tags') {
      const tags = listOf(value).map(String);
      body['tags'] = tags.map((tag) => ({id: writing.tags.get(tag)}));
      own = {...own, tags: tags.length > 1 ? tags : []};
    } else if (name === 'category') body['categories'] = categoriesFor(textOf(value), live, writing);
    else if (name === 'images') {
      const images = listOf(value) as readonly {readonly url: string; readonly alt?: string}[];
      body['images'] = images.map((image) => ({
        ...pictureOf(image.url, live?.images ?? [], before.pictures ?? []),
        alt: image.alt ?? '',
      }));
      own = {...own, pictures: images.map(({url}) => url)};
    }
  }
  return {body, own};
}

/** A picture the product has already goes by its id: by its address it would be copied into the library once more. */
export function pictureOf(url: string, there: readonly WireImage[], sources: readonly string[]): Body {
  const held = there.find((image, i) => image.src === url || sourceOf(image, sources, i) === url);
  return held === undefined ? {src: url} : {id: held.id};
}

/** The shown category becomes another; those beside it stay. */
function categoriesFor(path: string, live: WireProduct | null, {categories, paths}: Writing): readonly {id: number}[] {
  const shown = live === null ? null : shownCategory(live, categories);
  const beside = (live?.categories ?? []).filter(({id, slug}) => id !== shown?.id && slug !== 'uncategorized');
  const id = path === '' ? undefined : paths.get(path);
  const kept = beside.filter((each) => each.id !== id).map((each) => ({id: each.id}));
  return id === undefined ? kept : [{id}, ...kept];
}

/** The part of what is sold. `variation`: it has a picture of its own, which of a product is kept beside it. */
export function offerEdit(
  values: Values,
  live: WireOffer | null,
  {
    variation,
    pictures = [],
    sources = [],
  }: {variation: boolean; pictures?: readonly WireImage[]; sources?: readonly string[]},
  before: Own,
  writing: Writing,
): Edit {
  const {currency, unit, now} = writing;
  const wish = {price: values['price'], compareAt: values['compare_at_price']};
  const body: Record<string, unknown> = {...pricesBody(wish, live, currency, now)};
  let own = before;
  for (const [name, value] of Object.entries(values)) {
    if (name === 'sku') body['sku'] = textOf(value);
    else if (name === 'gtin') body['global_unique_id'] = gtinText(value);
    else if (name === 'weight_g') body['weight'] = weightText(value, unit);
    else if (name === 'stock') Object.assign(body, stockBody(value));
    else if (name === 'cost') Object.assign(body, costBody(value, currency, variation));
    else if (name === 'extra') own = {...own, offerExtra: (value ?? {}) as Record<string, string>};
    else if (name === 'image') {
      const url = textOf(value);
      own = {...own, offerImage: url};
      // What is no list of fields takes the picture away; null is not looked at.
      if (variation) body['image'] = url === '' ? '' : pictureOf(url, pictures, sources);
    }
  }
  return {body, own};
}

/** What souk keeps on a thing of the shop. */
export function keptOn(live: WireOffer | null): Own {
  return ownOf(live?.meta_data);
}

function gtinText(value: FieldValue): string {
  const text = textOf(value);
  if (/^[\d-]*$/u.test(text)) return text;
  throw new Refused('GTIN_INVALID', `WooCommerce takes digits and hyphens: ${JSON.stringify(text)}`);
}

function weightText(value: FieldValue, unit: string | null): string {
  if (typeof value !== 'number') return '';
  const weight = weightOf(value, unit);
  if (weight === null) throw new Refused('NO_WEIGHT_UNIT', 'the shop does not say in which unit it weighs');
  return weight;
}

/** None is "not counted". @throws Refused for what is no whole number. */
function stockBody(value: FieldValue): Body {
  if (value === null) return {manage_stock: false};
  if (typeof value !== 'number' || !Number.isSafeInteger(value))
    throw new Refused('STOCK_INVALID', `${JSON.stringify(value)} is no number of pieces`);
  return {manage_stock: true, stock_quantity: value};
}

function textOf(value: FieldValue): string {
  return typeof value === 'string' ? value : '';
}

function listOf(value: FieldValue): readonly FieldValue[] {
  return Array.isArray(value) ? value : [];
}
