import path from 'node:path';
import type {ShopTerms} from '../../../domain/catalog/types.js';
import type {Change, Target} from '../../../domain/change/types.js';
import {KnownError, type Message} from '../../../domain/errors.js';
import type {Promotion} from '../../../domain/promotions/types.js';
import type {Dialect, Upload} from '../../../formats/dialects/types.js';
import {tableText} from '../../../formats/write.js';
import type {Clock} from '../../../ports/clock.js';
import type {
  Capabilities,
  CheckResult,
  LiveState,
  Outcome,
  Platform,
  PullKind,
  PullPage,
  RunMark,
} from '../../../ports/platform.js';
import {pullFacts} from '../facts.js';
import {requireDirectory} from '../files.js';
import {Known} from '../known.js';
import {writePromotions} from '../promotions.js';
import {capabilitiesOf} from './capabilities.js';
import {checkBoxes} from './check.js';
import {editAll, REFUSALS} from './edit.js';
import {type ReadExport, readExport} from './export.js';
import {newestExport, readAtRest} from './inbox.js';
import type {Asked} from './notes.js';
import {Outbox} from './outbox.js';
import {laidOver, remote, type Stand} from './stand.js';
import {type Touched, uploadsOf} from './uploads.js';

const PAGE = 500;

/** With what a shop is opened. */
export interface BoxesSetup {
  readonly name: string;
  readonly directory: string;
  readonly terms: ShopTerms;
  readonly clock: Clock;
  readonly dialect: Dialect;
  readonly upload: Upload;
}

/**
 * A shop whose only door is a file (COMMANDS.md "The folder shop"): the platform's exports come into `inbox/`, files for
 * the platform to take go into `outbox/`. docs/decisions/003.
 */
export class BoxesShop implements Platform {
  readonly capabilities: Capabilities;
  readonly #setup: BoxesSetup;
  readonly #outbox: Outbox;
  readonly #known: Known<ReadExport>;
  #stand: Stand | null = null;

  constructor(setup: BoxesSetup) {
    this.capabilities = capabilitiesOf(setup.upload);
    this.#setup = setup;
    this.#outbox = new Outbox(setup.directory, setup.clock);
    this.#known = new Known(setup.clock);
  }

  async check(signal: AbortSignal): Promise<CheckResult> {
    const {name, directory, terms, dialect} = this.#setup;
    return await checkBoxes({shop: name, directory, terms, signal}, dialect.name, async () => await this.#open(signal));
  }

  async *pull<K extends PullKind>(kind: K, cursor: string | null, signal: AbortSignal): AsyncIterable<PullPage<K>> {
    signal.throwIfAborted();
    const {directory, terms} = this.#setup;
    await requireDirectory(directory);
    if (kind === 'listings') yield* this.#pullListings(signal) as AsyncIterable<PullPage<K>>;
    else yield* pullFacts(directory, terms, kind, cursor, signal) as AsyncIterable<PullPage<K>>;
  }

  async read(targets: readonly Target[], signal: AbortSignal): Promise<readonly LiveState[]> {
    signal.throwIfAborted();
    const {catalogue} = await this.#open(signal);
    return targets.map((target) => {
      const found = target.kind === 'promotion' ? null : catalogue.find(target);
      if (found === null) return {target, listing: null, offer: null};
      const listing = remote(found.listing);
      const offer = listing.offers.find(({remoteId}) => remoteId === found.offer?.remoteId) ?? null;
      return {target, listing, offer};
    });
  }

  async *push(changes: readonly Change[], signal: AbortSignal, run?: RunMark): AsyncIterable<Outcome> {
    signal.throwIfAborted();
    const stand = await this.#open(signal);
    const {catalogue, read} = stand;
    const next = catalogue.copy();
    const {edited, before} = editAll(next, changes, read.state.products, read.setup);
    const asked: Asked[] = [];
    const outcomes = changes.map(({n, target: {kind}}): Outcome => {
      const made = edited.get(n) ?? {code: 'NOT_FOUND'};
      if ('code' in made) return {n, state: 'rejected', code: made.code, message: REFUSALS[made.code]};
      const {product, remoteId, after} = made;
      const key = kind === 'listing' ? {product} : {product, remoteId};
      if (Object.keys(after).length > 0) asked.push({target: {kind, key}, after});
      return {n, state: 'applied', remoteId};
    });
    const touched = [...before].flatMap(([product, old]): Touched[] => {
      const after = next.find({kind: 'listing', key: {product}})?.listing;
      const kept = read.state.products.get(product);
      return after === undefined || kept === undefined ? [] : [{before: old, after, kept}];
    });
    signal.throwIfAborted();
    const failure = await this.#send(stand, touched, asked, run, signal);
    yield* outcomes.map((outcome) =>
      failure === null || outcome.state !== 'applied' ? outcome : {...failure, n: outcome.n},
    );
  }

  async notePromotions(promotions: readonly Promotion[]): Promise<void> {
    const {directory, terms} = this.#setup;
    await requireDirectory(directory);
    await writePromotions(directory, terms, promotions);
  }

  async close(): Promise<void> {}

  async *#pullListings(signal: AbortSignal): AsyncIterable<PullPage<'listings'>> {
    const {catalogue, read} = await this.#open(signal);
    const listings = catalogue.listings.map(remote);
    for (let at = 0; at < Math.max(1, listings.length); at += PAGE) {
      signal.throwIfAborted();
      yield {records: listings.slice(at, at + PAGE), cursor: read.hash, refused: at === 0 ? read.refused : []};
    }
  }

  async #open(signal: AbortSignal): Promise<Stand> {
    const {directory, dialect} = this.#setup;
    await requireDirectory(directory);
    const {file} = await newestExport(directory, dialect.name);
    const read = await this.#readExport(file, signal);
    const batches = await this.#outbox.batches(read.hash);
    const same = (stand: Stand) =>
      stand.read === read &&
      stand.batches.length === batches.length &&
      stand.batches.every(({sent, standing}, index) => {
        const now = batches[index];
        return now?.sent === sent && now.standing === standing;
      });
    if (this.#stand === null || !same(this.#stand)) this.#stand = {read, batches, catalogue: laidOver(read, batches)};
    return this.#stand;
  }

  async #readExport(file: string, signal: AbortSignal): Promise<ReadExport> {
    const {dialect, upload, terms, clock} = this.#setup;
    const read = async () => await readExport(file, dialect, upload, terms);
    return await this.#known.of(file, async () => await readAtRest(file, clock, signal, read));
  }

  /** Puts a batch into the outbox; null when it is there, else what to say of every change: none is. */
  async #send(
    {read}: Stand,
    touched: readonly Touched[],
    changes: readonly Asked[],
    run: RunMark | undefined,
    signal: AbortSignal,
  ): Promise<Omit<Outcome & {state: 'rejected'}, 'n'> | null> {
    const {dialect, directory} = this.#setup;
    const tables = uploadsOf(read.setup, touched);
    if (tables.length === 0) return null;
    const ending = read.form.delimiter === '\t' ? 'txt' : 'csv';
    const contents = new Map<string, string>();
    for (const [index, {header, rows}] of tables.entries()) {
      let text = '';
      const marks = {...read.form, ...(dialect.preamble === undefined ? {} : {preamble: dialect.preamble})};
      for await (const piece of tableText(header, rows, marks)) text += piece;
      contents.set(`${tables.length === 1 ? '' : `-${index + 1}`}.${ending}`, text);
    }
    try {
      await this.#outbox.put(contents, {base: read.hash, run: run?.run ?? null, changes}, async () => {
        const {file} = await newestExport(directory, dialect.name);
        const now = await this.#readExport(file, signal);
        if (now.hash !== read.hash) throw new KnownError('drift', 'FILE_CHANGED', {file});
      });
      return null;
    } catch (error) {
      if (!(error instanceof KnownError)) throw error;
      const [code, why] =
        error.category === 'drift'
          ? ['DRIFT', 'the inbox or the outbox changed meanwhile']
          : [error.code, `${path.basename(this.#outbox.directory)} could not be written`];
      return {state: 'rejected', code, message: why};
    }
  }

  async unreadable(sku: string, signal: AbortSignal): Promise<Message | null> {
    const {read} = await this.#open(signal);
    const line = read.state.refusedSkus.get(sku);
    return read.refused.find(({params}) => 'line' in params && params.line === line) ?? null;
  }
}
