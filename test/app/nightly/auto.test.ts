import {appendFile, mkdir, readFile, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {expect} from 'chai';
import {openData} from '../../../src/data/open.js';
import type {KeptSku} from '../../../src/domain/pricing/learner/pack.js';
import {soukJson, withFolder} from '../../support/souk.js';

const DAY = 86_400_000;
const FIRST = Date.UTC(2026, 0, 1);
const date = (day: number) => new Date(FIRST + day * DAY).toISOString().slice(0, 10);
const SKUS = Array.from({length: 12}, (_, n) => `S${n}`);

/** A day in which twelve alike goods sell by an elasticity of 1.5, in whole units and without chance. */
function daily(day: number, prices: ReadonlyMap<string, number>): string {
  return SKUS.map((sku, n) => {
    const price = prices.get(sku) ?? 10 * ([0.9, 1, 1.1][Math.floor(day / 7 + n) % 3] ?? 1);
    return `${date(day)},${sku},${price.toFixed(2)},${Math.round(12 * (price / 10) ** -1.5)},500`;
  }).join('\n');
}

async function prices(dir: string): Promise<Map<string, number>> {
  const [, ...rows] = (await readFile(path.join(dir, 'listings.csv'), 'utf8')).trim().split('\n');
  return new Map(rows.map((row): [string, number] => [row.split(',')[0] ?? '', Number(row.split(',')[3])]));
}

async function begin(folder: string, history: number): Promise<{home: string; dir: string}> {
  const [home, dir] = [path.join(folder, 'home'), path.join(folder, 'shop')];
  await mkdir(dir, {recursive: true});
  const table = (name: string, lines: readonly string[]) => writeFile(path.join(dir, name), `${lines.join('\n')}\n`);
  await table('listings.csv', [
    'sku,product,category,price,stock',
    ...SKUS.map((sku) => `${sku},${sku},Mugs,10.00,500`),
  ]);
  await table('costs.csv', ['sku,cost,fee_rate,fee_fixed', ...SKUS.map((sku) => `${sku},5.00,0.10,0`)]);
  await table('pricing.yaml', ['version: 1', 'defaults: {strategy: auto}']);
  await table('daily.csv', [
    'date,sku,price,units,start_stock',
    ...Array.from({length: history}, (_, day) => daily(day, new Map())),
  ]);
  const added = await soukJson(
    ['shop', 'add', 'main', '--platform', 'folder', '--dir', dir, '--currency', 'USD', '--time-zone', 'UTC'],
    {home},
  );
  expect(added.code, JSON.stringify(added.document)).to.equal(0);
  return {home, dir};
}

/** What the learner keeps of a SKU's first markup. */
async function markupOf(home: string, wanted: string): Promise<number> {
  const data = await openData(path.join(home, 'souk.db'));
  try {
    const found = (await data.learner.skus(1)).find(({sku}) => sku === wanted);
    return (JSON.parse(found?.figures ?? '{"of":[]}') as KeptSku['figures']).of[4] ?? Number.NaN;
  } finally {
    await data.close();
  }
}

const night = (home: string, day: number) => soukJson(['nightly', '--yes', '--now', `${date(day)}T02:00:00Z`], {home});

describe('nightly with strategy: auto', () => {
  it('learns from the history at once, walks towards the better price, and goes on learning', async () => {
    await withFolder(async (folder) => {
      const {home, dir} = await begin(folder, 60);
      const first = await night(home, 60);
      expect(first.code, JSON.stringify(first.document)).to.equal(0);
      // An elasticity of 1.5 on a break-even of 5.56 wants far more than 10.00: one stride up.
      expect([...(await prices(dir)).values()].every((price) => price === 10.79)).to.equal(true);
      expect(await markupOf(home, 'S3'), 'over a break-even of 5.56').to.be.closeTo(Math.log(10 / 5.56), 0.01);
      await appendFile(path.join(dir, 'daily.csv'), `${daily(60, await prices(dir))}\n`);
      expect((await night(home, 61)).code).to.equal(0);
      expect([...(await prices(dir)).values()].every((price) => price > 10.79 && price <= 11.65)).to.equal(true);
      expect(await markupOf(home, 'S3'), 'as it was').to.be.closeTo(Math.log(10 / 5.56), 0.01);
      const why = await soukJson(['price', 'why', 'S3'], {home});
      expect(JSON.stringify(why.document)).to.include('DEMAND');
    });
  });

  it('learns from orders where the shop keeps no daily history', async () => {
    await withFolder(async (folder) => {
      const {home, dir} = await begin(folder, 0);
      const orders = Array.from({length: 60}, (_, day) =>
        SKUS.map((sku, n) => {
          const price = 10 * ([0.9, 1, 1.1][Math.floor(day / 7 + n) % 3] ?? 1);
          const units = Math.round(12 * (price / 10) ** -1.5);
          return `${sku}-${day},${date(day)}T12:00:00Z,${sku},${units},${price.toFixed(2)}`;
        }).join('\n'),
      );
      await writeFile(
        path.join(dir, 'orders.csv'),
        `order_id,ordered_at,sku,quantity,unit_price\n${orders.join('\n')}\n`,
      );
      const {code, document} = await night(home, 60);
      expect(code, JSON.stringify(document)).to.equal(0);
      expect([...(await prices(dir)).values()].every((price) => price === 10.79)).to.equal(true);
    });
  });

  it('holds every price while nothing is known of any sale', async () => {
    await withFolder(async (folder) => {
      const {home, dir} = await begin(folder, 0);
      expect((await night(home, 1)).code).to.equal(0);
      expect([...(await prices(dir)).values()].every((price) => price === 10)).to.equal(true);
    });
  });
});
