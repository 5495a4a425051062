import {LISTING_FIELDS, LOCAL_FIELDS, OFFER_FIELDS} from '../domain/change/fields.js';
import type {FieldChange, FieldChanges, FieldValue, Target} from '../domain/change/types.js';
import {parseAmount} from '../domain/money.js';
import {DecodeError, type Decoder, finite, integer, list, oneOf, record, recordOf, shaped, text} from './decode.js';

/** Fields that hold money: decimal text with no more digits than the currency has, never negative. */
const MONEY_FIELDS: ReadonlySet<string> = new Set([
  'price',
  'compare_at_price',
  'cost',
  'base_price',
  'base_compare_at_price',
]);
const MAX_DEPTH = 6;

/** A change's fields: known ones of its kind, each value in its canonical form. */
export function fieldsShape(currency: string, kind: Target['kind']): Decoder<FieldChanges> {
  const known = fieldsOf(kind);
  return recordOf((value, at, name) => {
    if (!known.has(name)) throw new DecodeError(at, [...known].join(' | '));
    const part = valueShape(name, currency);
    return record<FieldChange>({before: part, after: part})(value, at);
  });
}

function fieldsOf(kind: Target['kind']): ReadonlySet<string> {
  if (kind === 'listing') return new Set(LISTING_FIELDS);
  if (kind === 'stock') return new Set(['stock']);
  return kind === 'offer' ? new Set([...OFFER_FIELDS, ...LOCAL_FIELDS]) : new Set();
}

/** How each field that is not money is written; null stands for none. */
const FIELD_VALUES: Readonly<Record<string, Decoder<FieldValue>>> = {
  title: text,
  description: text,
  vendor: text,
  category: text,
  tags: list(text),
  status: oneOf('active', 'draft', 'archived'),
  images: list(record<{url: string}, {alt: string}>({url: text}, {alt: text}) as Decoder<{url: string}>),
  extra: recordOf(text),
  sku: text,
  options: text,
  tax_rate: shaped(/^\d{1,3}(\.\d{1,8})?$/u, '"0.19"'),
  gtin: text,
  weight_g: finite,
  image: text,
  stock: integer(Number.MIN_SAFE_INTEGER),
};

function valueShape(name: string, currency: string): Decoder<FieldValue> {
  if (MONEY_FIELDS.has(name)) return nullable(money(currency));
  return nullable(FIELD_VALUES[name] ?? fieldValue(0));
}

function money(currency: string): Decoder<string> {
  return (value, at) => {
    const minor = typeof value === 'string' ? parseAmount(value, currency) : null;
    if (minor === null || minor < 0) throw new DecodeError(at, `"0.00" ${currency}`);
    return value as string;
  };
}

export function nullable<T>(inner: Decoder<T>): Decoder<T | null> {
  return (value, at) => (value === null ? null : inner(value, at));
}

/** Any value that a field or a message can hold. */
export function fieldValue(depth: number): Decoder<FieldValue> {
  return (value, at) => {
    if (value === null || typeof value === 'boolean') return value;
    if (typeof value === 'string') return text(value, at);
    if (typeof value === 'number') return finite(value, at);
    if (depth >= MAX_DEPTH) throw new DecodeError(at, `depth <= ${MAX_DEPTH}`);
    if (Array.isArray(value)) return list(fieldValue(depth + 1))(value, at);
    return recordOf(fieldValue(depth + 1))(value, at);
  };
}
