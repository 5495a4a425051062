import {expect} from 'chai';
import {applyPlan} from '../../src/app/run/apply.js';
import {abandonRun, resumeRun} from '../../src/app/run/resume.js';
import {KnownError} from '../../src/domain/errors.js';
import {sealPlan} from '../../src/runs/seal.js';
import {type MemoryShopOptions, memoryShop, productOf} from '../support/memory-shop.js';
import {creation, type Desk, openDesk, priceChange, titleChange} from './desk.js';

const SIX = Array.from({length: 6}, (_, i) => productOf(`mug-${i}`, [{sku: `MUG-${i}`, price: 1200}]));
const six = (after = '13.00') => SIX.map((_, i) => priceChange(`mug-${i}`, `MUG-${i}`, '12.00', after));

/** The code a promise fails with; a test that expects one fails when there is none. */
async function codeOf(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof KnownError) return `${error.code} ${error.exit}`;
    throw error;
  }
  return 'none';
}

describe('runs: apply', () => {
  let desk: Desk;
  const open = async (options: MemoryShopOptions = {}) => {
    desk = await openDesk(memoryShop(SIX, options));
    return desk;
  };
  afterEach(async () => await desk.close());

  it('writes every change once, reads it back, and keeps mirror, base and ledger', async () => {
    const {context, platform, shop} = await open();
    const plan = await desk.plan([...six(), titleChange('mug-1', 'Title of mug-1', 'A fine mug')]);
    const result = await applyPlan(context, plan);
    expect(result.exit).to.equal(0);
    expect(result.run.state).to.equal('done');
    expect(result.run.counts.verified).to.equal(7);
    expect(new Set(platform.made).size).to.equal(7);
    const [listing] = await context.data.catalog.listings(shop.id, {products: ['mug-1']});
    expect(listing?.title).to.equal('A fine mug');
    expect(listing?.offers[0]).to.include({price: 1300, basePrice: 1300});
    const [entry] = await context.data.ledger.history(shop.id, 'MUG-1');
    expect(entry).to.include({price: 1300, source: 'run', run: result.run.id, promotion: null});
    expect(await context.data.plans.state(plan.id)).to.equal('applied');
    expect(await context.data.locks.holder(`shop:${shop.id}`)).to.equal(null);
  });

  it('has the intent in the store before the shop hears of a change', async () => {
    const seen: string[] = [];
    const {context, shop} = await open({
      batch: {rows: 2, bytes: 1_000_000},
      onBatch: async (changes) => {
        const run = await context.data.runs.openRun(shop.id);
        const journal = await context.data.runs.journal(run?.id ?? '');
        for (const {n} of changes) seen.push(journal.find((entry) => entry.n === n)?.state ?? 'none');
      },
    });
    await applyPlan(context, await desk.plan(six()));
    expect(seen).to.deep.equal(Array.from({length: 6}, () => 'sending'));
  });

  it('forgets what it finds gone, so that the plan made again has no more to do with it', async () => {
    const {context, platform, shop} = await open();
    const plan = await desk.plan(six());
    platform.remove('mug-2');
    expect(await codeOf(applyPlan(context, plan))).to.equal('PLAN_DRIFTED 7');
    const left = await context.data.catalog.listings(shop.id);
    expect(left.flatMap(({offers}) => offers.map(({sku}) => sku))).to.not.include('MUG-2');
    expect(left.flatMap(({offers}) => offers)).to.have.length(5);
  });

  it('stops at any drift before the first request, and writes the rest when told to', async () => {
    const {context, platform, shop} = await open();
    const plan = await desk.plan(six());
    platform.edit('MUG-2', {price: 999});
    expect(await codeOf(applyPlan(context, plan))).to.equal('PLAN_DRIFTED 7');
    expect(platform.made).to.deep.equal([]);
    expect(await context.data.runs.openRun(shop.id)).to.equal(null);
    const [mug] = await context.data.catalog.listings(shop.id, {products: ['mug-2']});
    expect(mug?.offers[0], 'the plan made again begins from what was seen').to.include({price: 999, basePrice: 999});
    const result = await applyPlan(context, plan, {skipDrifted: true});
    expect(result.exit).to.equal(7);
    expect(result.run.counts).to.include({verified: 5, drifted: 1});
    expect(result.failures.map(({code}) => code)).to.deep.equal(['ROW_DRIFTED']);
    expect(platform.snapshot().find(({product}) => product === 'mug-2')?.offers[0]?.price).to.equal(999);
  });

  it('counts what is so already as done, without sending it', async () => {
    const {context, platform} = await open();
    const plan = await desk.plan(six());
    platform.edit('MUG-3', {price: 1300});
    const result = await applyPlan(context, plan);
    expect(result.run.counts.verified).to.equal(6);
    expect(platform.made).to.have.length(5);
  });

  it('finds a yes that stored something else', async () => {
    const {context} = await open({fate: ({target}) => (target.key.sku === 'MUG-4' ? 'lie' : 'ok')});
    const result = await applyPlan(context, await desk.plan(six()));
    expect(result.exit).to.equal(3);
    expect(result.run.counts).to.include({verified: 5, mismatched: 1});
    expect(result.failures[0]?.observed).to.equal('{"price":"913.00"}');
  });

  it('reads back what nobody answered, and sends again only what did not arrive', async () => {
    const first = new Set<number>();
    const {context, platform} = await open({
      fate: ({n}) => {
        if (n > 4 || first.has(n)) return 'ok';
        first.add(n);
        return n % 2 === 0 ? 'lost-after' : 'lost-before';
      },
    });
    const plan = await desk.plan([...six(), ...creation(productOf('cup', [{sku: 'CUP-1', price: 700}]))]);
    const result = await applyPlan(context, plan);
    expect(result.run.counts).to.include({verified: 8, unknown: 0});
    expect([...platform.made].sort()).to.deep.equal([...new Set(platform.made)].sort());
  });

  it('waits for a busy shop', async () => {
    let busy = 9;
    const {context} = await open({fate: () => (busy-- > 0 ? 'busy' : 'ok')});
    const result = await applyPlan(context, await desk.plan(six()));
    expect(result.run.counts.verified).to.equal(6);
  });

  it('gives up on a shop that stays busy, and the run can be resumed', async () => {
    let busy = true;
    const {context} = await open({fate: () => (busy ? 'busy' : 'ok')});
    const result = await applyPlan(context, await desk.plan(six()));
    expect(result).to.deep.include({exit: 8});
    expect(result.run.state).to.equal('interrupted');
    busy = false;
    expect((await resumeRun(context, undefined)).run).to.deep.include({state: 'done'});
  });

  it('makes a product before its variants and leaves variants of a refused one', async () => {
    const {context, platform} = await open({
      fate: ({target}) => (target.key.product === 'bad' && target.kind === 'listing' ? 'reject' : 'ok'),
      batch: {rows: 1, bytes: 1_000_000},
    });
    const good = creation(
      productOf('good', [
        {sku: 'G-1', price: 100},
        {sku: 'G-2', price: 200},
      ]),
    );
    const bad = creation(productOf('bad', [{sku: 'B-1', price: 100}]));
    const plan = await desk.plan([...bad, ...[...good].reverse()]);
    const result = await applyPlan(context, plan);
    expect(platform.made[0]).to.equal('listing create good');
    expect(result.run.counts).to.include({verified: 3, rejected: 1, skipped: 1});
    expect(result.failures.map(({code}) => code).sort()).to.deep.equal(['NO', 'ROW_PARENT_MISSING']);
    expect(result.exit).to.equal(3);
  });

  it('stops at Ctrl-C after the batch in flight, and goes on where it stopped', async () => {
    const {context, platform, stop} = await open({
      batch: {rows: 2, bytes: 1_000_000},
      onBatch: ([first]) => {
        if (first?.n === 3) stop.abort();
      },
    });
    const result = await applyPlan(context, await desk.plan(six()));
    expect(result.exit).to.equal(130);
    expect(result.failure?.message).to.deep.equal({
      code: 'INTERRUPTED',
      params: {run: result.run.id, done: 4, unknown: 0, notSent: 2, total: 6},
    });
    expect(result.run.state).to.equal('interrupted');
    const again = await openDesk(platform, desk.home);
    const resumed = await resumeRun(again.context, undefined);
    expect(resumed.run.counts.verified).to.equal(6);
    expect(platform.made).to.have.length(6);
    await again.close();
  });

  it("refuses a damaged plan, an old one, another shop's, and one that the guards do not pass", async () => {
    const {context, shop, platform} = await open();
    const plan = await desk.plan(six());
    const [first, ...rest] = plan.changes;
    const cheap = {...(first as (typeof plan.changes)[0]), fields: {price: {before: '12.00', after: '0.01'}}};
    expect(await codeOf(applyPlan(context, {...plan, changes: [cheap, ...rest]}))).to.equal('PLAN_DAMAGED 6');

    await context.data.facts.putBounds(
      shop.id,
      [{sku: 'MUG-0', listPrice: null, minPrice: 900, maxPrice: null, mapPrice: null, msrp: null}],
      Date.now(),
    );
    const {id, createdAt, expiresAt, hash: _h, format: _f, version: _v, ...draft} = plan;
    const edited = sealPlan(
      {...draft, changes: [cheap, ...rest], manual: {overrideBounds: true}},
      {id, createdAt, expiresAt},
    );
    expect(await codeOf(applyPlan(context, edited))).to.equal('PLAN_GUARDED 5');

    const free = {
      ...cheap,
      target: {kind: 'offer', key: {product: 'mug-3', sku: 'MUG-3'}},
      fields: {price: {before: '12.00', after: '0.00'}},
    } as const;
    const given = sealPlan({...draft, changes: [free]}, {id, createdAt, expiresAt});
    expect(await codeOf(applyPlan(context, given))).to.equal('PLAN_GUARDED 5');

    const other = sealPlan({...draft, shop: {...draft.shop, id: 99}}, {id, createdAt, expiresAt});
    expect(await codeOf(applyPlan(context, other))).to.equal('PLAN_OTHER_SHOP 7');
    desk.ahead = 25 * 3600;
    expect(await codeOf(applyPlan(context, plan))).to.equal('PLAN_EXPIRED 7');
    expect(platform.made).to.deep.equal([]);
  });

  it('keeps to breaker, mode and pause', async () => {
    const {context, shop} = await open();
    const tripped = await desk.plan(six(), {
      breaker: {tripped: true, limits: [{code: 'BREAKER_SHARE', measured: 0.9, limit: 0.3, tripped: true}]},
    });
    expect(await context.data.plans.state(tripped.id)).to.equal('blocked');
    expect(await codeOf(applyPlan(context, tripped))).to.equal('BREAKER_TRIPPED 5');
    await context.data.shops.update(shop.id, {pausedAt: Date.now()});
    expect(await codeOf(applyPlan(context, tripped, {acceptBreaker: true, scheduled: true}))).to.equal('SHOP_PAUSED 5');
    expect((await applyPlan(context, tripped, {acceptBreaker: true})).exit).to.equal(0);
    await context.data.shops.update(shop.id, {pausedAt: null, mode: 'suggest'});
    const next = await desk.plan(
      six('14.00').map((change) => ({...change, fields: {price: {before: '13.00', after: '14.00'}}})),
    );
    expect(await codeOf(applyPlan(context, next, {scheduled: true}))).to.equal('SHOP_SUGGESTS 5');
    await context.data.shops.update(shop.id, {mode: 'observe'});
    expect(await codeOf(applyPlan(context, next))).to.equal('SHOP_OBSERVES 5');
  });

  it('writes nothing to a real shop in moved time', async () => {
    const {context, platform} = await open({simulatedTime: false});
    const moved = {...context, clock: {...context.clock, moved: true}};
    expect(await codeOf(applyPlan(moved, await desk.plan(six())))).to.equal('TIME_MOVED 2');
    expect(platform.made).to.deep.equal([]);
  });

  it('checks the guards again for what a resumed run still has to send', async () => {
    const {context, platform, shop, stop} = await open({
      batch: {rows: 2, bytes: 1_000_000},
      onBatch: () => stop.abort(),
    });
    const stopped = await applyPlan(context, await desk.plan(six()));
    expect(stopped.run.counts).to.include({applied: 2, planned: 4});
    await context.data.facts.putBounds(
      shop.id,
      [{sku: 'MUG-5', listPrice: null, minPrice: 2000, maxPrice: null, mapPrice: null, msrp: null}],
      Date.now(),
    );
    const again = await openDesk(platform, desk.home);
    const resumed = await resumeRun(again.context, undefined);
    await again.close();
    expect(resumed.exit).to.equal(5);
    expect(resumed.run.counts).to.include({verified: 5, skipped: 1});
    expect(resumed.failures.map(({code}) => code)).to.deep.equal(['ROW_GUARDED']);
  });

  it('leaves in a resumed run what someone else changed meanwhile, and finishes the rest', async () => {
    const {context, platform, stop} = await open({
      batch: {rows: 2, bytes: 1_000_000},
      onBatch: () => stop.abort(),
      fate: ({n}) => (n === 1 ? 'lost-before' : 'ok'),
    });
    await applyPlan(context, await desk.plan(six()));
    platform.edit('MUG-0', {price: 777});
    platform.edit('MUG-4', {price: 888});
    const again = await openDesk(platform, desk.home);
    const resumed = await resumeRun(again.context, undefined);
    await again.close();
    expect(resumed.exit).to.equal(7);
    expect(resumed.run.state).to.equal('partial');
    expect(resumed.run.counts).to.include({verified: 4, drifted: 2});
    const prices = platform.snapshot().map(({offers}) => offers[0]?.price);
    expect(prices).to.deep.equal([777, 1300, 1300, 1300, 888, 1300]);
  });

  it('gives a run up: what nobody knew is read back, the rest is not sent', async () => {
    const {context, platform, shop, stop} = await open({
      batch: {rows: 2, bytes: 1_000_000},
      onBatch: () => stop.abort(),
      fate: ({n}) => (n === 1 ? 'lost-before' : n === 2 ? 'lost-after' : 'ok'),
    });
    await applyPlan(context, await desk.plan(six()));
    const again = await openDesk(platform, desk.home);
    const closed = await abandonRun(again.context, undefined);
    await again.close();
    expect(closed.run.state).to.equal('abandoned');
    expect(closed.run.counts).to.include({verified: 1, skipped: 5, unknown: 0});
    expect(platform.made).to.have.length(1);
    expect(await context.data.runs.openRun(shop.id)).to.equal(null);
  });

  it('has one writer and one open run a shop, and takes over from a dead process', async () => {
    const {context, shop, stop} = await open({onBatch: () => stop.abort(), batch: {rows: 2, bytes: 1_000_000}});
    const plan = await desk.plan(six());
    const name = `shop:${shop.id}`;
    const living = {...context.owner, pid: process.ppid, startedAt: ''};
    await context.data.locks.take(name, living, Date.now(), 60_000, () => false);
    expect(await codeOf(applyPlan(context, plan))).to.equal('SHOP_LOCKED 9');
    await context.data.locks.release(name, living);
    await context.data.locks.take(name, {...context.owner, pid: 2 ** 22 + 1}, Date.now(), 60_000, () => false);
    const result = await applyPlan(context, plan);
    expect(result.run.state).to.equal('interrupted');
    expect(await codeOf(applyPlan(context, plan))).to.equal('RUN_OPEN 9');
  });

  it('applies a part and leaves the rest planned', async () => {
    const {context, platform} = await open();
    const plan = await desk.plan(six());
    const part = await applyPlan(context, plan, {only: ['MUG-1', 'MUG-2']});
    expect(part.run.counts).to.include({verified: 2, skipped: 4});
    expect(part.notChosen).to.equal(4);
    expect(await context.data.plans.state(plan.id)).to.equal('open');
    const canary = await applyPlan(context, plan, {canary: '50%'});
    expect(canary.run.counts.verified).to.equal(3);
    expect(await codeOf(applyPlan(context, plan, {canary: '0%'}))).to.equal('CANARY_INVALID 2');
    expect(await codeOf(applyPlan(context, plan, {only: ['NO-SUCH']}))).to.equal('SELECTION_EMPTY 2');
    const rest = await applyPlan(context, plan);
    expect(rest.run.counts.verified).to.equal(6);
    expect(platform.made).to.have.length(6);
  });

  it('closes the journal when the shop does not answer at all', async () => {
    let down = true;
    const {context, platform} = await open({
      onBatch: ([first]) => {
        if (down && first?.n === 3) throw new KnownError('unreachable', 'SHOP_NONE', {});
      },
      batch: {rows: 2, bytes: 1_000_000},
    });
    const result = await applyPlan(context, await desk.plan(six()));
    expect(result.exit).to.equal(8);
    expect(result.run.state).to.equal('interrupted');
    expect(result.run.counts).to.include({applied: 2, unknown: 2, planned: 2});
    down = false;
    const resumed = await resumeRun(context, result.run.id);
    expect(resumed.run.counts.verified).to.equal(6);
    expect(new Set(platform.made).size).to.equal(platform.made.length);
  });
});
