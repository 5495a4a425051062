import {appendFile, mkdir, readFile, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {expect} from 'chai';
import {poissonAt, uniform} from '../../../bench/pricing/chance.js';
import {addFolder} from '../../support/folder-shop.js';
import {souk, soukJson, withFolder} from '../../support/souk.js';

const DAY = 86_400_000;
const FIRST = Date.UTC(2026, 0, 1);
const PAST = 60;
const SKUS = Array.from({length: 24}, (_, n) => `S${n}`);
const ELASTICITY = 1.6;
const date = (day: number) => new Date(FIRST + day * DAY).toISOString().slice(0, 10);

/** Units of a day; all share a season. At this elasticity and a cost of 7.00 the best price is 18.67. */
function unitsOn(sku: number, day: number, price: number): number {
  const mean = (6 + sku / 3) * Math.exp(0.3 * Math.sin(day / 8)) * (price / 10) ** -ELASTICITY;
  return poissonAt(mean, uniform(42, sku, day));
}

interface Bench {
  night(day: number, args?: readonly string[]): Promise<Record<string, unknown>>;
  /** Price by SKU as the shop's file says. */
  prices(): Promise<ReadonlyMap<string, number>>;
  /** A day's sales at the prices that stand. */
  sell(day: number): Promise<void>;
  run(day: number, args: readonly string[]): ReturnType<typeof soukJson>;
  say(day: number, args: readonly string[]): ReturnType<typeof souk>;
}

async function withShop(work: (bench: Bench) => Promise<void>): Promise<void> {
  await withFolder(async (folder) => {
    const [home, dir] = [path.join(folder, 'home'), path.join(folder, 'shop')];
    await mkdir(dir, {recursive: true});
    const table = (name: string, lines: readonly string[]) => writeFile(path.join(dir, name), `${lines.join('\n')}\n`);
    await table('listings.csv', [
      'sku,product,category,price,stock',
      ...SKUS.map((sku) => `${sku},${sku},Mugs,10.00,500`),
    ]);
    await table('costs.csv', ['sku,cost,fee_rate,fee_fixed', ...SKUS.map((sku) => `${sku},7.00,0,0`)]);
    const past = Array.from({length: PAST}, (_, day) =>
      SKUS.map((sku, n) => `${date(day)},${sku},10.00,${unitsOn(n, day, 10)},500`),
    );
    await table('daily.csv', ['date,sku,price,units,start_stock', ...past.flat()]);
    const options = (day: number) => ({home, env: {SOUK_NOW: `${date(day)}T02:00:00Z`}});
    await addFolder(dir, options(PAST));
    const prices = async () => {
      const rows = (await readFile(path.join(dir, 'listings.csv'), 'utf8')).trim().split('\n').slice(1);
      return new Map(rows.map((row) => [row.split(',')[0] ?? '', Number(row.split(',')[3])]));
    };
    const run = (day: number, args: readonly string[]) => soukJson(args, options(day));
    await work({
      prices,
      run,
      say: (day, args) => souk(args, options(day)),
      night: async (day) => {
        const {code, document} = await run(day, ['nightly', '--yes']);
        expect(code, JSON.stringify(document)).to.equal(0);
        return document;
      },
      sell: async (day) => {
        const now = await prices();
        const rows = SKUS.map((sku, n) => {
          const price = now.get(sku) ?? 0;
          return `${date(day)},${sku},${price.toFixed(2)},${unitsOn(n, day, price)},500\n`;
        });
        await appendFile(path.join(dir, 'daily.csv'), rows.join(''));
      },
    });
  });
}

describe('souk price test', () => {
  it('says the days it needs, tests, ends by its rule, tells the truth, and puts the prices back', async () => {
    await withShop(async ({run, say, night, sell, prices}) => {
      const start = ['price', 'test', 'start', '--period', '4d', '--precision', '0.4'];
      const dry = await say(PAST, [...start, '--dry-run']);
      expect(dry.stdout).to.contain('24 SKUs in 12 pairs');
      const [, days = ''] = /It needs (\d+) days to know the elasticity to ±0.4/u.exec(dry.stdout) ?? [];
      expect(Number(days) % 8).to.equal(0);
      expect((await run(PAST, start)).document['error']).to.include({code: 'CONFIRMATION_NEEDED'});
      const {document} = await run(PAST, [...start, '--yes']);
      expect(document['result']).to.deep.include({id: 'T-1', started: true, days: Number(days)});
      expect((await run(PAST, [...start, '--yes'])).document['error']).to.include({code: 'TEST_RUNS'});

      let ended = '';
      let last = PAST;
      for (let day = PAST + 1; ended === '' && day <= PAST + 1 + Number(days); day++) {
        const said = JSON.stringify(await night(day));
        last = day;
        if (said.includes('TEST_ENDED')) ended = said;
        else await sell(day);
        if (day === PAST + 3) expect([...new Set((await prices()).values())].sort()).to.deep.equal([10.8, 9.2]);
        if (day === PAST + 2) expect((await say(day, ['price', 'why', 'S3'])).stdout).to.contain('price test T-1');
      }
      expect(ended).to.contain('Price test T-1 ended: higher prices earn more.');
      const shown = await run(last, ['price', 'test', 'show']);
      const result = shown.document['result'] as Record<string, Record<string, unknown>>;
      expect(result['state']).to.equal('done');
      const interval = result['estimate']?.['interval'] as Record<string, string>;
      expect(Number(interval['low'])).to.be.below(ELASTICITY);
      expect(Number(interval['high'])).to.be.above(ELASTICITY);
      expect((await say(last, ['price', 'test', 'show'])).stdout).to.contain('Higher prices earn more (by 8.0 % up');
      await night(last + 1);
      expect([...new Set((await prices()).values())]).to.deep.equal([10]);
    });
  });

  it('refuses what is hopeless with its days, and figures that can not be meant', async () => {
    await withShop(async ({run}) => {
      const failure = async (...args: readonly string[]) =>
        (await run(PAST, ['price', 'test', ...args, '--json'])).document['error'] as Record<string, unknown>;
      const few = await failure('start', '--where', 'sku=S1', '--yes');
      expect(few).to.include({code: 'TEST_HOPELESS', exit: 5});
      const long = await failure('start', '--precision', '0.02', '--yes');
      expect(long['message']).to.match(/^It would take \d+ days to know the elasticity to ±0.02; 120 is the most/u);
      expect((await failure('start', '--step', '40%', '--yes'))['code']).to.equal('EXPERIMENT_FIGURE');
      expect((await failure('holdout', '--share', '5%', '--yes'))['code']).to.equal('HOLDOUT_TOO_FEW');
      expect((await failure('show', 'T-9'))['code']).to.equal('EXPERIMENT_UNKNOWN');
    });
  });
});

describe('souk report price', () => {
  it('compares SKUs that kept their prices with those that the rules raised', async () => {
    await withShop(async ({run, say, night, sell, prices}) => {
      const begun = await run(PAST, ['price', 'test', 'holdout', '--share', '25%', '--yes']);
      const {skus, wait} = begun.document['result'] as {skus: readonly string[]; wait: number};
      expect(skus).to.have.length(6);
      expect(wait).to.be.above(0);
      for (let day = PAST + 1; day <= PAST + 3; day++) {
        await run(day, ['reprice', '--strategy', 'cost', '--margin', '40%', '--yes', '--accept-breaker']);
        await night(day);
        await sell(day);
      }
      const now = await prices();
      for (const sku of SKUS) expect(now.get(sku) === 10, sku).to.equal(skus.includes(sku));
      const {document} = await run(PAST + 4, ['report', 'price']);
      const result = document['result'] as Record<string, Record<string, unknown>>;
      expect(result['days']).to.equal(3);
      expect(result['byRules']).to.include({skus: 18});
      expect(result['oldPrices']).to.include({skus: 6});
      const uplift = result['uplift'] as Record<string, string>;
      expect(Number(uplift['low'])).to.be.below(Number(uplift['uplift']));
      expect(Number(uplift['high'])).to.be.above(Number(uplift['uplift']));
      expect((await say(PAST + 4, ['report', 'price'])).stdout).to.contain('old prices');
      expect((await run(PAST + 4, ['price', 'test', 'stop', 't-1'])).code).to.equal(0);
      const again = await run(PAST + 4, ['price', 'test', 'stop', 'T-1']);
      expect(again.document['error']).to.include({code: 'EXPERIMENT_OVER'});
    });
  });
});
