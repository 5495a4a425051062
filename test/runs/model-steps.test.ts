import {expect} from 'chai';
import {resumeRun} from '../../src/app/run/resume.js';
import {pullShop} from '../../src/app/shop/pull.js';
import {Death} from './model-life.js';
import {effective, type Market, openMarket, type Process} from './model-market.js';
import {cancel, make, price, promise, tick, undo, type Work} from './model-works.js';

/** A job that is killed after its first step, after its second, and so on to its last. */
interface Scenario {
  readonly name: string;
  /** What went well before it. */
  readonly before: readonly Work[];
  readonly work: Work;
}

const SCENARIOS: readonly Scenario[] = [
  {name: 'making products', before: [], work: make},
  {name: 'one price', before: [make], work: (process) => price(process, 'MUG-S', '11.00')},
  {name: 'the start of a promotion', before: [make, promise], work: tick},
  {name: 'the end of a promotion', before: [make, promise, tick], work: cancel},
  {name: 'the undo of a promotion', before: [make, promise, tick], work: (process) => undo(process)},
  {name: 'the undo of new products', before: [make], work: (process) => undo(process)},
  {name: 'the undo of that undo', before: [make, (process) => undo(process)], work: (process) => undo(process)},
];

/** What somebody does between a death and the resume. */
const MEANWHILE: readonly {readonly name: string; readonly work: Work}[] = [
  {name: 'nothing', work: async () => undefined},
  {name: 'a pull', work: async ({context, shop}) => await pullShop(context, shop, {kinds: ['listings']})},
];

describe('runs: killed at every step', () => {
  for (const scenario of SCENARIOS) {
    it(scenario.name, async () => {
      const begun = await openMarket({rows: 2});
      try {
        for (const work of scenario.before) await begun.as(work);
        const wanted = await after(begun, async (market) => {
          await market.as(scenario.work);
          return await market.as((process) => digest(market, process));
        });
        for (const meanwhile of MEANWHILE) {
          let deaths = 0;
          while (await killedAfter(deaths + 1, begun, scenario, meanwhile, wanted)) deaths += 1;
          expect(deaths).to.be.greaterThan(5);
        }
      } finally {
        await begun.close();
      }
    });
  }
});

/** What comes of work on a copy of a market. */
async function after<T>(begun: Market, work: (market: Market) => Promise<T>): Promise<T> {
  const market = await openMarket({from: begun.home, rows: 2});
  try {
    return await work(market);
  } finally {
    await market.close();
  }
}

/** Kills the job after so many lasting things, and goes on with it. False when it came to its end before. */
async function killedAfter(
  most: number,
  begun: Market,
  {work, before}: Scenario,
  meanwhile: (typeof MEANWHILE)[number],
  wanted: object,
): Promise<boolean> {
  return await after(begun, async (market) => {
    if (!(await killed(market, work, most))) return false;
    const found = await market.as(async (process) => {
      await meanwhile.work(process);
      await finished(process, runsIn(before), work);
      return await digest(market, process);
    });
    expect(found, `killed after step ${most}, then ${meanwhile.name}`).to.deep.equal(wanted);
    return true;
  });
}

/** How many runs these jobs are. */
function runsIn(works: readonly Work[]): number {
  return works.filter((work) => work !== promise).length;
}

async function killed(market: Market, work: Work, most: number): Promise<boolean> {
  return await market.as(
    async (process) => {
      await work(process).catch((error: unknown) => {
        if (!(error instanceof Death)) throw error;
      });
      return process.life.dead;
    },
    {most},
  );
}

/** As a person would go on: an open run is resumed; what has not begun is begun again. */
async function finished(process: Process, before: number, work: Work): Promise<void> {
  const {context} = process;
  const runs = await context.data.runs.list({limit: 100});
  const [last] = runs;
  if (last?.state === 'open' || last?.state === 'interrupted') {
    expect((await resumeRun(context, undefined)).exit).to.equal(0);
  } else if (runs.length === before) await work(process);
}

/** All that must be the same however often a job was killed: the shop, what changed in it, and what souk knows. */
async function digest(market: Market, {context, shop}: Process): Promise<object> {
  const {data} = context;
  const listings = await data.catalog.listings(shop.id);
  const names = new Map(listings.flatMap(({offers}) => offers.map(({id, sku}) => [id, sku] as const)));
  const runs = await data.runs.list({limit: 100});
  return {
    shop: market.file.db
      .prepare(
        'SELECT handle, content, sku, options, price, compare_at FROM product p LEFT JOIN variant v ON v.product_id = p.id ORDER BY handle, sku',
      )
      .all(),
    changed: effective(market.log())
      .map(({kind, op, key, before, after}) =>
        JSON.stringify([kind, op, key.sku ?? key.product, before?.['price'], after?.['price']]),
      )
      .sort(),
    mirror: listings.flatMap(({product, offers}) =>
      offers.map(({sku, price, compareAt, basePrice, baseCompareAt}) => ({
        product,
        sku,
        price,
        compareAt,
        basePrice,
        baseCompareAt,
      })),
    ),
    overlays: (await data.promotions.overlays(shop.id)).map(({promotion, offerId, price, compareAt}) => ({
      promotion,
      sku: names.get(offerId),
      price,
      compareAt,
    })),
    promotions: (await data.promotions.list(shop.id)).map(({id, status}) => ({id, status})),
    runs: runs.map(({kind, state, counts}) => ({kind, state, counts})),
    plans: await Promise.all(runs.map(async ({plan}) => await data.plans.state(plan))),
  };
}
