import {expect} from 'chai';
import fc from 'fast-check';
import {newBatch} from '../../src/app/price/draft.js';
import {cancelPromotion} from '../../src/app/promotion/cancel.js';
import {applyPlan} from '../../src/app/run/apply.js';
import {abandonRun, resumeRun} from '../../src/app/run/resume.js';
import {pullShop} from '../../src/app/shop/pull.js';
import type {FaultOrder} from '../../src/platforms/practice/faults.js';
import {productOf} from '../support/memory-shop.js';
import {creation} from './desk.js';
import type {Market, Process} from './model-market.js';
import {begins, came, expectShop, expectStore, settled, standing} from './model-real.js';
import {
  dueRows,
  edited,
  freshPrice,
  type Model,
  makeRows,
  offerIn,
  priceRows,
  pulled,
  type Row,
  undoRows,
} from './model-reference.js';
import {planned, promise, price as setPrice, tick, undo} from './model-works.js';

/** What may happen to the market next. */
export type Command = fc.AsyncCommand<Model, Market>;

interface Told {
  readonly name: string;
  readonly check?: (model: Model) => boolean;
  readonly run: (model: Model, market: Market) => Promise<void>;
}

/** A command with a name that a failure can be read by; afterwards the shop must be what the model says. */
function command({name, check = () => true, run}: Told): Command {
  return {
    check,
    toString: () => name,
    run: async (model, market) => {
      await run(model, market);
      expectShop(model, market);
    },
  };
}

/** Null: the process is left in peace. */
const LIFE = fc.option(
  fc.nat(24).map((most) => most + 1),
  {nil: null, freq: 3},
);
const WHICH = fc.nat(7);

const FAULTS: readonly (readonly FaultOrder[])[] = [
  [],
  [{kind: 'reset-after', side: 'write', times: 2}],
  [{kind: 'half', side: 'write', times: 2}],
  [{kind: 'twice', side: 'write', times: 3}],
  [{kind: 'limited', side: 'any', times: 4}],
  [{kind: 'wrong-body', side: 'any', times: 3}],
  [
    {kind: 'reset-before', side: 'write', probability: 0.3},
    {kind: 'reset-after', side: 'write', probability: 0.3},
  ],
];

function skuAt({offers}: Model, which: number): string {
  const skus = [...offers.keys()];
  return skus[which % skus.length] ?? '';
}

/** Looks first, as a careful merchant does; then writes. */
async function fresh(process: Process): Promise<void> {
  await pullShop(process.context, process.shop, {kinds: ['listings']});
}

/** What is refused while a run is open, is refused; otherwise these rows are written. */
async function writes(
  model: Model,
  market: Market,
  rows: (model: Model) => readonly Row[],
  work: Parameters<typeof begins>[3],
  most: number | null,
): Promise<void> {
  const open = model.open !== null;
  if (!open) pulled(model);
  const {code, dead} = await begins(model, market, open ? [] : rows(model), work, most);
  if (open && !dead && code !== null) expect(code).to.be.oneOf(['RUN_OPEN', 'RUN_STILL_OPEN', 'PROMOTION_RUNNING']);
}

const setsPrice = fc.tuple(WHICH, LIFE).map(([which, most]) =>
  command({
    name: `price ${which}${life(most)}`,
    run: async (model, market) => {
      const sku = skuAt(model, which);
      const amount = freshPrice(model);
      const work = async (process: Process) => {
        await fresh(process);
        return await setPrice(process, sku, (amount / 100).toFixed(2));
      };
      const frozen = offerIn(model, sku).overlay !== null;
      await writes(
        model,
        market,
        (now) => (frozen ? [] : priceRows(now, sku, amount)),
        refusing(work, 'PROMOTION_RUNNING'),
        most,
      );
    },
  }),
);

/** A refusal that is no news to the model. */
function refusing(work: Parameters<typeof begins>[3], expected: string): Parameters<typeof begins>[3] {
  return async (process) => {
    try {
      return await work(process);
    } catch (error) {
      if ((error as {code?: unknown}).code === expected) return null;
      throw error;
    }
  };
}

const makes = LIFE.map((most) =>
  command({
    name: `make${life(most)}`,
    check: ({offers}) => offers.size < 7,
    run: async (model, market) => {
      const amount = freshPrice(model);
      const sku = `NEW-${amount}`;
      const work = async (process: Process) => {
        const plan = await planned(process, creation(productOf(sku.toLowerCase(), [{sku, price: amount}])));
        return await applyPlan(process.context, plan);
      };
      await writes(model, market, () => makeRows(sku, amount), work, most);
    },
  }),
);

const promises = fc.constant(
  command({
    name: 'promise',
    check: ({promotion}) => !promotion,
    run: async (model, market) => {
      await market.as(async (process) => {
        await fresh(process);
        // Nothing struck through: prices alone are enough to think about here.
        await promise(process, `Sale ${model.given}`, false);
      });
      pulled(model);
      model.given += 1;
      await standing(model, market);
    },
  }),
);

const ticks = LIFE.map((most) =>
  command({
    name: `tick${life(most)}`,
    run: async (model, market) => {
      await writes(model, market, dueRows, tick, most);
      await standing(model, market);
    },
  }),
);

const cancels = LIFE.map((most) =>
  command({
    name: `cancel${life(most)}`,
    check: ({promotion}) => promotion,
    run: async (model, market) => {
      const work = async ({context, shop}: Process) => {
        const [last] = (await context.data.promotions.list(shop.id)).filter(
          ({status}) => status === 'scheduled' || status === 'running',
        );
        const {plan} = await cancelPromotion(context, shop, last?.id ?? '', {batch: newBatch(), dryRun: false});
        return plan === null ? null : await applyPlan(context, plan);
      };
      await writes(model, market, (now) => dueRows({...now, promotion: false}), work, most);
      await standing(model, market);
    },
  }),
);

const edits = WHICH.map((which) =>
  command({
    name: `edit ${which}`,
    run: async (model, market) => {
      const sku = skuAt(model, which);
      // Half a product is judged elsewhere: here whole ones come and go.
      if (model.open?.rows.some((row) => row.sku === sku && row.made !== null) === true) return;
      const amount = freshPrice(model);
      market.hand({kind: 'offer', op: 'update', key: {sku}, fields: {price: (amount / 100).toFixed(2)}});
      edited(model, sku, amount);
    },
  }),
);

const pulls = fc.constant(
  command({
    name: 'pull',
    run: async (model, market) => {
      const {code} = await came(market, async (process) => fresh(process).then(() => null), null);
      if (code !== null) return;
      pulled(model);
      if (model.open === null) await expectStore(model, market);
    },
  }),
);

const resumes = LIFE.map((most) =>
  command({
    name: `resume${life(most)}`,
    check: ({open}) => open !== null,
    run: async (model, market) => {
      await came(market, async ({context}) => await resumeRun(context, undefined), most);
      await settled(model, market);
    },
  }),
);

const abandons = LIFE.map((most) =>
  command({
    name: `abandon${life(most)}`,
    check: ({open}) => open?.rows.every(({made}) => made === null) === true,
    run: async (model, market) => {
      await came(market, async ({context}) => await abandonRun(context, undefined), most);
      await settled(model, market);
    },
  }),
);

const undoes = fc.tuple(WHICH, LIFE).map(([which, most]) =>
  command({
    name: `undo ${which}${life(most)}`,
    check: ({runs}) => runs.length > 0,
    run: async (model, market) => {
      const run = model.runs.at(-1 - (which % model.runs.length));
      if (run === undefined) return;
      const open = model.open !== null;
      const rows = open ? [] : undoRows(model, run);
      const work = async (process: Process) => await undo(process, run.id);
      const {code, dead} = await begins(model, market, rows, refusing(work, 'SELECTION_EMPTY'), most);
      if (open && !dead && code !== null) expect(code).to.equal('RUN_OPEN');
    },
  }),
);

const faults = fc.nat(FAULTS.length - 1).map((which) =>
  command({
    name: `faults ${FAULTS[which]?.map(({kind}) => kind).join(' and ') || 'none'}`,
    run: async (_model, market) => market.faults(FAULTS[which] ?? []),
  }),
);

function life(most: number | null): string {
  return most === null ? '' : ` killed after ${most}`;
}

/** Everything that may happen, the frequent things more than once. */
export const COMMANDS: fc.Arbitrary<Command>[] = [
  setsPrice,
  makes,
  promises,
  ticks,
  ticks,
  cancels,
  edits,
  edits,
  pulls,
  resumes,
  resumes,
  abandons,
  undoes,
  undoes,
  faults,
];

/** Peace comes: what is open is gone on with, the shop is looked at, and everything must fit. */
export async function peace(model: Model, market: Market): Promise<void> {
  market.faults([]);
  for (let round = 0; model.open !== null && round < 5; round++) {
    await came(market, async ({context}) => await resumeRun(context, undefined), null);
    await settled(model, market);
  }
  expect(model.open, 'a run that can not be ended').to.equal(null);
  await market.as(fresh);
  pulled(model);
  expectShop(model, market);
  await expectStore(model, market);
}
