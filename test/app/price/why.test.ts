import {mkdir, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {expect} from 'chai';
import {addFolder} from '../../support/folder-shop.js';
import {souk, soukJson, withFolder} from '../../support/souk.js';

const DAY = 86_400_000;
const FIRST = Date.UTC(2026, 0, 1);
const DAYS = 60;
const SKUS = Array.from({length: 12}, (_, n) => `S${n}`);
const date = (day: number) => new Date(FIRST + day * DAY).toISOString().slice(0, 10);
const priceOn = (day: number, n: number) => 10 * ([0.9, 1, 1.1][Math.floor(day / 7 + n) % 3] ?? 1);
const EVERY_DAY = Array.from({length: DAYS}, (_, day) => day);

/** Alike goods that sell by an elasticity of 1.5; a rival that always asks a little less than we did the day before. */
async function withShop(work: (home: string) => Promise<void>): Promise<void> {
  await withFolder(async (folder) => {
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
      ...EVERY_DAY.flatMap((day) =>
        SKUS.map((sku, n) => {
          const price = priceOn(day, n);
          return `${date(day)},${sku},${price.toFixed(2)},${Math.round(12 * (price / 10) ** -1.5)},500`;
        }),
      ),
    ]);
    await table('rivals.csv', [
      'sku,rival,price,in_stock,seen_at',
      ...EVERY_DAY.map((day) => `S3,acme,${(0.98 * priceOn(day - 1, 3)).toFixed(2)},1,${date(day)}T01:00:00Z`),
      `S3,acme,${(0.98 * priceOn(DAYS - 1, 3)).toFixed(2)},1,${date(DAYS)}T01:00:00Z`,
    ]);
    const options = {home, env: {SOUK_NOW: `${date(DAYS)}T02:00:00Z`}};
    await addFolder(dir, options);
    expect((await souk(['reprice', '--dry-run'], options)).code).to.equal(0);
    await work(home);
  });
}

const NOW = {SOUK_NOW: `${date(DAYS)}T02:30:00Z`};

describe('souk price why, of a price by demand', () => {
  it('says in JSON what was learnt, by what grade, and what the rival does', async () => {
    await withShop(async (home) => {
      const {document, code} = await soukJson(['price', 'why', 'S3'], {home, env: NOW});
      expect(code, JSON.stringify(document)).to.equal(0);
      const {demand, otherwise, strategies} = document['result'] as Record<string, never>;
      const known = demand as unknown as Record<string, string> & {rivals: object[]; interval: Record<string, string>};
      expect(Number(known['elasticity'])).to.be.within(1, 3.5);
      expect(known.interval).to.have.property('level', '0.80');
      expect(Number(known.interval['low'])).to.be.below(Number(known['elasticity']));
      expect(Number(known.interval['high'])).to.be.above(Number(known['elasticity']));
      expect(known['grade']).to.be.oneOf(['own-data', 'mostly-category', 'prior']);
      expect(known['class']).to.equal('contested');
      expect(known['learntFrom']).to.deep.include({days: DAYS});
      expect(Number(known['coverDays'])).to.be.closeTo(500 / Number(known['unitsADay']), 5);
      expect(known['markup'], 'rivals are there: it is they who set it').to.equal(null);
      expect(known.rivals).to.have.length(1);
      expect(known.rivals[0]).to.include({rival: 'acme'});
      expect(Number((known.rivals[0] as Record<string, string>)['follows'])).to.be.above(0.8);
      const codes = (otherwise as unknown as {code: string}[]).map((each) => each.code);
      expect(codes).to.include.members(['WHY_REACTION', 'WHY_ELASTICITY']);
      expect((strategies as unknown as {strategy: string}[]).map(({strategy}) => strategy)).to.include('auto');
    });
  });

  it('says the same in words', async () => {
    await withShop(async (home) => {
      const {stdout, code} = await souk(['price', 'why', 'S3'], {home, env: NOW});
      expect(code).to.equal(0);
      expect(stdout).to.match(
        /learnt from 60 days and \d+ sold: elasticity \d\.\d\d, 80 % sure from \d\.\d\d to \d\.\d\d, /u,
      );
      expect(stdout).to.match(/acme \d+\.\d\d: follows \d+(\.\d)? % of our moves/u);
      expect(stdout).to.match(/It would aim at \d+\.\d\d USD if rivals did not answer; acme follows/u);
      expect(stdout).to.match(/It would aim at \d+\.\d\d USD if the elasticity were/u);
    });
  });

  it('names the first markup that the learner listened to, in words and in JSON', async () => {
    await withShop(async (home) => {
      const {document} = await soukJson(['price', 'why', 'S4'], {home, env: NOW});
      const {markup} = (document['result'] as {demand: {markup: Record<string, string>}}).demand;
      // 10.00 on average over a cost of 5.00 with a fee of 10 %: 5.56.
      expect(Number(markup['times'])).to.be.closeTo(1.8, 0.05);
      expect(Number(markup['elasticity'])).to.be.closeTo(2.25, 0.1);
      expect(Number(markup['weight'])).to.be.within(0.01, 0.6);
      const {stdout} = await souk(['price', 'why', 'S4'], {home, env: NOW});
      expect(stdout).to.match(
        /of that \d+ % is told by your own first markup: 1\.\d\d × break-even, as suits an elasticity of 2\.\d\d/u,
      );
      const contested = await souk(['price', 'why', 'S3'], {home, env: NOW});
      expect(contested.stdout).not.to.include('markup');
    });
  });

  it('has nothing to tell where nothing was learnt', async () => {
    await withFolder(async (folder) => {
      const [home, dir] = [path.join(folder, 'home'), path.join(folder, 'shop')];
      await mkdir(dir, {recursive: true});
      await writeFile(path.join(dir, 'listings.csv'), 'sku,product,price\nS3,S3,10.00\n');
      await addFolder(dir, {home});
      const {document} = await soukJson(['price', 'why', 'S3'], {home});
      expect(document['result']).to.include({demand: null});
    });
  });
});
