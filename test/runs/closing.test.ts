import {setTimeout} from 'node:timers/promises';
import {expect} from 'chai';
import {applyPlan} from '../../src/app/run/apply.js';
import {abandonRun, resumeRun} from '../../src/app/run/resume.js';
import {planUndoOf} from '../../src/app/run/undo.js';
import {pullShop} from '../../src/app/shop/pull.js';
import {KnownError} from '../../src/domain/errors.js';
import type {Platform} from '../../src/ports/platform.js';
import {priceChange} from './desk.js';
import {effective, type Market, openMarket} from './model-market.js';
import {make, planned, price, promise, tick, undo} from './model-works.js';

const DAY = 86_400_000;

/** Answers so many batches, and then nothing any more, whatever is asked. */
function downAfter(batches: number): (platform: Platform) => Platform {
  let left = batches;
  const away = () => {
    if (left <= 0) throw new KnownError('unreachable', 'SHOP_UNREACHABLE', {shop: 'main', why: 'ECONNREFUSED'});
  };
  return (platform) => ({
    ...platform,
    read: async (targets, signal) => {
      away();
      return await platform.read(targets, signal);
    },
    push: async function* (changes, signal) {
      away();
      left -= 1;
      yield* platform.push(changes, signal);
    },
    ...(platform.simulation === undefined
      ? {}
      : {
          simulation: {
            ...platform.simulation,
            now: async () => {
              away();
              return (await platform.simulation?.now()) ?? 0;
            },
          },
        }),
  });
}

describe('runs: stopped on the way', () => {
  let market: Market;
  beforeEach(async () => {
    market = await openMarket({rows: 2});
    await market.as(make);
  });
  afterEach(async () => await market.close());

  const offers = () =>
    market.as(async ({context, shop}) =>
      (await context.data.catalog.listings(shop.id)).flatMap((listing) => listing.offers),
    );

  it('gives its result though the shop is gone when promotions are to be settled', async () => {
    await market.as(promise);
    const result = await market.as(tick, {between: downAfter(1)});
    expect(result?.exit).to.equal(8);
    expect(result?.run.state).to.equal('interrupted');
    expect(await market.as(async ({context}) => (await resumeRun(context, undefined)).exit)).to.equal(0);
  });

  it('stops in good order when it has taken as long as a run may, and goes on with the resume', async () => {
    const slow = (platform: Platform): Platform => ({
      ...platform,
      push: async function* (changes, signal) {
        await setTimeout(150);
        yield* platform.push(changes, signal);
      },
    });
    await market.as(promise);
    const stopped = await market.as((process) => tick({...process, context: {...process.context, runBudgetMs: 100}}), {
      between: slow,
    });
    expect([stopped?.exit, stopped?.run.state, stopped?.failure?.message.code]).to.deep.equal([
      8,
      'interrupted',
      'RUN_OUT_OF_TIME',
    ]);
    expect(stopped?.run.counts).to.include({applied: 2, planned: 1, unknown: 0});
    expect(await market.as(async ({context}) => (await resumeRun(context, undefined)).exit)).to.equal(0);
    expect((await offers()).map((offer) => offer.price)).to.have.members([800, 960, 640]);
  });

  it('keeps the price without the promotion when the shop is pulled before the resume', async () => {
    await market.as(promise);
    await market.as(tick, {between: downAfter(1)});
    await market.as(async ({context, shop}) => await pullShop(context, shop));
    expect((await offers()).map(({basePrice}) => basePrice)).to.have.members([1000, 1200, 800]);
    await market.as(async ({context}) => await resumeRun(context, undefined));
    expect((await offers()).map(({basePrice}) => basePrice)).to.have.members([1000, 1200, 800]);
    const ledger = await market.as(async ({context, shop}) => {
      const all = await Promise.all(['MUG-S', 'MUG-L', 'CUP'].map((sku) => context.data.ledger.history(shop.id, sku)));
      return all.map((entries) => entries.at(-1));
    });
    expect(ledger.map((entry) => entry?.promotion)).to.deep.equal(['PR-1', 'PR-1', 'PR-1']);
  });

  it('keeps it where one variant of a product is read back and its sister stays unknown', async () => {
    await market.as(promise);
    // The answer to the first of two batches is lost, and so is every later look at its rows.
    const unseen = new Set<string>();
    const between = (platform: Platform): Platform => ({
      ...platform,
      push: async function* (changes, signal) {
        for await (const outcome of platform.push(changes, signal)) {
          const sku = changes.find(({n}) => n === outcome.n)?.target.key.sku ?? '';
          if (sku !== 'MUG-L') yield outcome;
          else {
            unseen.add(sku);
            yield {n: outcome.n, state: 'unknown', code: 'TIMEOUT', message: 'no answer'};
          }
        }
      },
      read: async (targets, signal) => {
        const live = await platform.read(targets, signal);
        return live.map((state) => {
          const sku = state.target.key.sku ?? '';
          if (!unseen.has(sku) || state.offer === null) return state;
          return {...state, offer: {...state.offer, price: 1200, compareAt: null}};
        });
      },
    });
    const stopped = await market.as(tick, {between});
    expect(stopped?.run.counts).to.include({verified: 2, unknown: 1});
    expect((await offers()).map(({basePrice}) => basePrice)).to.have.members([1000, 1200, 800]);
    const resumed = await market.as(async ({context}) => await resumeRun(context, undefined));
    expect(resumed.run.counts).to.include({verified: 3});
    expect((await offers()).map(({basePrice}) => basePrice)).to.have.members([1000, 1200, 800]);
  });

  it('sets no price of a promotion whose time is up by then', async () => {
    await market.as(promise);
    const stopped = await market.as(tick, {between: downAfter(1)});
    expect(stopped?.run.counts).to.include({applied: 2, unknown: 1});
    market.pass(60 * DAY);
    const resumed = await market.as(async ({context}) => await resumeRun(context, undefined));
    expect(resumed.exit).to.equal(5);
    expect(resumed.failures.map(({code}) => code)).to.deep.equal(['ROW_GUARDED']);
    const taken = await market.as(tick);
    expect(taken?.exit).to.equal(0);
    expect((await offers()).map((offer) => offer.price)).to.have.members([1000, 1200, 800]);
  });

  it('waits for a slow shop however far the clock was put forward', async () => {
    const waits: number[] = [];
    let lost = true;
    const between = (platform: Platform): Platform => ({
      ...platform,
      capabilities: {...platform.capabilities, settleMs: 7000},
      push: async function* (changes, signal) {
        for await (const outcome of platform.push(changes, signal)) if (!lost) yield outcome;
      },
    });
    await market.as(
      async (process) => {
        const plan = await planned(process, [priceChange('cup', 'CUP', '8.00', '9.00')]);
        let ahead = 0;
        const clock = {
          ...process.context.clock,
          real: () => Date.now() + ahead,
          sleep: async (ms: number) => {
            waits.push(ms);
            lost = false;
          },
        };
        const platform = await process.context.platform(process.shop);
        const jumping: Platform = {
          ...platform,
          push: async function* (changes, signal) {
            yield* platform.push(changes, signal);
            ahead += 3600_000;
          },
        };
        const result = await applyPlan({...process.context, clock, platform: async () => jumping}, plan);
        expect(result.exit).to.equal(0);
      },
      {between},
    );
    expect(waits).to.deep.equal([7000, 7000]);
  });

  it('is taken back though it was closed before the shop could be read', async () => {
    const plan = await market.as(
      async (process) =>
        await planned(process, [
          priceChange('mug', 'MUG-S', '10.00', '11.00'),
          priceChange('mug', 'MUG-L', '12.00', '13.00'),
          priceChange('cup', 'CUP', '8.00', '9.00'),
        ]),
    );
    let lost = false;
    const between = (platform: Platform): Platform => ({
      ...downAfter(1)(platform),
      push: async function* (changes, signal) {
        if (lost) throw new KnownError('unreachable', 'SHOP_UNREACHABLE', {shop: 'main', why: 'ECONNREFUSED'});
        for await (const outcome of platform.push(changes, signal)) if (outcome.n === 1) yield outcome;
        lost = true;
      },
    });
    const stopped = await market.as(async ({context}) => await applyPlan(context, plan), {between});
    expect(stopped.run.counts).to.include({applied: 1, unknown: 2});
    const given = await market.as(async ({context}) => await abandonRun(context, undefined), {between: downAfter(0)});
    expect(given.run.state).to.equal('abandoned');
    const taken = await market.as(async ({context}) => await planUndoOf(context, stopped.run.id));
    expect(taken.changes.map(({target}) => target.key.sku)).to.have.members(['MUG-S', 'MUG-L']);
    expect(await market.as(async ({context}) => (await applyPlan(context, taken)).exit)).to.equal(0);
    const after = await market.as(async ({context}) => await context.data.runs.get(stopped.run.id));
    expect(after?.counts.undone).to.equal(2);
    expect((await offers()).map((offer) => offer.price)).to.have.members([1000, 1200, 800]);
  });

  it('does not count somebody’s own change as the shop’s doing', async () => {
    const stopped = await market.as((process) => price(process, 'CUP', '9.00'), {between: downAfter(1)});
    expect(stopped.run.counts).to.include({applied: 1});
    market.hand({kind: 'offer', op: 'update', key: {sku: 'CUP'}, fields: {price: '7.77'}});
    const resumed = await market.as(async ({context}) => await resumeRun(context, undefined));
    expect(resumed.failures.map(({code}) => code)).to.deep.equal(['ROW_CHANGED_SINCE']);
    const taken = await market.as(async ({context}) => await planUndoOf(context, stopped.run.id));
    expect(taken.changes).to.deep.equal([]);
    expect(taken.skipped.map(({reason}) => reason.code)).to.deep.equal(['UNDO_LIVE_DIFFERS']);
  });

  it('holds again after a redo, under the ids of the things made anew', async () => {
    const [first] = await market.as(async ({context}) => await context.data.runs.list({limit: 1}));
    await market.as((process) => undo(process));
    const redone = await market.as((process) => undo(process));
    expect(redone.run.counts).to.include({verified: 5});
    const again = await market.as(async ({context}) => await planUndoOf(context, first?.id ?? ''));
    expect(again.summary).to.include({archive: 5, skipped: 0, held: 0});
    expect(effective(market.log())).to.have.length(15);
  });
});
