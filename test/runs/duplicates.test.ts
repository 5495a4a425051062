import {expect} from 'chai';
import {applyPlan} from '../../src/app/run/apply.js';
import {resumeRun} from '../../src/app/run/resume.js';
import {planUndoOf} from '../../src/app/run/undo.js';
import type {Change} from '../../src/domain/change/types.js';
import type {Outcome, Platform} from '../../src/ports/platform.js';
import {productOf} from '../support/memory-shop.js';
import {creation} from './desk.js';
import {effective, type Market, openMarket} from './model-market.js';
import {make, planned, undo} from './model-works.js';

/** A shop that has something new only a while after it took it. */
function slowToShow(hidden: Set<string>): (platform: Platform) => Platform {
  return (platform) => ({
    ...platform,
    read: async (targets, signal) => {
      const live = await platform.read(targets, signal);
      return live.map((state) =>
        state.target.key.remoteId === undefined && hidden.has(state.target.key.sku ?? '')
          ? {...state, offer: null}
          : state,
      );
    },
  });
}

/** The first batch arrives and is not answered. */
function firstUnanswered(platform: Platform, after: () => void = () => undefined): Platform {
  let first = true;
  return {
    ...platform,
    push: async function* (changes: readonly Change[], signal: AbortSignal): AsyncIterable<Outcome> {
      const answers: Outcome[] = [];
      for await (const outcome of platform.push(changes, signal)) answers.push(outcome);
      after();
      if (first) for (const {n} of answers) yield {n, state: 'unknown', code: 'TIMEOUT', message: 'no answer'};
      else yield* answers;
      first = false;
    },
  };
}

describe('runs: what the shop has already', () => {
  let market: Market;
  beforeEach(async () => {
    market = await openMarket();
  });
  afterEach(async () => await market.close());

  it('is no failure when a request that came twice made it, nor when it took it away', async () => {
    market.faults([{kind: 'twice', side: 'write', probability: 1}]);
    const made = await market.as(make);
    expect(made.exit).to.equal(0);
    expect(made.run.counts).to.include({verified: 5, rejected: 0});
    const gone = await market.as((process) => undo(process));
    expect(gone.exit).to.equal(0);
    expect(gone.run.counts).to.include({verified: 5, rejected: 0});
    expect(effective(market.log())).to.have.length(10);
  });

  it('is found by the id in its refusal where its name does not find it yet', async () => {
    const hidden = new Set(['CUP']);
    const between = (platform: Platform) =>
      slowToShow(hidden)(
        firstUnanswered(platform, () => {
          if (market.log().some(({result}) => result === 'DUPLICATE_SKU')) hidden.clear();
        }),
      );
    const result = await market.as(
      async (process) =>
        await applyPlan(
          process.context,
          await planned(process, creation(productOf('cup', [{sku: 'CUP', price: 800}]))),
        ),
      {between},
    );
    expect(market.log().map((row) => row.result)).to.deep.equal(['applied', 'applied', 'DUPLICATE_SKU']);
    expect(result.exit).to.equal(0);
    expect(result.run.counts).to.include({verified: 2, rejected: 0});
    const plan = await market.as(async ({context}) => await planUndoOf(context, result.run.id));
    expect(plan.summary).to.include({archive: 2, skipped: 0, held: 0});
  });

  it('stays refused when it is another thing, and is shown', async () => {
    const cup = creation(productOf('cup', [{sku: 'CUP', price: 800}]));
    const between = (platform: Platform): Platform => ({
      ...platform,
      push: async function* (changes, signal) {
        market.hand(
          {kind: 'listing', op: 'create', key: {product: 'mug'}, fields: {title: 'A mug'}},
          {kind: 'offer', op: 'create', key: {product: 'mug', sku: 'CUP'}, fields: {price: '8.00'}},
        );
        yield* platform.push(changes, signal);
      },
    });
    const result = await market.as(async (process) => await applyPlan(process.context, await planned(process, cup)), {
      between,
    });
    expect(result.exit).to.equal(3);
    expect(result.run.counts).to.include({verified: 1, rejected: 1});
    expect(result.failures[0]).to.include({code: 'DUPLICATE_SKU', state: 'rejected'});
    expect(result.failures[0]?.observed).to.contain('"price":"8.00"');
  });

  it('is not taken for the one that is to be made when another product has it', async () => {
    await market.as(make);
    const tray = creation(productOf('tray', [{sku: 'CUP', price: 800}]));
    const code = await market.as(async (process) => {
      try {
        await applyPlan(process.context, await planned(process, tray));
        return 'none';
      } catch (error) {
        return (error as {code?: string}).code;
      }
    });
    expect(code).to.equal('PLAN_DRIFTED');
  });

  it('was made by the run when its request came late, and the undo takes it back', async () => {
    const late: (() => Promise<void>)[] = [];
    const between = (platform: Platform): Platform => ({
      ...platform,
      push: async function* (changes, signal) {
        late.push(async () => {
          for await (const {n, state} of platform.push(changes, signal))
            expect([n, state]).to.deep.equal([n, 'applied']);
        });
        for (const {n} of changes) yield {n, state: 'unknown', code: 'TIMEOUT', message: 'no answer'};
      },
    });
    const slow = await market.begin({between});
    const stopped = await make(slow);
    expect(stopped.exit).to.equal(8);
    expect(stopped.run.counts).to.include({unknown: 5});
    // Read back as not arrived, and killed before it was sent again; then the request arrives after all.
    const [first] = late;
    const begun = await market.begin({most: 3});
    await resumeRun(begun.context, undefined).catch(() => undefined);
    await begun.end();
    const again = await market.begin();
    const journal = await again.context.data.runs.journal(stopped.run.id);
    expect(journal.map(({state}) => state)).to.include('planned');
    await first?.();
    await slow.end();
    const resumed = await resumeRun(again.context, undefined);
    await again.end();
    expect(resumed.run.counts).to.include({verified: 5});
    expect(resumed.already).to.equal(0);
    const back = await market.as((process) => undo(process));
    expect(back.run.counts).to.include({verified: 5});
    expect(effective(market.log())).to.have.length(10);
  });
});
