import {parseOptions} from '../../domain/catalog/key.js';
import type {OptionValue} from '../../domain/catalog/types.js';
import {LOCAL_FIELDS} from '../../domain/change/fields.js';
import type {Change, FieldValue} from '../../domain/change/types.js';
import {formatAmount, parseAmount} from '../../domain/money.js';
import {isUnfit, type Unfit, unfit} from '../batch.js';
import type {Desk} from './desk.js';

type Input = Readonly<Record<string, unknown>>;

/** What a change wants, in Shopify's words. */
export interface Wish {
  readonly change: Change;
  /** Fields of the product or of the variant, `inventoryItem` apart. */
  readonly input: Input;
  /** Fields of the variant's inventory item: SKU, cost, weight, whether stock is counted. */
  readonly item: Input;
  readonly options: readonly OptionValue[] | null;
  /** Stock to set, and what the plan saw; null: the stock stays as it is. */
  readonly stock: {readonly quantity: number; readonly before: number | null} | null;
}

type Part = Partial<Pick<Wish, 'input' | 'item' | 'options' | 'stock'>>;

/** Reads a change: its wish, or why there is none. With fields of souk's own only the wish is empty. */
export function wishOf(change: Change, desk: Desk, currency: string): Wish | Unfit {
  let wish: Wish = {change, input: {}, item: {}, options: null, stock: null};
  for (const [field, {before, after}] of Object.entries(change.fields)) {
    if (LOCAL_FIELDS.has(field)) continue;
    const part =
      change.target.kind === 'listing'
        ? listingPart(field, after)
        : offerPart(change, field, {before, after}, desk, currency);
    if (isUnfit(part)) return part;
    wish = {...wish, ...part, input: {...wish.input, ...part.input}, item: {...wish.item, ...part.item}};
  }
  return wish;
}

/** True for a wish that holds only what souk keeps for itself. */
export function isEmpty({input, item, options, stock}: Wish): boolean {
  return stock === null && options === null && Object.keys(input).length + Object.keys(item).length === 0;
}

const TEXTS: Readonly<Record<string, string>> = {
  title: 'title',
  description: 'descriptionHtml',
  vendor: 'vendor',
  category: 'productType',
};
const STATUSES: Readonly<Record<string, string>> = {active: 'ACTIVE', draft: 'DRAFT', archived: 'ARCHIVED'};

function listingPart(field: string, after: FieldValue): Part | Unfit {
  const name = TEXTS[field];
  if (name !== undefined) return {input: {[name]: String(after ?? '')}};
  if (field === 'status') {
    const status = STATUSES[String(after)];
    return status === undefined
      ? unfit('STATUS_UNKNOWN', `Shopify has no status "${String(after)}"`)
      : {input: {status}};
  }
  if (field === 'tags') return tagsPart(after);
  return unfit('FIELD_UNSUPPORTED', `souk writes no ${field} to Shopify`);
}

/** Shopify keeps tags by the alphabet: their order is kept beside them. */
function tagsPart(after: FieldValue): Part | Unfit {
  const tags = Array.isArray(after) ? after.map(String) : [];
  if (tags.some((tag) => tag.includes(','))) return unfit('TAG_COMMA', 'a tag of Shopify has no comma');
  const order = {namespace: 'souk', key: 'tags', type: 'json', value: JSON.stringify(tags)};
  return {input: {tags, ...(tags.length > 1 ? {metafields: [order]} : {})}};
}

function offerPart(
  {op, target: {kind}}: Change,
  field: string,
  {before, after}: {readonly before: FieldValue; readonly after: FieldValue},
  {location}: Desk,
  currency: string,
): Part | Unfit {
  if (field === 'stock') return stockPart(op === 'create', before, after, location !== null);
  if (kind !== 'offer') return unfit('FIELD_UNSUPPORTED', `souk writes no ${field} to Shopify's stock`);
  switch (field) {
    case 'price':
      return amountPart(after, currency, (price) => ({input: {price}}));
    case 'compare_at_price':
      if (after === null) return {input: {compareAtPrice: null}};
      return amountPart(after, currency, (compareAtPrice) => ({input: {compareAtPrice}}));
    case 'cost':
      if (after === null) return {item: {cost: null}};
      return amountPart(after, currency, (cost) => ({item: {cost}}));
    case 'sku':
      return {item: {sku: String(after ?? '').trim()}};
    case 'gtin':
      return {input: {barcode: after === null ? null : String(after)}};
    case 'weight_g':
      return weightPart(after);
    case 'options': {
      const options = parseOptions(String(after ?? ''));
      if (options === null) return unfit('OPTIONS_INVALID', `"${String(after)}" are no options`);
      return options.length > 3
        ? unfit('OPTIONS_TOO_MANY', 'a product of Shopify has three options at most')
        : {options};
    }
    default:
      return unfit('FIELD_UNSUPPORTED', `souk writes no ${field} to Shopify`);
  }
}

/** A decimal of the currency's own digits, as Shopify's `Money` and `Decimal` are written. */
function amountPart(after: FieldValue, currency: string, of: (text: string) => Part): Part | Unfit {
  const minor = typeof after === 'string' ? parseAmount(after, currency) : null;
  if (minor === null || minor < 0) return unfit('PRICE_INVALID', `"${String(after)}" is no price`);
  return of(formatAmount(minor, currency));
}

function weightPart(after: FieldValue): Part | Unfit {
  if (after === null) return {item: {measurement: {weight: null}}};
  if (typeof after !== 'number' || !(after >= 0)) return unfit('WEIGHT_INVALID', `${String(after)} is no weight`);
  return {item: {measurement: {weight: {unit: 'GRAMS', value: after}}}};
}

/** Stock that is counted; none at all is a variant whose stock nobody counts. */
function stockPart(create: boolean, before: FieldValue, after: FieldValue, somewhere: boolean): Part | Unfit {
  if (after === null) return {item: {tracked: false}, stock: null};
  if (typeof after !== 'number' || !Number.isSafeInteger(after))
    return unfit('STOCK_INVALID', `${String(after)} is no stock`);
  if (!somewhere) return unfit('STOCK_NOWHERE', 'no location for stock: souk shop check names it');
  const seen = typeof before === 'number' ? before : null;
  return {stock: {quantity: after, before: seen}, ...(create ? {item: {tracked: true}} : {})};
}
