import {appendFileSync, existsSync, readFileSync} from 'node:fs';
import {parseOptions} from '../../src/domain/catalog/key.js';
import type {ListingStatus} from '../../src/domain/catalog/types.js';
import {LISTING_FIELDS, LOCAL_FIELDS, OFFER_FIELDS, targetText} from '../../src/domain/change/fields.js';
import type {Change, FieldValue, Target} from '../../src/domain/change/types.js';
import {parseAmount} from '../../src/domain/money.js';
import type {Capabilities, LiveState, Outcome, Platform, RemoteListing, RemoteOffer} from '../../src/ports/platform.js';

/** What befalls a change on its way: `lost-before` and `lost-after` leave the caller without an answer. */
export type Fate = 'ok' | 'reject' | 'busy' | 'lost-before' | 'lost-after' | 'lie';

export interface MemoryShopOptions {
  readonly currency?: string;
  readonly batch?: {readonly rows: number; readonly bytes: number};
  readonly archive?: 'delete' | 'unpublish';
  readonly simulatedTime?: boolean;
  /** Decides what happens to a change that arrives. Default: all is well. */
  fate?: (change: Change) => Fate | Promise<Fate>;
  /** Called when a batch arrives, before anything is done. */
  onBatch?: (changes: readonly Change[]) => void | Promise<void>;
  /** Every applied change is appended here, and the shop is what the file says: it outlives the process. */
  readonly log?: string;
}

/** A real shop in memory: it keeps listings, refuses what does not fit, and remembers every change it made. */
export interface MemoryShop extends Platform {
  /** The changes that took effect, in order, as `kind op target`. */
  readonly made: readonly string[];
  readonly options: MemoryShopOptions;
  /** Someone else edits the shop by hand. */
  edit(sku: string, patch: Partial<Pick<RemoteOffer, 'price' | 'compareAt' | 'stock'>>): void;
  put(listing: RemoteListing): void;
  remove(product: string): void;
  snapshot(): readonly RemoteListing[];
  /** Reads the log again: what other processes did. */
  reload(): void;
}

/** One product with one variant a SKU. */
export function productOf(
  product: string,
  offers: readonly {sku: string; price: number; stock?: number}[],
  currency = 'USD',
): RemoteListing {
  return {
    remoteId: `p-${product}`,
    product,
    title: `Title of ${product}`,
    description: '',
    vendor: 'Acme',
    category: 'Mugs',
    tags: ['one', 'two'],
    status: 'active',
    images: [],
    extra: {},
    offers: offers.map(({sku, price, stock}, index) => ({
      remoteId: `v-${sku}`,
      sku,
      options: offers.length === 1 ? [] : [{name: 'Size', value: String(index + 1)}],
      price,
      compareAt: null,
      cost: null,
      currency,
      taxRate: null,
      stock: stock ?? 5,
      gtin: null,
      weightGrams: null,
      image: null,
      extra: {},
    })),
  };
}

export function memoryShop(initial: readonly RemoteListing[], options: MemoryShopOptions = {}): MemoryShop {
  const currency = options.currency ?? 'USD';
  const archive = options.archive ?? 'delete';
  let listings = new Map<string, RemoteListing>();
  let made: string[] = [];

  const reload = () => {
    listings = new Map(initial.map((listing) => [listing.product, listing]));
    made = [];
    if (options.log === undefined || !existsSync(options.log)) return;
    for (const line of readFileSync(options.log, 'utf8').split('\n')) {
      // A line that a killed process did not finish never took effect.
      const change = line.endsWith('}') ? parsed(line) : null;
      if (change !== null) effect(listings, change, made, currency, archive);
    }
  };
  const make = (change: Change) => {
    if (options.log !== undefined) appendFileSync(options.log, `${JSON.stringify(change)}\n`);
    effect(listings, change, made, currency, archive);
  };
  reload();

  return {
    options,
    capabilities: capabilities(options, archive),
    get made() {
      return made;
    },
    reload,
    check: async () => ({ok: true, findings: []}),
    async *pull(kind) {
      if (kind === 'listings') yield {records: [...listings.values()] as never, cursor: '0', refused: []};
    },
    read: async (targets, signal) => {
      signal.throwIfAborted();
      return targets.map((target): LiveState => {
        const found = find(listings, target);
        return {target, listing: found?.listing ?? null, offer: found?.offer ?? null};
      });
    },
    async *push(changes, signal) {
      if (changes.length > (options.batch?.rows ?? 100)) throw new RangeError('batch too large');
      await options.onBatch?.(changes);
      for (const change of changes) {
        if (signal.aborted) return;
        const outcome = await answer(change);
        if (outcome !== null) yield outcome;
      }
    },
    close: async () => undefined,
    edit: (sku, patch) => {
      for (const listing of listings.values()) {
        if (!listing.offers.some((offer) => offer.sku === sku)) continue;
        listings.set(listing.product, {
          ...listing,
          offers: listing.offers.map((offer) => (offer.sku === sku ? {...offer, ...patch} : offer)),
        });
      }
    },
    put: (listing) => listings.set(listing.product, listing),
    remove: (product) => listings.delete(product),
    snapshot: () => structuredClone([...listings.values()].sort((a, b) => (a.product < b.product ? -1 : 1))),
  };

  async function answer(change: Change): Promise<Outcome | null> {
    const fate = (await options.fate?.(change)) ?? 'ok';
    const {n} = change;
    if (fate === 'busy') return {n, state: 'planned', code: 'BUSY', message: 'too many requests'};
    if (fate === 'reject') return {n, state: 'rejected', code: 'NO', message: 'the shop does not like it'};
    if (fate === 'lost-before') return null;
    const problem = refusal(listings, change);
    if (problem !== null) return {n, state: 'rejected', code: problem, message: problem};
    make(fate === 'lie' ? lied(change) : change);
    return fate === 'lost-after' ? null : {n, state: 'applied'};
  }
}

function parsed(line: string): Change | null {
  try {
    return JSON.parse(line) as Change;
  } catch {
    return null;
  }
}

/** A yes that stores a price one higher. */
function lied(change: Change): Change {
  const {price} = change.fields;
  if (price === undefined) return change;
  return {...change, fields: {...change.fields, price: {...price, after: `9${String(price.after)}`}}};
}

function capabilities(options: MemoryShopOptions, archive: 'delete' | 'unpublish'): Capabilities {
  return {
    batch: options.batch ?? {rows: 100, bytes: 1_000_000},
    atomicity: 'row',
    archive,
    nativePromotions: [],
    compareAndSet: false,
    fields: {listing: LISTING_FIELDS, offer: OFFER_FIELDS, stock: true},
    limits: {variantsPerProduct: 100, optionsPerProduct: 3, titleLength: 255, descriptionLength: 10_000},
    pulls: ['listings'],
    settleMs: 0,
    simulatedTime: options.simulatedTime ?? true,
  };
}

type Listings = Map<string, RemoteListing>;

function find(listings: Listings, {kind, key}: Target): {listing: RemoteListing; offer: RemoteOffer | null} | null {
  for (const listing of listings.values()) {
    if (kind === 'listing') {
      if (listing.product === key.product) return {listing, offer: null};
      continue;
    }
    const offer = listing.offers.find((each) => (key.sku === undefined ? false : each.sku === key.sku));
    if (offer !== undefined) return {listing, offer};
  }
  const listing = listings.get(key.product ?? '');
  return listing === undefined ? null : {listing, offer: null};
}

function refusal(listings: Listings, change: Change): string | null {
  const found = find(listings, change.target);
  const there = change.target.kind === 'listing' ? found !== null : found?.offer != null;
  if (change.op === 'create') {
    if (there) return 'EXISTS';
    return change.target.kind === 'offer' && found === null ? 'NO_PRODUCT' : null;
  }
  return change.op === 'update' && !there ? 'NOT_FOUND' : null;
}

function effect(
  listings: Listings,
  change: Change,
  made: string[],
  currency: string,
  archive: 'delete' | 'unpublish',
): void {
  const {target, op} = change;
  made.push(`${target.kind} ${op} ${targetText(target)}`);
  const found = find(listings, target);
  const product = target.key.product ?? found?.listing.product ?? '';
  if (op === 'archive') {
    if (archive === 'unpublish') {
      if (found !== null) listings.set(product, {...found.listing, status: 'draft'});
    } else if (target.kind === 'listing') listings.delete(product);
    else if (found?.offer != null) {
      listings.set(product, {
        ...found.listing,
        offers: found.listing.offers.filter(({remoteId}) => remoteId !== found.offer?.remoteId),
      });
    }
    return;
  }
  const after = Object.fromEntries(Object.entries(change.fields).map(([name, field]) => [name, field.after]));
  if (target.kind === 'listing') {
    const base = found?.listing ?? {...productOf(product, []), title: '', vendor: '', category: '', tags: []};
    listings.set(product, listingWith(base, after));
    return;
  }
  const listing = found?.listing ?? listings.get(product);
  if (listing === undefined) return;
  const known = found?.offer ?? offerNamed(target, currency);
  const offer = offerWith(known, after, currency);
  const offers =
    found?.offer == null
      ? [...listing.offers, offer]
      : listing.offers.map((each) => (each.remoteId === known.remoteId ? offer : each));
  listings.set(product, {...listing, offers});
}

function offerNamed({key}: Target, currency: string): RemoteOffer {
  const [template] = productOf('', [{sku: key.sku ?? '', price: 0}], currency).offers;
  return {...(template as RemoteOffer), price: null, stock: null};
}

type After = Readonly<Record<string, FieldValue>>;

function listingWith(listing: RemoteListing, after: After): RemoteListing {
  const text = (name: string, kept: string) => (typeof after[name] === 'string' ? (after[name] as string) : kept);
  return {
    ...listing,
    title: text('title', listing.title),
    description: text('description', listing.description),
    vendor: text('vendor', listing.vendor),
    category: text('category', listing.category),
    tags: Array.isArray(after['tags']) ? (after['tags'] as string[]) : listing.tags,
    status: text('status', listing.status) as ListingStatus,
  };
}

function offerWith(offer: RemoteOffer, after: After, currency: string): RemoteOffer {
  const amount = (name: string, kept: number | null) =>
    name in after && !LOCAL_FIELDS.has(name)
      ? typeof after[name] === 'string'
        ? parseAmount(after[name] as string, currency)
        : null
      : kept;
  return {
    ...offer,
    sku: typeof after['sku'] === 'string' ? (after['sku'] as string) : offer.sku,
    options:
      typeof after['options'] === 'string'
        ? (parseOptions(after['options'] as string) ?? offer.options)
        : offer.options,
    price: amount('price', offer.price),
    compareAt: amount('compare_at_price', offer.compareAt),
    stock: 'stock' in after ? (after['stock'] as number | null) : offer.stock,
  };
}
