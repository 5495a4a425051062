import type {ShopTerms} from '../../domain/catalog/types.js';
import type {Change, Target} from '../../domain/change/types.js';
import {KnownError, type Message} from '../../domain/errors.js';
import type {Promotion} from '../../domain/promotions/types.js';
import type {Clock} from '../../ports/clock.js';
import type {
  Capabilities,
  CheckResult,
  LiveState,
  Outcome,
  Platform,
  PullKind,
  PullPage,
  RemoteListing,
} from '../../ports/platform.js';
import {checkFolder} from './check.js';
import {edit, LISTING_HELD, OFFER_HELD} from './edit.js';
import {pullFacts} from './facts.js';
import {findFile, LISTINGS_FILE, requireDirectory} from './files.js';
import {Identities} from './identities.js';
import {Known} from './known.js';
import {writePromotions} from './promotions.js';
import {Sheet} from './sheet.js';
import {findOffer, findProduct, listingOf, listingsOf, type Shelf, stock} from './shelf.js';

/** Rows of one batch: the file is rewritten once a batch, and progress is seen between batches. */
const BATCH_ROWS = 5000;
const PAGE = 500;

const CAPABILITIES: Capabilities = {
  batch: {rows: BATCH_ROWS, bytes: 64 * 1024 * 1024},
  // A refused row does not keep the others of its batch from being written; those are written in one step.
  atomicity: 'row',
  archive: 'delete',
  nativePromotions: [],
  compareAndSet: false,
  fields: {listing: LISTING_HELD, offer: OFFER_HELD, stock: true},
  limits: {variantsPerProduct: 10_000, optionsPerProduct: 100, titleLength: 100_000, descriptionLength: 1_000_000},
  pulls: ['listings', 'items', 'costs', 'fees', 'bounds', 'supply', 'daily', 'orders', 'rivals'],
  settleMs: 0,
  simulatedTime: true,
};

interface Opened {
  /** Of the bytes of the sheet. */
  readonly hash: string;
  readonly sheet: Sheet;
  readonly shelf: Shelf;
  readonly identities: Identities;
}

/** One directory as a shop. Others write there too: what was read counts only while the file is surely the same. */
export class FolderShop implements Platform {
  readonly capabilities = CAPABILITIES;
  readonly #name: string;
  readonly #directory: string;
  /** Where souk keeps what the folder has no place for. */
  readonly #own: string;
  readonly #terms: ShopTerms;
  readonly #known: Known<Opened>;
  /** The sheet that was read last: the next one is the same but for some rows. */
  #before: Sheet | undefined;

  constructor(name: string, directory: string, own: string, terms: ShopTerms, clock: Clock) {
    this.#name = name;
    this.#directory = directory;
    this.#own = own;
    this.#terms = terms;
    this.#known = new Known(clock);
  }

  async check(signal: AbortSignal): Promise<CheckResult> {
    const setup = {shop: this.#name, directory: this.#directory, terms: this.#terms, signal};
    return await checkFolder(setup, async () => {
      const {shelf} = await this.#open(signal);
      return {offers: shelf.entries.size, refused: shelf.refused};
    });
  }

  async *pull<K extends PullKind>(kind: K, cursor: string | null, signal: AbortSignal): AsyncIterable<PullPage<K>> {
    signal.throwIfAborted();
    await requireDirectory(this.#directory);
    if (kind === 'listings') yield* this.#pullListings(signal) as AsyncIterable<PullPage<K>>;
    else yield* pullFacts(this.#directory, this.#terms, kind, cursor, signal) as AsyncIterable<PullPage<K>>;
  }

  async read(targets: readonly Target[], signal: AbortSignal): Promise<readonly LiveState[]> {
    signal.throwIfAborted();
    const {shelf} = await this.#open(signal);
    const listings = new Map<string, RemoteListing>();
    return targets.map((target) => this.#liveState(shelf, target, listings));
  }

  async *push(changes: readonly Change[], signal: AbortSignal): AsyncIterable<Outcome> {
    signal.throwIfAborted();
    const opened = await this.#open(signal);
    // It is written into from here on, and no longer what the file says.
    this.#known.forget();
    const outcomes = changes.map((change) => edit({...opened, terms: this.#terms}, change));
    signal.throwIfAborted();
    if (outcomes.some(({state}) => state === 'applied')) {
      const failure = await written(opened);
      if (failure !== null)
        yield* outcomes.map((outcome) => (outcome.state === 'applied' ? {...failure, n: outcome.n} : outcome));
      else yield* outcomes;
    } else yield* outcomes;
  }

  async notePromotions(promotions: readonly Promotion[]): Promise<void> {
    await requireDirectory(this.#directory);
    await writePromotions(this.#directory, this.#terms, promotions);
  }

  async unreadable(sku: string, signal: AbortSignal): Promise<Message | null> {
    const {shelf} = await this.#open(signal);
    return shelf.unreadable.get(sku) ?? null;
  }

  async close(): Promise<void> {}

  async *#pullListings(signal: AbortSignal): AsyncIterable<PullPage<'listings'>> {
    const {sheet, shelf} = await this.#open(signal);
    const listings = listingsOf(shelf, this.#terms);
    const cursor = sheet.hash;
    for (let at = 0; at < Math.max(1, listings.length); at += PAGE) {
      signal.throwIfAborted();
      yield {records: listings.slice(at, at + PAGE), cursor, refused: at === 0 ? shelf.refused : []};
    }
  }

  async #open(signal: AbortSignal): Promise<Opened> {
    await requireDirectory(this.#directory);
    const file = await findFile(this.#directory, LISTINGS_FILE);
    if (file === null) throw new KnownError('input', 'FOLDER_NO_LISTINGS', {directory: this.#directory});
    const identities = await Identities.read(this.#own);
    const read = async (): Promise<Opened> => {
      const sheet = await Sheet.read(file, signal, this.#before);
      this.#before = sheet;
      return {hash: sheet.hash, sheet, identities, shelf: stock(sheet, this.#terms, identities)};
    };
    const opened = await this.#known.of(file, read);
    if (opened.identities.text === identities.text) return opened;
    this.#known.forget();
    return await this.#known.of(file, read);
  }

  #liveState(shelf: Shelf, target: Target, listings: Map<string, RemoteListing>): LiveState {
    const entry = target.kind === 'offer' || target.kind === 'stock' ? findOffer(shelf, target.key) : null;
    const product =
      entry?.product ??
      findProduct(shelf, target.kind === 'listing' ? target.key : {product: target.key.product ?? ''});
    const listing = product === null ? null : (listings.get(product) ?? listingOf(shelf, product, this.#terms));
    if (listing !== null) listings.set(listing.product, listing);
    return {target, listing, offer: listing?.offers.find(({sku}) => entry !== null && sku === entry.sku) ?? null};
  }
}

/** Writes the sheet; null when it is done, else what to say of every change of the batch: none was written. */
async function written({sheet, identities}: Opened): Promise<Omit<Outcome & {state: 'rejected'}, 'n'> | null> {
  try {
    await identities.save();
    await sheet.write();
    return null;
  } catch (error) {
    if (!(error instanceof KnownError)) throw error;
    const code = error.category === 'drift' ? 'DRIFT' : error.code;
    const why =
      error.category === 'drift'
        ? 'another program changed listings.csv meanwhile'
        : 'listings.csv could not be written';
    return {state: 'rejected', code, message: why};
  }
}
