import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import type {Context} from '../../src/app/context.js';
import {savePlan} from '../../src/app/plan/save.js';
import {openData} from '../../src/data/open.js';
import {isDead, thisProcess} from '../../src/data/process.js';
import {openSecrets} from '../../src/data/secrets.js';
import type {Shop} from '../../src/domain/catalog/types.js';
import {listingFields, offerFields} from '../../src/domain/change/fields.js';
import type {Change, FieldChanges, Plan, PlanDraft} from '../../src/domain/change/types.js';
import type {RemoteListing} from '../../src/ports/platform.js';
import type {MemoryShop} from '../support/memory-shop.js';

/** A merchant's desk for tests: a real store in a folder of its own, and one shop. */
export interface Desk {
  readonly context: Context;
  readonly shop: Shop;
  readonly platform: MemoryShop;
  readonly home: string;
  readonly stop: AbortController;
  /** Seconds that the desk's clocks are ahead. */
  ahead: number;
  plan(changes: readonly Omit<Change, 'n'>[], extra?: Partial<PlanDraft>): Promise<Plan>;
  close(): Promise<void>;
}

const SILENT = {start: () => ({advance: () => undefined, end: () => undefined})};

/** Opens a desk on a shop that the store mirrors already. `home` keeps the store of an earlier desk. */
export async function openDesk(platform: MemoryShop, home?: string): Promise<Desk> {
  const folder = home ?? (await mkdtemp(path.join(tmpdir(), 'souk-runs-')));
  const data = await openData(path.join(folder, 'souk.db'));
  const stop = new AbortController();
  const now = () => Date.now() + desk.ahead * 1000;
  const known = await data.shops.byName('main');
  const shop =
    known ??
    (await data.shops.add({
      name: 'main',
      platform: 'practice',
      mode: 'apply',
      terms: {currency: 'USD', zone: 'UTC', pricesIncludeTax: false, taxRate: null},
      settings: {},
      createdAt: Date.now(),
    }));
  if (known === null) await data.catalog.mirror(shop.id, platform.snapshot(), {at: Date.now(), overlaid: new Set()});
  const context: Context = {
    data,
    clock: {business: now, real: now, moved: false, sleep: async (_ms, signal) => signal?.throwIfAborted()},
    secrets: openSecrets(folder, {}),
    progress: SILENT,
    signal: stop.signal,
    home: folder,
    by: 'souk test',
    defaultShop: null,
    owner: thisProcess(),
    ownerDead: isDead,
    runBudgetMs: 3_600_000,
    platforms: [],
    platform: async () => platform,
  };
  const desk: Desk = {
    context,
    shop,
    platform,
    home: folder,
    stop,
    ahead: 0,
    plan: async (changes, extra = {}) => await savePlan(context, shop, draftOf(shop, changes, extra)),
    close: async () => {
      await data.close();
      if (home === undefined) await rm(folder, {recursive: true, force: true});
    },
  };
  return desk;
}

export function draftOf(shop: Shop, changes: readonly Omit<Change, 'n'>[], extra: Partial<PlanDraft> = {}): PlanDraft {
  const count = (op: Change['op']) => changes.filter((change) => change.op === op).length;
  return {
    batch: 'test',
    kind: 'price',
    shop: {id: shop.id, name: shop.name, currency: shop.terms.currency},
    by: 'souk test',
    inputs: {hash: 'none', sources: []},
    rules: {hash: 'none'},
    summary: {
      create: count('create'),
      update: count('update'),
      archive: count('archive'),
      unchanged: 0,
      orphan: 0,
      skipped: 0,
      held: 0,
      refused: 0,
    },
    breaker: {tripped: false, limits: []},
    changes: changes.map((change, index) => ({...change, n: index + 1})),
    skipped: [],
    manual: {overrideBounds: false},
    ...extra,
  };
}

/** A price from one amount to another, base and all, as every way of writing prices makes it. */
export function priceChange(product: string, sku: string, before: string, after: string): Omit<Change, 'n'> {
  const fields: FieldChanges = {price: {before, after}, base_price: {before, after}};
  return {target: {kind: 'offer', key: {product, sku}}, op: 'update', fields, reasons: [], guards: []};
}

export function titleChange(product: string, before: string, after: string): Omit<Change, 'n'> {
  return {
    target: {kind: 'listing', key: {product}},
    op: 'update',
    fields: {title: {before, after}},
    reasons: [],
    guards: [],
  };
}

/** A product with its variants, to be made. */
export function creation(listing: RemoteListing): readonly Omit<Change, 'n'>[] {
  const made = (fields: object) =>
    Object.fromEntries(Object.entries(fields).map(([name, after]) => [name, {before: null, after}])) as FieldChanges;
  const {title, vendor, category, tags, status} = listingFields(listing);
  return [
    {
      target: {kind: 'listing', key: {product: listing.product}},
      op: 'create',
      fields: made({title, vendor, category, tags, status}),
      reasons: [],
      guards: [],
    },
    ...listing.offers.map((offer): Omit<Change, 'n'> => {
      const {sku, options, price} = offerFields(offer);
      return {
        target: {kind: 'offer', key: {product: listing.product, sku: offer.sku ?? ''}},
        op: 'create',
        fields: made({sku, options, price}),
        reasons: [],
        guards: [],
      };
    }),
  ];
}
