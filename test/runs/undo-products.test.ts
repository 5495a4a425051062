import {expect} from 'chai';
import {applyPlan} from '../../src/app/run/apply.js';
import {resumeRun} from '../../src/app/run/resume.js';
import {planUndoOf} from '../../src/app/run/undo.js';
import type {Plan} from '../../src/domain/change/types.js';
import type {Platform} from '../../src/ports/platform.js';
import {priceChange} from './desk.js';
import {type Market, openMarket} from './model-market.js';
import {make, planned} from './model-works.js';

describe('runs: the undo of new products', () => {
  let market: Market;
  let made: string;
  beforeEach(async () => {
    market = await openMarket({rows: 2});
    made = (await market.as(make)).run.id;
  });
  afterEach(async () => await market.close());

  const undoOf = (id: string) => market.as(async ({context}) => await planUndoOf(context, id));
  const apply = (plan: Plan) => market.as(async ({context}) => await applyPlan(context, plan));
  const left = (plan: Plan) =>
    Object.fromEntries(plan.skipped.map(({target, reason}) => [target.key.sku ?? target.key.product, reason.code]));
  const variants = () => market.file.db.prepare('SELECT sku FROM variant ORDER BY sku').pluck().all();
  const reprice = (sku: string, amount: string) =>
    market.hand({kind: 'offer', op: 'update', key: {sku}, fields: {price: amount}});

  it('leaves the product of a variant that somebody changed', async () => {
    reprice('MUG-S', '10.50');
    const undo = await undoOf(made);
    expect(left(undo)).to.deep.equal({'MUG-S': 'UNDO_LIVE_DIFFERS', 'MUG-L': 'UNDO_CHANGED', mug: 'UNDO_CHANGED'});
    expect(undo.summary).to.include({archive: 2, skipped: 1, held: 2});
    expect((await apply(undo)).exit).to.equal(0);
    expect(variants()).to.deep.equal(['MUG-L', 'MUG-S']);
  });

  it('leaves it when the variant is changed between the undo and its resume', async () => {
    const undo = await undoOf(made);
    await market.as(async ({context}) => await applyPlan(context, undo), {most: 4}).catch(() => undefined);
    reprice('MUG-S', '10.50');
    const resumed = await market.as(async ({context}) => await resumeRun(context, undefined));
    expect(resumed.exit).to.equal(7);
    expect(resumed.failures.map(({target, code}) => [target.key.sku ?? target.key.product, code])).to.have.deep.members(
      [
        ['MUG-S', 'ROW_DRIFTED'],
        ['mug', 'ROW_VARIANT_STAYS'],
      ],
    );
    expect(variants()).to.deep.equal(['MUG-S']);
  });

  it('leaves it when a variant is added between the undo and its resume', async () => {
    const undo = await undoOf(made);
    await market.as(async ({context}) => await applyPlan(context, undo), {most: 4}).catch(() => undefined);
    market.hand({
      kind: 'offer',
      op: 'create',
      key: {product: 'mug', sku: 'MUG-XL', options: 'Size=XL'},
      fields: {price: '15.00'},
    });
    const resumed = await market.as(async ({context}) => await resumeRun(context, undefined));
    expect(resumed.failures.map(({target, code}) => [target.key.product, code])).to.deep.equal([
      ['mug', 'ROW_DRIFTED'],
    ]);
    expect(variants()).to.deep.equal(['MUG-XL']);
  });

  it('takes a product down after its variants, and not in the same request', async () => {
    const batches: string[][] = [];
    const between = (platform: Platform): Platform => ({
      ...platform,
      push: (changes, signal) => {
        batches.push(changes.map(({target}) => target.kind));
        return platform.push(changes, signal);
      },
    });
    const undo = await undoOf(made);
    await market.as(async ({context}) => await applyPlan(context, undo), {between});
    expect(batches.map((kinds) => new Set(kinds).size)).to.deep.equal(batches.map(() => 1));
  });

  it('writes nothing where the run wrote nothing: somebody had set the same price', async () => {
    const plan = await market.as(
      async (process) => await planned(process, [priceChange('cup', 'CUP', '8.00', '9.00')]),
    );
    reprice('CUP', '9.00');
    const done = await apply(plan);
    expect(done.run.counts).to.include({verified: 1});
    const undo = await undoOf(done.run.id);
    expect(undo.changes).to.deep.equal([]);
    expect(left(undo)).to.deep.equal({CUP: 'UNDO_ALREADY'});
  });

  it('lists what the run could not write', async () => {
    const plan = await market.as(
      async (process) =>
        await planned(process, [
          priceChange('cup', 'CUP', '8.00', '9.00'),
          priceChange('mug', 'MUG-S', '10.00', '11.00'),
        ]),
    );
    reprice('CUP', '8.50');
    const done = await market.as(async ({context}) => await applyPlan(context, plan, {skipDrifted: true}));
    const undo = await undoOf(done.run.id);
    expect(undo.changes.map(({target}) => target.key.sku)).to.deep.equal(['MUG-S']);
    expect(left(undo)).to.deep.equal({CUP: 'UNDO_NOT_WRITTEN'});
  });
});
