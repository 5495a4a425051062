import {LOCAL_FIELDS} from '../../domain/change/fields.js';
import type {Change, FieldValue} from '../../domain/change/types.js';
import {parseAmount} from '../../domain/money.js';
import {boundsOf, isHere, saleOf, withPrice} from './offer.js';
import {isAutomated, ownText, type Reading} from './translate.js';
import {type AttributeValue, OWN_CHANNEL, valuesOf, type WireItem} from './wire.js';

/** One attribute as it shall be. Amazon takes attributes whole: what is not in the value is gone. */
export interface Patch {
  readonly op: 'replace' | 'delete';
  readonly path: string;
  readonly value: readonly AttributeValue[];
}

/** Why a change is not sent. */
export interface Refusal {
  readonly code: string;
  readonly message: string;
}

/** What can be written here: everything else of a listing is the catalogue's, or hangs on its product type. */
export const AMAZON_LISTING_FIELDS = ['title', 'description'] as const;
export const AMAZON_OFFER_FIELDS = ['price'] as const;

const NAMES: Readonly<Record<Change['target']['kind'], readonly string[]>> = {
  listing: AMAZON_LISTING_FIELDS,
  offer: AMAZON_OFFER_FIELDS,
  stock: ['stock'],
  promotion: [],
};

type Values = Readonly<Record<string, FieldValue>>;

/** The values a change wishes, without souk's own; or why it can not be sent. */
export function wishesOf({target, op, fields}: Change, currency: string): {readonly values: Values} | Refusal {
  if (op !== 'update')
    return refusal(
      op === 'create' ? 'CREATE_REFUSED' : 'ARCHIVE_REFUSED',
      op === 'create'
        ? 'a listing on Amazon needs the attributes of its product type: make it in Seller Central, then pull'
        : 'souk deletes no listing on Amazon: set its stock to 0, or close it in Seller Central',
    );
  const own = Object.entries(fields).filter(([name]) => !LOCAL_FIELDS.has(name));
  const strange = own.find(([name]) => !NAMES[target.kind].includes(name));
  if (strange !== undefined)
    return refusal('FIELD_UNKNOWN', `no ${strange[0]} of a ${target.kind} is written to Amazon`);
  const values = Object.fromEntries(own.map(([name, {after}]) => [name, after]));
  const {price, stock, title} = values;
  if (price !== undefined && !isPrice(price, currency))
    return refusal('PRICE_INVALID', `"${String(price)}" is no price`);
  if (stock !== undefined && !(Number.isSafeInteger(stock) && Number(stock) >= 0))
    return refusal('STOCK_INVALID', 'Amazon keeps a whole number of 0 or more');
  if (title === '') return refusal('TITLE_EMPTY', 'a listing on Amazon has a title');
  return {values};
}

function isPrice(value: FieldValue, currency: string): boolean {
  const minor = typeof value === 'string' ? parseAmount(value, currency) : null;
  return minor !== null && minor > 0;
}

/** The attributes that a change makes of a listing as it is now. */
export function patchesFor(
  values: Readonly<Record<string, FieldValue>>,
  item: WireItem,
  reading: Reading,
): readonly Patch[] | Refusal {
  if (item.attributes === undefined) return refusal('NOT_SHOWN', 'Amazon did not show what the listing holds now');
  const patches: Patch[] = [];
  for (const [name, value] of Object.entries(values)) {
    const patch = MAKERS[name]?.(value, item, reading) ?? refusal('FIELD_UNKNOWN', `no ${name} is written to Amazon`);
    if ('code' in patch) return patch;
    patches.push(patch);
  }
  return patches;
}

type Maker = (value: FieldValue, item: WireItem, reading: Reading) => Patch | Refusal;

const MAKERS: Readonly<Record<string, Maker>> = {
  title: (value, item, reading) => textPatch('item_name', String(value ?? ''), item, reading),
  description: (value, item, reading) => textPatch('product_description', String(value ?? ''), item, reading),
  price: (value, item, reading) => pricePatch(String(value), item, reading),
  stock: (value, item) => stockPatch(Number(value), item),
};

/** Other languages and stores stay; a text that is taken away is named by its selectors. */
function textPatch(name: string, text: string, {attributes}: WireItem, reading: Reading): Patch {
  const path = `/attributes/${name}`;
  const {marketplace, language} = reading;
  const values = valuesOf(attributes, name);
  const own = ownText(values, reading);
  if (text !== '') {
    const named = {...(own ?? {language_tag: language, marketplace_id: marketplace}), value: text};
    const value = own === undefined ? [...values, named] : values.map((each) => (each === own ? named : each));
    return {op: 'replace', path, value};
  }
  const others = values.filter((each) => each !== own);
  if (others.length > 0) return {op: 'replace', path, value: others};
  return {op: 'delete', path, value: [own ?? {language_tag: language, marketplace_id: marketplace}]};
}

/** Every offer of the listing as it was read, and in the one to everybody here the price alone another. */
function pricePatch(text: string, {attributes}: WireItem, reading: Reading): Patch | Refusal {
  const {marketplace, currency, now} = reading;
  const offers = valuesOf(attributes, 'purchasable_offer');
  const path = '/attributes/purchasable_offer';
  const own = offers.find((each) => isHere(each, reading));
  if (own === undefined) {
    const fresh = withPrice({marketplace_id: marketplace, currency, audience: 'ALL'}, text, now);
    return {op: 'replace', path, value: [...offers, fresh]};
  }
  if (isAutomated(own))
    return refusal('PRICE_AUTOMATED', 'Automate Pricing of Amazon sets this price: end its rule first');
  if (saleOf(own, now) !== null)
    return refusal(
      'SALE_RUNNING',
      'a sale price of Amazon’s own is on: another price would change nothing until it ends',
    );
  const {least, most} = boundsOf(own, currency);
  const wished = parseAmount(text, currency) ?? 0;
  // Amazon takes such a price and takes the listing off sale (issue 18155 of its own list).
  if ((least !== null && wished < least) || (most !== null && wished > most))
    return refusal(
      'PRICE_OUTSIDE_ALLOWED',
      'it is outside the lowest and highest price set at Amazon: the listing would go off sale',
    );
  return {op: 'replace', path, value: offers.map((each) => (each === own ? withPrice(each, text, now) : each))};
}

/** The seller's own shelf; its lead time and what else stands with it stays. */
function stockPatch(quantity: number, {attributes, fulfillmentAvailability = []}: WireItem): Patch | Refusal {
  const places = valuesOf(attributes, 'fulfillment_availability');
  const own = places.find((each) => each['fulfillment_channel_code'] === OWN_CHANNEL);
  const elsewhere = [
    ...places.map((each) => each['fulfillment_channel_code']),
    ...fulfillmentAvailability.map((each) => each.fulfillmentChannelCode),
  ].some((code) => code !== OWN_CHANNEL);
  if (own === undefined && elsewhere)
    return refusal('FULFILLED_BY_AMAZON', 'its stock lies in Amazon’s warehouses and is counted there');
  const path = '/attributes/fulfillment_availability';
  if (own === undefined)
    return {op: 'replace', path, value: [...places, {fulfillment_channel_code: OWN_CHANNEL, quantity}]};
  return {op: 'replace', path, value: places.map((each) => (each === own ? {...own, quantity} : each))};
}

function refusal(code: string, message: string): Refusal {
  return {code, message};
}
