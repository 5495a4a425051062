import {expect} from 'chai';
import type {ListingContent, OfferContent} from '../../../src/domain/catalog/types.js';
import {canonicalJson} from '../../../src/domain/change/canonical.js';
import {listingFields, offerFields, offerKey, stockFields} from '../../../src/domain/change/fields.js';
import type {Change, ChangeOp, FieldValue, Target} from '../../../src/domain/change/types.js';
import type {
  Capabilities,
  Outcome,
  Platform,
  PullKind,
  PullRecords,
  RemoteListing,
} from '../../../src/ports/platform.js';
import type {ContractShop, MakeShop} from './shop.js';

/** A signal that nobody aborts. */
export const calm: AbortSignal = new AbortController().signal;

/** A product with its offers, as the tests wish it. */
export interface Wish {
  readonly listing: ListingContent;
  readonly offers: readonly OfferContent[];
}

type Values = Readonly<Record<string, FieldValue>>;

/** A full product: every field filled, so that none is left to chance. */
export function wish(code: string, currency = 'USD', patch: Partial<OfferContent> = {}): Wish {
  return {
    listing: {
      product: code.toLowerCase(),
      title: `Mug "${code}", émaillé; 青`,
      description: `<p>Line one,\nline two; ${code}</p>`,
      vendor: 'Northwind Goods',
      category: 'Home > Kitchen',
      tags: ['mug', 'two words'],
      status: 'active',
      images: [{url: `https://example.com/${code}.png`}, {url: `https://example.com/${code}-2.png`}],
      extra: {'SEO Title': `Buy ${code}`},
    },
    offers: [offer(code, currency, patch)],
  };
}

/** One offer with every field filled. */
export function offer(sku: string, currency = 'USD', patch: Partial<OfferContent> = {}): OfferContent {
  return {
    sku,
    options: [
      {name: 'Size', value: 'M'},
      {name: 'Colour', value: `Red; ${sku}`},
    ],
    price: 1250,
    compareAt: 1999,
    cost: 480,
    currency,
    taxRate: '0.07',
    stock: 40,
    gtin: '4006381333931',
    weightGrams: 350,
    image: `https://example.com/${sku}.png`,
    extra: {'Tax code': 'P01'},
    ...patch,
  };
}

/** The words of the tests as the shop at hand can have them. */
export function wordsFor({shape = (wished) => wished}: MakeShop) {
  const shaped = (code: string, currency?: string, patch?: Partial<OfferContent>) => shape(wish(code, currency, patch));
  const productOf = (product: string) => shaped(product.toUpperCase()).listing.product;
  return {
    wish: shaped,
    offer: (sku: string, currency?: string, patch?: Partial<OfferContent>): OfferContent =>
      shaped(sku, currency, patch).offers[0] ?? offer(sku, currency, patch),
    productOf,
    listingTarget: (product: string): Target => listingTarget(productOf(product)),
    offerTarget: (product: string, each: Pick<OfferContent, 'sku' | 'options'>): Target =>
      offerTarget(productOf(product), each),
  };
}

/** Makes a fresh shop hold these products. */
export async function seed({platform, fill}: ContractShop, wishes: readonly Wish[]): Promise<void> {
  if (fill === undefined) await pushAll(platform, createsOf(platform.capabilities, wishes));
  else await fill(wishes);
}

/** The fields of a listing that this shop can hold. */
export function listingValues({fields}: Capabilities, listing: ListingContent): Values {
  return Object.fromEntries(
    Object.entries(listingFields(listing)).filter(([name]) => fields.listing.includes(name as never)),
  );
}

/** The fields of an offer that this shop can hold, with its stock. */
export function offerValues({fields}: Capabilities, each: OfferContent): Values {
  const kept = Object.entries(offerFields(each)).filter(([name]) => fields.offer.includes(name as never));
  return {...Object.fromEntries(kept), ...(fields.stock ? stockFields(each) : {})};
}

/** A change that writes these values. */
export function change(n: number, target: Target, op: ChangeOp, after: Values, before: Values = {}): Change {
  const fields = Object.fromEntries(
    Object.entries(after).map(([name, value]) => [name, {before: before[name] ?? null, after: value}]),
  );
  return {n, target, op, fields, reasons: [], guards: []};
}

export function listingTarget(product: string): Target {
  return {kind: 'listing', key: {product}};
}

export function offerTarget(product: string, each: Pick<OfferContent, 'sku' | 'options'>): Target {
  return {kind: 'offer', key: offerKey(product, each)};
}

/** A listing create and the creates of its offers, numbered from `from`. */
export function creates(capabilities: Capabilities, wished: Wish, from = 1): Change[] {
  const {listing, offers} = wished;
  return [
    change(from, listingTarget(listing.product), 'create', listingValues(capabilities, listing)),
    ...offers.map((each, i) =>
      change(from + 1 + i, offerTarget(listing.product, each), 'create', offerValues(capabilities, each)),
    ),
  ];
}

/** Creates of several products, numbered through. */
export function createsOf(capabilities: Capabilities, wishes: readonly Wish[]): Change[] {
  const changes: Change[] = [];
  for (const each of wishes) changes.push(...creates(capabilities, each, changes.length + 1));
  return changes;
}

/** Sends changes in batches that the shop takes; exactly one outcome each, by number. */
export async function push(
  platform: Platform,
  changes: readonly Change[],
  signal: AbortSignal = calm,
): Promise<Map<number, Outcome>> {
  const outcomes = new Map<number, Outcome>();
  const {rows} = platform.capabilities.batch;
  for (let at = 0; at < changes.length; at += rows) {
    const batch = changes.slice(at, at + rows);
    for await (const outcome of platform.push(batch, signal)) {
      expect(outcomes.has(outcome.n), `second outcome for change ${outcome.n}`).to.equal(false);
      expect(
        batch.some(({n}) => n === outcome.n),
        `outcome ${outcome.n} was not asked for`,
      ).to.equal(true);
      outcomes.set(outcome.n, outcome);
    }
  }
  expect([...outcomes.keys()].sort((a, b) => a - b)).to.deep.equal(changes.map(({n}) => n).sort((a, b) => a - b));
  return outcomes;
}

/** Sends changes of which every one must be applied. */
export async function pushAll(platform: Platform, changes: readonly Change[]): Promise<void> {
  for (const outcome of (await push(platform, changes)).values()) {
    expect(outcome, JSON.stringify(outcome)).to.have.property('state', 'applied');
  }
}

/** Everything of a kind, page by page; no page may refuse a row. */
export async function pullAll<K extends PullKind>(
  platform: Platform,
  kind: K,
  cursor: string | null = null,
): Promise<{records: PullRecords[K][]; cursor: string | null}> {
  const records: PullRecords[K][] = [];
  let last = cursor;
  for await (const page of platform.pull(kind, cursor, calm)) {
    expect(page.refused).to.deep.equal([]);
    records.push(...page.records);
    last = page.cursor;
  }
  return {records, cursor: last};
}

/** Compares what the shop holds with what was wished, field by field, in canonical form. */
export function expectHolds(capabilities: Capabilities, held: RemoteListing | null | undefined, wished: Wish): void {
  expect(held, `the shop lost ${wished.listing.product}`).to.be.an('object');
  if (held === null || held === undefined) return;
  expect(canonicalJson(listingValues(capabilities, held))).to.equal(
    canonicalJson(listingValues(capabilities, wished.listing)),
  );
  const byKey = (each: OfferContent) => canonicalJson([each.sku, each.options]);
  const heldOffers = new Map(held.offers.map((each) => [byKey(each), each]));
  expect([...heldOffers.keys()].sort()).to.deep.equal(wished.offers.map(byKey).sort());
  for (const each of wished.offers) {
    const found = heldOffers.get(byKey(each));
    if (found === undefined) continue;
    expect(canonicalJson(offerValues(capabilities, found))).to.equal(canonicalJson(offerValues(capabilities, each)));
    expect(found.currency).to.equal(each.currency);
  }
}
