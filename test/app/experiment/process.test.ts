import {readFile} from 'node:fs/promises';
import path from 'node:path';
import {expect} from 'chai';
import {addFolder} from '../../support/folder-shop.js';
import {souk, soukJson, withFolder} from '../../support/souk.js';
import {nightOf, PAST, sellDay, writeShop} from './shop.js';

interface Bench {
  /** A folder for files, and the shop's own. */
  readonly folder: string;
  readonly dir: string;
  run(day: number, ...args: readonly string[]): ReturnType<typeof soukJson>;
  failure(...args: readonly string[]): Promise<Record<string, unknown>>;
  say(day: number, ...args: readonly string[]): Promise<string>;
}

async function withShop(work: (bench: Bench) => Promise<void>): Promise<void> {
  await withFolder(async (folder) => {
    const [home, dir] = [path.join(folder, 'home'), path.join(folder, 'shop')];
    const options = (day: number) => ({home, env: {SOUK_NOW: nightOf(day)}});
    await writeShop(dir);
    await addFolder(dir, options(PAST));
    const run: Bench['run'] = (day, ...args) => soukJson(args, options(day));
    await work({
      folder,
      dir,
      run,
      failure: async (...args) => (await run(PAST, ...args)).document['error'] as Record<string, unknown>,
      say: async (day, ...args) => (await souk(args, options(day))).stdout,
    });
  });
}

describe('souk price test', () => {
  it('says the days it needs before it starts, and stands in every answer until it is stopped', async () => {
    await withShop(async ({run, say, failure}) => {
      const start = ['price', 'test', 'start', '--precision', '0.4'];
      const dry = await say(PAST, ...start, '--dry-run');
      expect(dry).to.contain('24 SKUs in 12 pairs');
      const [, days = ''] = /It needs (\d+) days to know the elasticity to ±0.4/u.exec(dry) ?? [];
      expect(Number(days)).to.equal(28);
      expect(await failure(...start)).to.include({code: 'CONFIRMATION_NEEDED'});
      const begun = await run(PAST, ...start, '--yes');
      expect(begun.document['result']).to.deep.include({id: 'T-1', started: true, days: 28});
      expect(await failure(...start, '--yes')).to.include({code: 'TEST_RUNS'});
      expect((await run(PAST + 1, 'nightly', '--yes')).code).to.equal(0);
      expect(await say(PAST + 1, 'price', 'why', 'S3')).to.contain('price test T-1');
      expect(await say(PAST + 1, 'price', 'test', 'show')).to.contain('No answer is sure yet.');
      expect((await run(PAST + 1, 'price', 'test', 'stop', 't-1')).code).to.equal(0);
      expect(await failure('price', 'test', 'stop', 'T-1')).to.include({code: 'EXPERIMENT_OVER'});
    });
  });

  it('refuses what is hopeless with its days, and figures that can not be meant', async () => {
    await withShop(async ({failure}) => {
      const few = await failure('price', 'test', 'start', '--where', 'sku=S1', '--yes');
      expect(few).to.include({code: 'TEST_HOPELESS', exit: 5});
      const long = await failure('price', 'test', 'start', '--precision', '0.02', '--yes');
      expect(long['message']).to.match(/^It would take \d+ days to know the elasticity to ±0.02; 120 is the most/u);
      expect(await failure('price', 'test', 'start', '--step', '40%')).to.include({code: 'EXPERIMENT_FIGURE', exit: 2});
      expect(await failure('price', 'test', 'show', 'T-9')).to.include({code: 'EXPERIMENT_UNKNOWN'});
    });
  });
});

describe('souk report price', () => {
  it('tells of the SKUs that were set aside', async () => {
    await withShop(async ({run, say, failure}) => {
      expect(await failure('price', 'test', 'holdout', '--share', '5%', '--yes')).to.include({code: 'HOLDOUT_TOO_FEW'});
      expect(await say(PAST, 'report', 'price')).to.contain('Nothing is set aside in main');
      expect(await say(PAST, 'price', 'test', 'holdout', '--share', '25%', '--yes')).to.contain('Set aside as T-1');
      const {document} = await run(PAST + 1, 'report', 'price');
      expect(document['result']).to.deep.include({days: 0, uplift: null});
      expect(await say(PAST + 1, 'report', 'price')).to.contain('old prices');
      expect(await say(PAST + 1, 'price', 'test', 'list')).to.contain('holdout');
    });
  });

  it('goes into CSV, JSON and a page as the other reports do', async () => {
    await withShop(async ({run, say, dir, folder}) => {
      const report = ['report', 'price'];
      const file = (name: string) => path.join(folder, name);
      expect((await say(PAST, ...report, '--format', 'csv')).trim().split('\n'), 'nothing is set aside').to.have.length(
        1,
      );
      await say(PAST, 'price', 'test', 'holdout', '--share', '25%', '--yes');
      for (let day = PAST; day < PAST + 20; day++) await sellDay(dir, day);
      const now = PAST + 20;
      await say(now, 'shop', 'pull');
      const screen = await say(now, ...report);
      expect(screen).to.match(/The rules earn [+−±]\d+(\.\d)? % beside the old prices, 95 % sure from/u);
      expect(screen).to.contain('as a page with charts: souk report price --format html --open');
      for (const name of ['r.csv', 'r.json', 'r.html', 'r.txt'])
        expect(await say(now, ...report, '--output', file(name))).to.contain('written, 2 rows');
      const [header, rules, old] = (await readFile(file('r.csv'), 'utf8')).split(/\r?\n/u);
      expect(header).to.equal('side,skus,profit_a_day_before,profit_a_day_since,ratio,uplift,uplift_low,uplift_high');
      expect(rules).to.match(/^by-rules,18,\d+\.\d\d,\d+\.\d\d,\d\.\d{4},-?0\.\d{4},-?0\.\d{4},-?0\.\d{4}$/u);
      expect(old).to.match(/^old-prices,6,\d+\.\d\d,\d+\.\d\d,\d\.\d{4},,,$/u);
      expect(await say(now, ...report, '--format', 'csv')).to.equal(await readFile(file('r.csv'), 'utf8'));
      const {document} = await run(now, ...report);
      expect(JSON.parse(await readFile(file('r.json'), 'utf8'))).to.deep.equal(document['result']);
      expect(document['result']).to.have.nested.property('rows[0].skus', 18);
      expect(document['result']).to.have.nested.property('byRules.skus', 18);
      const page = await readFile(file('r.html'), 'utf8');
      expect(page.match(/<svg/gu)).to.have.length(2);
      expect(page).to.contain('What the rules bring in main');
      const {document: refused, code} = await run(now, ...report, '--output', file('r.xlsx'));
      expect([code, (refused['error'] as {code: string}).code]).to.deep.equal([2, 'OUTPUT_FORMAT_UNKNOWN']);
    });
  });
});
