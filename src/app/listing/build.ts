import {combineListing} from '../../domain/catalog/combine.js';
import {contentOf, offerContentOf} from '../../domain/catalog/content.js';
import {type Conflict, diffFields, type FieldDiff, type Prefer} from '../../domain/catalog/diff.js';
import {namesFor} from '../../domain/catalog/judge.js';
import type {MatchedRow} from '../../domain/catalog/match.js';
import type {FileProduct} from '../../domain/catalog/products.js';
import {type FieldMap, fileOfferFields, resolveListing, resolveOffer} from '../../domain/catalog/resolve.js';
import type {CatalogueRow, Fate, Finding, OfferWish, Sheet} from '../../domain/catalog/row.js';
import type {ListingContent, Shop, StoredListing} from '../../domain/catalog/types.js';
import {LOCAL_FIELDS, listingFields, offerKey} from '../../domain/change/fields.js';
import type {Change, FieldChange, FieldChanges, Skipped, Source, Target} from '../../domain/change/types.js';
import type {Message} from '../../domain/errors.js';
import {amountOrNull} from '../../domain/money.js';
import {type Composed, composePrice, type PriceWish} from '../../domain/pricing/compose.js';
import type {Capabilities} from '../../ports/platform.js';
import type {FactBook} from '../price/facts.js';
import {created, offerContentFields} from './build-new.js';
import type {ExportBook} from './snapshots.js';

/** With what a file is made a plan. */
export interface BuildSetup {
  readonly shop: Shop;
  readonly sheet: Sheet;
  readonly facts: FactBook;
  readonly exports: ExportBook;
  readonly capabilities: Capabilities;
  readonly prefer: Prefer | undefined;
  readonly overrideBounds: boolean;
}

/** A cell both sides changed, with where it stands in the file. */
export interface FileConflict extends Conflict {
  readonly target: Target;
  readonly line: number;
}

/** A price of the file that a guard kept back: as it was wished (decimal strings), and why. */
export interface HeldPrice {
  readonly target: Target;
  readonly line: number;
  readonly field: 'price' | 'compare_at_price';
  readonly wished: string | null;
  readonly reason: Message;
}

export interface Built {
  /** Listings first, then offers, then stock; not numbered yet. */
  readonly changes: readonly Omit<Change, 'n'>[];
  readonly skipped: readonly Skipped[];
  readonly held: readonly HeldPrice[];
  /** What became of each row that is no image and not refused. */
  readonly fates: ReadonlyMap<number, Fate>;
  readonly conflicts: readonly FileConflict[];
  readonly findings: readonly Finding[];
  /** Values by field that the shop has no place for. */
  readonly unsupported: ReadonlyMap<string, number>;
  /** Columns carried along that the shop does not keep. */
  readonly extra: ReadonlySet<string>;
  readonly kept: number;
  /** Rows, each the only one of its product, of which the shop is as they say. */
  readonly same: readonly SameRow[];
}

/** A row that asks for nothing. */
export interface SameRow {
  readonly row: CatalogueRow;
  /** Fields it has another value for, which the shop has no place for. */
  readonly unsaid: readonly string[];
}

type Draft = Omit<Change, 'n'>;

/** Fields that go other ways than the rest, and always mean something. */
const PRICED: ReadonlySet<string> = new Set(['price', 'compare_at_price', 'stock']);

/** Makes the changes of a plan of the products of a file, row by row. */
export function buildChanges(products: readonly FileProduct[], refused: ReadonlySet<number>, setup: BuildSetup): Built {
  const builder = new Builder(refused, setup);
  for (const product of products) builder.product(product);
  return builder.built();
}

class Builder {
  readonly #refused: ReadonlySet<number>;
  readonly #setup: BuildSetup;
  readonly #listings: Draft[] = [];
  readonly #offers: Draft[] = [];
  readonly #stocks: Draft[] = [];
  readonly #skipped: Skipped[] = [];
  readonly #held: HeldPrice[] = [];
  readonly #fates = new Map<number, Fate>();
  readonly #conflicts: FileConflict[] = [];
  readonly #findings: Finding[] = [];
  readonly #unsupported = new Map<string, number>();
  readonly #extra = new Set<string>();
  readonly #same: SameRow[] = [];
  #kept = 0;
  /** Whether the product at hand says anything that the shop has otherwise. */
  #differs = false;
  #unsaid: string[] = [];

  constructor(refused: ReadonlySet<number>, setup: BuildSetup) {
    this.#refused = refused;
    this.#setup = setup;
  }

  built(): Built {
    return {
      changes: [...this.#listings, ...this.#offers, ...this.#stocks],
      skipped: this.#skipped,
      held: this.#held,
      fates: this.#fates,
      conflicts: this.#conflicts,
      findings: this.#findings,
      unsupported: this.#unsupported,
      extra: this.#extra,
      kept: this.#kept,
      same: this.#same,
    };
  }

  product(product: FileProduct): void {
    const {listing, rows} = product;
    const [only] = rows;
    this.#differs = false;
    this.#unsaid = [];
    this.#product(product);
    const whole = listing?.offers.length === 1 && rows.length === 1 && only?.product === listing.product;
    if (whole && !this.#differs && !this.#refused.has(only.line)) this.#same.push({row: only, unsaid: this.#unsaid});
  }

  #product(product: FileProduct): void {
    const rows = product.rows.filter(({line}) => !this.#refused.has(line));
    if (rows.length === 0) return;
    const {listing} = product;
    for (const row of rows)
      this.#fates.set(row.line, row === product.lead || row.kind === 'variant' ? 'unchanged' : 'continuation');
    const {wish, findings, kept} = combineListing(
      product,
      this.#refused,
      (row) => this.#exportedListing(row, listing),
      this.#setup.sheet,
    );
    this.#findings.push(...findings);
    this.#differs ||= findings.length > 0 || kept > 0;
    if (findings.some(({line}) => !this.#refused.has(line))) return;
    const variants = product.variants.filter(({row}) => !this.#refused.has(row.line));
    if (listing === null) {
      const fresh = variants.filter((variant) => !this.#goneSinceExport(variant));
      for (const variant of variants) if (!fresh.includes(variant)) this.#gone(variant, product.key);
      this.#createListing(product, resolveListing(wish, null), fresh);
    } else {
      this.#kept += kept;
      if (!this.#refused.has(product.lead.line))
        this.#updateListing(product, listing, (there) => resolveListing(wish, there));
      for (const variant of variants) this.#variant(variant, product, listing);
    }
  }

  #exportedListing(row: CatalogueRow, listing: StoredListing | null): FieldMap | null {
    return listing === null ? null : (this.#setup.exports.of(row)?.listing(listing.remoteId) ?? null);
  }

  #createListing(product: FileProduct, wished: FieldMap, variants: readonly MatchedRow[]): void {
    const content = contentOf(product.key, wished);
    const before = this.#offers.length;
    for (const variant of variants) this.#createOffer(variant, product, content, product.variants.length === 1);
    // A product none of whose variants may be sold is not made either.
    if (this.#offers.length === before) return;
    const fields = this.#supported('listing', created(listingFields(content)));
    this.#listings.push({
      target: {kind: 'listing', key: {product: product.key}},
      op: 'create',
      fields,
      reasons: [],
      guards: [],
      source: this.#source(product.lead),
    });
    this.#raise(product.lead, 'create');
  }

  #updateListing(product: FileProduct, listing: StoredListing, resolve: (there: FieldMap) => FieldMap): void {
    const {lead} = product;
    const target: Target = {kind: 'listing', key: {product: listing.product, remoteId: listing.remoteId}};
    const diff = diffFields(resolve, listingFields(listing), this.#exportedListing(lead, listing), this.#setup.prefer);
    this.#note(diff, target, lead);
    const fields = this.#supported('listing', diff.changes);
    if (Object.keys(fields).length === 0) return;
    this.#listings.push({target, op: 'update', fields, reasons: [], guards: [], source: this.#source(lead)});
    this.#raise(lead, 'update');
  }

  #variant(variant: MatchedRow, product: FileProduct, listing: StoredListing): void {
    if (variant.live !== null) this.#updateOffer(variant, product);
    else if (this.#goneSinceExport(variant)) this.#gone(variant, listing.product);
    else this.#createOffer(variant, product, listing, false);
  }

  /** An offer that the file's export had and the shop no longer has: making it anew is for a person to say. */
  #goneSinceExport({row, sku}: MatchedRow): boolean {
    const {prefer, exports} = this.#setup;
    return prefer !== 'file' && sku !== null && exports.of(row)?.skus.has(sku) === true;
  }

  #gone({row, sku}: MatchedRow, product: string): void {
    if (this.#setup.prefer === 'shop') return;
    const target: Target = {kind: 'offer', key: {product, ...(sku === null ? {} : {sku})}};
    this.#note({conflicts: [{field: 'sku', exported: sku, file: sku, shop: null}], kept: 0}, target, row);
  }

  #updateOffer({row, live, made, sku}: MatchedRow, product: FileProduct): void {
    if (live === null) return;
    const {exports, prefer, shop, facts} = this.#setup;
    const {listing, offer} = live;
    const key = offerKey(listing.product, offer, offer.remoteId);
    const target: Target = {kind: 'offer', key};
    const names = namesFor(product.optionNames, offer.options);
    const wish: OfferWish = made && sku !== null ? {...row.offer, sku} : row.offer;
    const resolve = (there: FieldMap) => resolveOffer(wish, there, {names, currency: shop.terms.currency});
    const exported = exports.of(row)?.offer(offer.remoteId) ?? null;
    const diff = diffFields(resolve, fileOfferFields(offer), exported, prefer);
    this.#note(diff, target, row);
    const {price, compare_at_price: compareAt, stock, ...rest} = diff.changes;
    const composed = this.#price(row, {price, compareAt}, (priceWish) => {
      const known = facts.byOffer.get(offer.id);
      return known === undefined ? null : composePrice(priceWish, known, facts.rules);
    });
    const change = composed?.kind === 'change' ? composed.change : null;
    const fields = this.#supported('offer', {...rest, ...(change?.fields ?? {})});
    if (Object.keys(fields).length > 0) {
      const base: Draft = {target, op: 'update', fields, reasons: [], guards: [], source: this.#source(row)};
      this.#offers.push(change === null ? base : {...change, target, fields, source: this.#source(row)});
      this.#raise(row, 'update');
    }
    if (stock !== undefined) this.#stock(row, key, stock);
  }

  /** Puts the wished price through the guards, when there is one. */
  #price(
    row: CatalogueRow,
    {price, compareAt}: {readonly price?: FieldChange | undefined; readonly compareAt?: FieldChange | undefined},
    compose: (wish: PriceWish) => Composed | null,
  ): Composed | null {
    if (price === undefined && compareAt === undefined) return null;
    const {offer} = row;
    const composed = compose({
      ...(price === undefined || offer.price === undefined ? {} : {basePrice: offer.price}),
      ...(compareAt === undefined || offer.compareAt === undefined ? {} : {baseCompareAt: offer.compareAt}),
      manual: true,
      overrideBounds: this.#setup.overrideBounds,
      strategy: 'file',
      reasons: [],
      source: this.#source(row),
    });
    if (composed?.kind === 'skipped') {
      this.#skipped.push(composed.skipped);
      this.#hold(row, composed.skipped);
      this.#raise(row, 'held');
    }
    return composed;
  }

  #hold({line, offer}: CatalogueRow, {target, reason}: Skipped): void {
    const {currency} = this.#setup.shop.terms;
    const field = offer.price === undefined ? 'compare_at_price' : 'price';
    const wished = amountOrNull(offer.price ?? offer.compareAt ?? null, currency);
    this.#held.push({target, line, field, wished, reason});
  }

  #createOffer({row, sku}: MatchedRow, product: FileProduct, listing: ListingContent, only: boolean): void {
    const {facts, shop} = this.#setup;
    const offer = offerContentOf(row, sku, product, shop.terms.currency, only, listing);
    const wish = {
      price: {before: null, after: null},
      compareAt: row.offer.compareAt === undefined ? undefined : {before: null, after: null},
    };
    const composed = this.#price(row, wish, (priceWish) =>
      composePrice(priceWish, facts.forNew(listing, offer), facts.rules),
    );
    if (composed?.kind !== 'change') return;
    const {product: name, ...key} = offerKey(listing.product, offer);
    const target: Target = {kind: 'offer', key: {...key, ...(name === undefined ? {} : {product: name})}};
    const priced = Object.fromEntries(
      Object.entries(composed.change.fields).filter(([field]) => !LOCAL_FIELDS.has(field)),
    );
    const fields = this.#supported('offer', {...created(offerContentFields(offer)), ...priced});
    this.#offers.push({...composed.change, target, op: 'create', fields, source: this.#source(row)});
    this.#raise(row, 'create');
    if (row.offer.stock !== undefined) this.#stock(row, target.key, {before: null, after: row.offer.stock});
  }

  #stock(row: CatalogueRow, key: Target['key'], stock: FieldChange): void {
    if (!this.#setup.capabilities.fields.stock) {
      this.#count('stock');
      return;
    }
    this.#stocks.push({
      target: {kind: 'stock', key},
      op: 'update',
      fields: {stock},
      reasons: [],
      guards: [],
      source: this.#source(row),
    });
    this.#raise(row, 'update');
  }

  /** Fields the connector can write; the others are counted, so that they are said and never dropped in silence. */
  #supported(kind: 'listing' | 'offer', fields: FieldChanges): FieldChanges {
    const can = new Set<string>(this.#setup.capabilities.fields[kind]);
    const kept: Record<string, FieldChange> = {};
    for (const [name, change] of Object.entries(fields)) {
      if (can.has(name) || LOCAL_FIELDS.has(name)) kept[name] = change;
      else if (name === 'extra') for (const column of Object.keys(change.after ?? {})) this.#extra.add(column);
      else this.#count(name);
    }
    return Object.keys(kept).every((name) => LOCAL_FIELDS.has(name)) ? {} : kept;
  }

  #count(field: string): void {
    this.#unsupported.set(field, (this.#unsupported.get(field) ?? 0) + 1);
  }

  #note(
    {conflicts, kept, changes = {}}: Pick<FieldDiff, 'conflicts' | 'kept'> & Partial<Pick<FieldDiff, 'changes'>>,
    target: Target,
    row: CatalogueRow,
  ): void {
    this.#kept += kept;
    this.#differs ||= conflicts.length > 0 || kept > 0;
    for (const [name, change] of Object.entries(changes)) this.#weigh(target, name, change);
    for (const conflict of conflicts) {
      this.#conflicts.push({...conflict, target, line: row.line});
      this.#raise(row, 'conflict');
    }
  }

  /** What a change says of a product. Columns that nobody understands say nothing to a shop that does not keep them. */
  #weigh({kind}: Target, name: string, {after}: FieldChange): void {
    const {sheet, capabilities} = this.#setup;
    const kept = kind === 'listing' || kind === 'offer' ? (capabilities.fields[kind] as readonly string[]) : [];
    if (kept.includes(name) || PRICED.has(name) || LOCAL_FIELDS.has(name)) this.#differs = true;
    else if (name !== 'extra') this.#unsaid.push(name);
    else this.#differs ||= !Object.keys(after ?? {}).every((column) => sheet.carried.includes(column));
  }

  /** A row's fate is the weightiest thing that became of it. */
  #raise(row: CatalogueRow, fate: Fate): void {
    const weight: readonly Fate[] = ['unchanged', 'held', 'update', 'create', 'conflict'];
    const now = this.#fates.get(row.line) ?? 'unchanged';
    if (weight.indexOf(fate) > weight.indexOf(now)) this.#fates.set(row.line, fate);
  }

  #source({line}: CatalogueRow): Source {
    return {file: this.#setup.sheet.file, line};
  }
}
