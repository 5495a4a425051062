import {expect} from 'chai';
import type {RunResult} from '../../src/app/run/result.js';
import type {JournalEntry, Run} from '../../src/domain/change/run.js';
import type {Plan} from '../../src/domain/change/types.js';
import {KnownError} from '../../src/domain/errors.js';
import {Death} from './model-life.js';
import {effective, type Logged, type Market, type Process} from './model-market.js';
import {type Model, type ModelRun, offerIn, type Row, saw, stands, written} from './model-reference.js';

/** What came of a command: the code it failed with, or null; and whether it was killed. */
export interface Came {
  readonly code: string | null;
  readonly dead: boolean;
  readonly result: RunResult | null;
}

/** Does something in a process of its own; with `most` it is killed after so many lasting things. */
export async function came(
  market: Market,
  work: (process: Process) => Promise<RunResult | null>,
  most: number | null,
): Promise<Came> {
  return await market.as(
    async (process) => {
      try {
        const result = await work(process);
        return {code: null, dead: process.life.dead, result};
      } catch (error) {
        if (error instanceof Death) return {code: null, dead: true, result: null};
        if (error instanceof KnownError) return {code: error.code, dead: process.life.dead, result: null};
        throw error;
      }
    },
    {most},
  );
}

/** Does something that should write these rows, and finds out what became of it. Whatever did not begin left no trace. */
export async function begins(
  model: Model,
  market: Market,
  rows: readonly Row[],
  work: (process: Process) => Promise<RunResult | null>,
  most: number | null,
): Promise<Came> {
  const before = await lastRun(market);
  const from = seqOf(market);
  const done = await came(market, work, most);
  const last = await lastRun(market);
  if (last === null || last.id === before?.id) {
    expect(writtenSince(market, from), 'written without a run').to.deep.equal([]);
    if (!done.dead && done.code === null)
      expect(
        rows.map(({sku}) => sku),
        'nothing to write',
      ).to.deep.equal([]);
    return done;
  }
  expect(model.open, 'two open runs').to.equal(null);
  model.open = {id: last.id, rows, from};
  await settled(model, market);
  return done;
}

/** Brings the model to where the open run stands now; a run that is over is judged by the shop's own log. */
export async function settled(model: Model, market: Market): Promise<void> {
  const {open} = model;
  if (open === null) return;
  const {run, journal} = await look(market, open.id);
  if (run.state === 'open' || run.state === 'interrupted') return;
  judge(model, market, open, journal, run.state === 'abandoned');
  model.open = null;
  model.runs.push(open);
  await standing(model, market);
}

/** What souk has seen of the shop, and whether the promotion stands, is for souk to say; what follows from it is not. */
export async function standing(model: Model, market: Market): Promise<void> {
  const [promotions, listings] = await market.as(async ({context: {data}, shop}) => [
    await data.promotions.list(shop.id),
    await data.catalog.listings(shop.id),
  ]);
  saw(model, new Map(listings.flatMap(({offers}) => offers.map(({sku, price}) => [sku ?? '', price ?? 0] as const))));
  stands(
    model,
    promotions.some(({status}) => status === 'scheduled' || status === 'running'),
  );
}

function judge(
  model: Model,
  market: Market,
  {rows, from}: ModelRun,
  journal: ReadonlyMap<string, readonly JournalEntry[]>,
  abandoned: boolean,
): void {
  const log = writtenSince(market, from);
  const effects = new Map<string, Logged[]>();
  for (const row of log) effects.set(skuOf(row), [...(effects.get(skuOf(row)) ?? []), row]);
  for (const row of rows) {
    const found = effects.get(row.sku) ?? [];
    effects.delete(row.sku);
    const states = (journal.get(row.sku) ?? []).map(({state}) => state);
    const at = `${row.sku} is ${states.join(', ')}`;
    const times = row.made !== null ? 2 : row.shows ? 1 : 0;
    const done = states.every((state) => state === 'verified' || state === 'undone') && states.length > 0;
    if (!row.touched && !row.revoked && !abandoned) expect(done, at).to.equal(true);
    if (done) expect(found.length, `${at}: times`).to.equal(times);
    else expect(found.length, `${at}: times`).to.be.at.most(row.touched ? times : 0);
    if (done) written(model, row);
    else row.fate = 'left';
  }
  expect([...effects.keys()], 'written without a row').to.deep.equal([]);
}

/** The shop shows what the model says, whatever became of the run that is open. */
export function expectShop(model: Model, market: Market): void {
  const shelf = new Map(
    (market.file.db.prepare('SELECT sku, price FROM variant').all() as {sku: string; price: number}[]).map(
      ({sku, price}) => [sku, price],
    ),
  );
  const pending = new Map((model.open?.rows ?? []).map((row) => [row.sku, row]));
  for (const sku of new Set([...shelf.keys(), ...model.offers.keys()])) {
    const row = pending.get(sku);
    const live = shelf.get(sku) ?? 0;
    if (row === undefined || row.touched) expect(live, `${sku} in the shop`).to.equal(model.offers.get(sku)?.live ?? 0);
    else expect(live, `${sku} in the shop, under way`).to.be.oneOf([...row.live]);
  }
}

/** souk's own picture agrees with the model; to be asked after a pull, and while no run is open. */
export async function expectStore(model: Model, market: Market): Promise<void> {
  const {offers, overlays} = await market.as(async ({context, shop}) => ({
    offers: (await context.data.catalog.listings(shop.id)).flatMap((listing) => listing.offers),
    overlays: new Map((await context.data.promotions.overlays(shop.id)).map(({offerId, price}) => [offerId, price])),
  }));
  expect(offers.map(({sku}) => sku).sort()).to.deep.equal([...model.offers.keys()].sort());
  for (const {id, sku, price, basePrice} of offers) {
    const {live, base, overlay} = offerIn(model, sku ?? '');
    const kept = {sku, price, basePrice, overlay: overlays.get(id) ?? null};
    expect(kept).to.deep.equal({sku, price: live, basePrice: base, overlay});
  }
}

function skuOf({kind, key}: Logged): string {
  return kind === 'listing' ? (key.product ?? '').toUpperCase() : (key.sku ?? '');
}

export function seqOf(market: Market): number {
  return market.log().at(-1)?.seq ?? 0;
}

function writtenSince(market: Market, from: number): readonly Logged[] {
  return effective(market.log()).filter(({seq, request}) => seq > from && request !== 'by hand');
}

async function lastRun(market: Market): Promise<Run | null> {
  return await market.as(async ({context}) => (await context.data.runs.list({limit: 1}))[0] ?? null);
}

interface Looked {
  readonly run: Run;
  readonly plan: Plan;
  /** By SKU: a product's own row and its variant's. */
  readonly journal: ReadonlyMap<string, readonly JournalEntry[]>;
}

async function look(market: Market, id: string): Promise<Looked> {
  return await market.as(async ({context}) => {
    const run = await context.data.runs.get(id);
    const plan = await context.data.plans.get(run?.plan ?? '');
    if (run === null || plan === null) throw new RangeError(`no run ${id}`);
    const entries = new Map((await context.data.runs.journal(id)).map((entry) => [entry.n, entry]));
    const journal = new Map<string, JournalEntry[]>();
    for (const {n, target} of plan.changes) {
      const sku = target.key.sku ?? (target.key.product ?? '').toUpperCase();
      const entry = entries.get(n);
      if (entry !== undefined) journal.set(sku, [...(journal.get(sku) ?? []), entry]);
    }
    return {run, plan, journal};
  });
}
