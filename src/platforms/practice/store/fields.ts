import {formatOptions, parseOptions, skuKey} from '../../../domain/catalog/key.js';
import type {Image, ListingStatus} from '../../../domain/catalog/types.js';
import type {FieldValue} from '../../../domain/change/types.js';
import {type Minor, parseAmount} from '../../../domain/money.js';
import type {ProductContent, VariantRow} from './rows.js';

export const TITLE_LENGTH = 255;
export const DESCRIPTION_LENGTH = 100_000;
export const OPTIONS_PER_PRODUCT = 3;
export const VARIANTS_PER_PRODUCT = 2048;

/** The shop says no to one row, in its own words. */
export class Refusal extends Error {
  readonly code: string;
  readonly existing: number | undefined;

  constructor(code: string, text: string, existing?: number) {
    super(text);
    this.name = 'Refusal';
    this.code = code;
    this.existing = existing;
  }
}

type Setters<T> = Readonly<Record<string, (value: FieldValue, currency: string) => Partial<T>>>;

const LISTING: Setters<ProductContent> = {
  title: (value) => ({title: within(text('title', value), 'title', TITLE_LENGTH)}),
  description: (value) => ({description: within(text('description', value ?? ''), 'description', DESCRIPTION_LENGTH)}),
  vendor: (value) => ({vendor: text('vendor', value ?? '')}),
  category: (value) => ({category: text('category', value ?? '')}),
  tags: (value) => ({tags: texts('tags', value)}),
  status: (value) => ({status: status(value)}),
  images: (value) => ({images: images(value)}),
  extra: (value) => ({extra: record('extra', value)}),
};

const OFFER: Setters<VariantRow> = {
  sku: (value) => ({sku: skuKey(textOrNull('sku', value))}),
  options: (value) => ({options: options(text('options', value ?? ''))}),
  price: (value, currency) => ({price: amount('price', value, currency)}),
  compare_at_price: (value, currency) => ({compare_at: amount('compare_at_price', value, currency)}),
  cost: (value, currency) => ({cost: amount('cost', value, currency)}),
  tax_rate: (value) => ({tax_rate: rate(value)}),
  stock: (value) => ({stock: whole('stock', value)}),
  gtin: (value) => ({gtin: textOrNull('gtin', value)}),
  weight_g: (value) => ({weight_g: weight(value)}),
  image: (value) => ({image: textOrNull('image', value)}),
  extra: (value) => ({extra: JSON.stringify(record('extra', value))}),
};

type Fields = Readonly<Record<string, FieldValue>>;

/** What the wished fields make of a product. Throws a {@link Refusal} for a field or value the shop does not take. */
export function listingPatch(fields: Fields, currency: string): Partial<ProductContent> {
  return patch(LISTING, fields, currency);
}

/** What the wished fields make of a variant, stock included. */
export function offerPatch(fields: Fields, currency: string): Partial<VariantRow> {
  return patch(OFFER, fields, currency);
}

function patch<T>(setters: Setters<T>, fields: Fields, currency: string): Partial<T> {
  let all: Partial<T> = {};
  for (const [name, value] of Object.entries(fields)) {
    const setter = Object.hasOwn(setters, name) ? setters[name] : undefined;
    if (setter === undefined) throw new Refusal('FIELD_UNKNOWN', `there is no field "${name}"`);
    all = {...all, ...setter(value, currency)};
  }
  return all;
}

function invalid(field: string, value: FieldValue): Refusal {
  return new Refusal('VALUE_INVALID', `${JSON.stringify(value).slice(0, 60)} is no value for ${field}`);
}

function text(field: string, value: FieldValue): string {
  if (typeof value !== 'string') throw invalid(field, value);
  return value;
}

function textOrNull(field: string, value: FieldValue): string | null {
  return value === null ? null : text(field, value);
}

function within(value: string, field: string, most: number): string {
  if (value.length > most) throw new Refusal('TOO_LONG', `${field} is longer than ${most} characters`);
  return value;
}

function texts(field: string, value: FieldValue): string[] {
  if (!Array.isArray(value)) throw invalid(field, value);
  return value.map((each: FieldValue) => text(field, each));
}

function record(field: string, value: FieldValue): Record<string, string> {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) throw invalid(field, value);
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, text(field, each as FieldValue)]));
}

function status(value: FieldValue): ListingStatus {
  if (value !== 'active' && value !== 'draft' && value !== 'archived') throw invalid('status', value);
  return value;
}

function images(value: FieldValue): Image[] {
  if (!Array.isArray(value)) throw invalid('images', value);
  return value.map((each: FieldValue) => {
    const {url, alt} = record('images', each);
    if (url === undefined || url === '') throw invalid('images', each);
    return alt === undefined || alt === '' ? {url} : {url, alt};
  });
}

function options(value: string): string {
  const parsed = parseOptions(value);
  if (parsed === null) throw invalid('options', value);
  if (parsed.length > OPTIONS_PER_PRODUCT)
    throw new Refusal('TOO_MANY_OPTIONS', `a product has at most ${OPTIONS_PER_PRODUCT} options`);
  return formatOptions(parsed);
}

function amount(field: string, value: FieldValue, currency: string): Minor | null {
  if (value === null) return null;
  const minor = typeof value === 'string' ? parseAmount(value, currency) : null;
  if (minor === null || minor < 0)
    throw new Refusal(
      'PRICE_INVALID',
      `${JSON.stringify(value).slice(0, 60)} is no amount for ${field} in ${currency}`,
    );
  return minor;
}

function rate(value: FieldValue): string | null {
  if (value === null) return null;
  if (typeof value !== 'string' || !/^(0?\.\d+|0|1(\.0*)?)$/u.test(value)) throw invalid('tax_rate', value);
  return value;
}

function whole(field: string, value: FieldValue): number | null {
  if (value === null) return null;
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) throw invalid(field, value);
  return value;
}

function weight(value: FieldValue): number | null {
  if (value === null) return null;
  if (typeof value !== 'number' || !Number.isFinite(value) || value < 0) throw invalid('weight_g', value);
  return value;
}
