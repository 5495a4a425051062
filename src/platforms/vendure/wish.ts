import {parseOptions} from '../../domain/catalog/key.js';
import type {OptionValue} from '../../domain/catalog/types.js';
import {LOCAL_FIELDS} from '../../domain/change/fields.js';
import type {Change, FieldValue} from '../../domain/change/types.js';
import {parseAmount} from '../../domain/money.js';
import {isUnfit, type Unfit, unfit} from '../batch.js';
import {toRemote} from './amount.js';
import type {Desk} from './desk.js';

/** What a change wants, in the server's words; `options` are looked up later. */
export interface Wish {
  readonly change: Change;
  readonly input: Readonly<Record<string, unknown>>;
  readonly options: readonly OptionValue[] | null;
}

type Part = Readonly<Record<string, unknown>> | Unfit;

/** Reads a change: its wish, or why there is none. Without a field of the shop's the wish is empty. */
export function wishOf(change: Change, desk: Desk): Wish | Unfit {
  const translation: Record<string, unknown> = {};
  let input: Record<string, unknown> = {};
  let options: readonly OptionValue[] | null = null;
  for (const [field, {after}] of Object.entries(change.fields)) {
    if (LOCAL_FIELDS.has(field)) continue;
    const {kind} = change.target;
    if (kind === 'listing' && (field === 'title' || field === 'description')) {
      translation[field === 'title' ? 'name' : 'description'] = String(after ?? '');
      continue;
    }
    if (kind === 'offer' && field === 'options') {
      options = parseOptions(String(after ?? ''));
      if (options === null) return unfit('OPTIONS_INVALID', `"${String(after)}" are no options`);
      continue;
    }
    const part = partOf(change, field, after, desk);
    if (isUnfit(part)) return part;
    input = {...input, ...part};
  }
  if (Object.keys(translation).length > 0)
    input = {...input, translations: [{languageCode: desk.channel.defaultLanguageCode, ...translation}]};
  return {change, input, options};
}

function partOf({target: {kind}, op}: Change, field: string, after: FieldValue, desk: Desk): Part {
  if (kind === 'listing' && field === 'status') {
    if (after === 'active' || after === 'draft') return {enabled: after === 'active'};
    return unfit('STATUS_UNKNOWN', `Vendure shows a product or does not; it has no "${String(after)}"`);
  }
  if (kind === 'offer' && field === 'sku') {
    return typeof after === 'string' && after.trim() !== ''
      ? {sku: after}
      : unfit('SKU_MISSING', 'a variant of Vendure has a SKU');
  }
  if (kind === 'offer' && field === 'price') return pricePart(after, desk);
  if (field === 'stock' && kind !== 'listing') {
    // A new variant need not have stock; what has some can not be without.
    return after === null && op === 'create' ? {} : stockPart(after, desk);
  }
  return unfit('FIELD_UNSUPPORTED', `Vendure has no field for ${field}`);
}

/** One currency's price alone: the server keeps those of the others. */
function pricePart(after: FieldValue, {scale, channel}: Desk): Part {
  const minor = typeof after === 'string' ? parseAmount(after, scale.currency) : null;
  if (minor === null || minor < 0) return unfit('PRICE_INVALID', `"${String(after)}" is no price`);
  const price = toRemote(minor, scale);
  if (price === null)
    return unfit(
      'PRICE_TOO_FINE',
      `Vendure keeps ${scale.precision} digits of a price here; ${String(after)} has more`,
    );
  if (!channel.availableCurrencyCodes.includes(scale.currency))
    return unfit('CURRENCY_NOT_IN_CHANNEL', `the channel ${channel.code} does not sell in ${scale.currency}`);
  return {prices: [{currencyCode: scale.currency, price}]};
}

function stockPart(after: FieldValue, {location}: Desk): Part {
  if (typeof after !== 'number' || !Number.isSafeInteger(after))
    return unfit('STOCK_INVALID', `${String(after)} is no stock`);
  if (location === null) return unfit('STOCK_NOWHERE', 'the channel has no stock location');
  return {stockLevels: [{stockLocationId: location, stockOnHand: after}]};
}
