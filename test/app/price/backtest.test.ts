import {mkdir, readFile, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {expect} from 'chai';
import {openData} from '../../../src/data/open.js';
import {addFolder} from '../../support/folder-shop.js';
import {type SoukOptions, souk, soukJson, withFolder} from '../../support/souk.js';

const DAY = 86_400_000;
const FIRST = Date.UTC(2026, 0, 1);
const DAYS = 80;
const FROM = 40;
const date = (day: number) => new Date(FIRST + day * DAY).toISOString().slice(0, 10);
const CUPS = Array.from({length: 6}, (_, n) => `CUP-${n}`);
const CAPS = Array.from({length: 6}, (_, n) => `CAP-${n}`);
const SOLD = [...CUPS, ...CAPS];
const EVERY_DAY = Array.from({length: DAYS}, (_, day) => day);
const factor = (day: number, n: number) => [0.9, 1, 1.1][Math.floor(day / 7 + n) % 3] ?? 1;

interface Shop {
  readonly options: SoukOptions;
  readonly dir: string;
  readonly folder: string;
}

/** Cups that sell by an elasticity of 3 and caps by one of 1.5, around 10.00; the cost of the cups rises in the middle. */
async function withShop(
  work: (shop: Shop) => Promise<void>,
  extra: Readonly<Record<string, string>> = {},
): Promise<void> {
  await withFolder(async (folder) => {
    const [home, dir] = [path.join(folder, 'home'), path.join(folder, 'shop')];
    await mkdir(dir, {recursive: true});
    const daily = EVERY_DAY.flatMap((day) =>
      SOLD.map((sku, n) => {
        const price = 10 * factor(day, n);
        const units = Math.round(20 * (price / 10) ** (sku.startsWith('CUP') ? -3 : -1.5));
        return `${date(day)},${sku},${price.toFixed(2)},${units},400`;
      }),
    );
    const files: Readonly<Record<string, string>> = {
      'listings.csv': `sku,product,category,price,stock\n${[...SOLD, 'NEW']
        .map((sku) => `${sku},${sku},${sku.slice(0, 3) === 'CUP' ? 'Cups' : 'Caps'},10.00,400\n`)
        .join('')}`,
      'costs.csv': `sku,cost,fee_rate,fee_fixed,effective_from\n${SOLD.map((sku) => `${sku},4.00,0.10,0,\n`).join('')}${CUPS.map(
        (sku) => `${sku},6.00,0.10,0,${date(60)}\n`,
      ).join('')}`,
      'pricing.yaml': 'version: 1\ndefaults: {strategy: cost, markup: 80%}\n',
      'daily.csv': `date,sku,price,units,start_stock\n${daily.join('\n')}\n`,
      'rivals.csv': `sku,rival,price,in_stock,seen_at\n${EVERY_DAY.map((day) => `CAP-1,acme,9.00,1,${date(day)}T01:00:00Z\n`).join('')}`,
      ...extra,
    };
    for (const [name, text] of Object.entries(files)) await writeFile(path.join(dir, name), text);
    const options = {home, env: {SOUK_NOW: `${date(DAYS)}T08:00:00Z`}};
    await addFolder(dir, options);
    await work({options, dir, folder});
  });
}

type Row = Readonly<Record<string, string | number | null>>;

interface Document {
  readonly rows: readonly Row[];
  readonly totals: readonly Row[];
  readonly counts: Readonly<Record<string, number>>;
  readonly course: {readonly points: readonly Row[]};
}

const PERIOD = ['--from', date(FROM), '--to', date(DAYS)];

async function backtest(options: SoukOptions, ...flags: string[]): Promise<Document> {
  const {code, document} = await soukJson(['price', 'backtest', ...PERIOD, ...flags], options);
  expect(code, JSON.stringify(document)).to.equal(0);
  return document['result'] as unknown as Document;
}

const number = (value: string | number | null | undefined) => Number(value ?? Number.NaN);

describe('souk price backtest', () => {
  it('replays the rules with the cost of each night, and compares them with what was done', async () => {
    await withShop(async ({options}) => {
      const {totals, rows, counts, course} = await backtest(options);
      const of = (policy: string, all = totals) => all.find((row) => row['policy'] === policy) as Row;
      expect(counts).to.include({nights: DAYS - FROM, offers: 13, counted: 12, uncosted: 0, unstocked: 0});
      expect(number(of('done')['units']) / number(of('recorded')['units'])).to.be.closeTo(1, 0.02);
      expect(of('recorded')['gain']).to.equal(null);
      expect(number(of('rules')['gain'])).to.be.closeTo(
        number(of('rules')['profit']) - number(of('done')['profit']),
        0.02,
      );
      expect(number(of('rules')['gain_low'])).to.be.below(number(of('rules')['gain']));
      expect(number(course.points.at(-1)?.['gain'])).to.be.closeTo(number(of('rules')['gain']), 0.02);
      // 4.00 + 80 % after fees of 10 % is 8.00; from the middle on a cup's 6.00 make it 12.00, by 10 % a night.
      const cups = rows.filter((row) => row['category'] === 'Cups');
      const caps = rows.filter((row) => row['category'] === 'Caps');
      const price = (row: Row) => number(row['revenue']) / number(row['units']);
      expect(price(of('rules', caps))).to.be.within(8, 8.2);
      expect(price(of('rules', cups))).to.be.within(8.2, 10);
      // Nobody holds a price but who says so; the rules moved it, and then let it be.
      expect(number(of('hold')['changes'])).to.equal(0);
      expect(number(of('rules')['changes'])).to.be.within(0.1, 1.5);
    });
  });

  it('finds by demand what a market pays that cares little, and says that it flatters', async () => {
    await withShop(async ({options, folder}) => {
      const draft = path.join(folder, 'draft.yaml');
      await writeFile(draft, 'version: 1\ndefaults: {strategy: auto}\n');
      const {rows} = await backtest(options, '--rules', draft);
      const gain = (category: string) =>
        number(rows.find((row) => row['policy'] === 'rules' && row['category'] === category)?.['gain']);
      expect(gain('Caps')).to.be.above(0);
      const {stdout} = await souk(['price', 'backtest', ...PERIOD, '--rules', draft], options);
      expect(stdout).to.include('which flatters them').and.to.include('what was done').and.to.include('Caps');
      expect((await souk(['price', 'backtest', ...PERIOD], options)).stdout).to.not.include('flatters');
    });
  });

  it('is the same twice, and writes nothing: no price, no plan, nothing learnt', async () => {
    await withShop(async ({options, dir}) => {
      const auto = 'version: 1\ndefaults: {strategy: auto}\n';
      await writeFile(path.join(dir, 'pricing.yaml'), auto);
      expect((await souk(['nightly', '--yes'], options)).code).to.equal(0);
      const kept = async () => {
        const data = await openData(path.join(options.home, 'souk.db'));
        const [shop] = await data.shops.list();
        const all = [await data.learner.shop(shop?.id ?? 0), await data.learner.skus(shop?.id ?? 0)];
        const {tables} = await data.info();
        await data.close();
        return {all, tables, listings: await readFile(path.join(dir, 'listings.csv'), 'utf8')};
      };
      const before = await kept();
      const one = await backtest(options);
      expect(await kept()).to.deep.equal(before);
      expect(await backtest(options)).to.deep.equal(one);
    });
  });

  it('goes into CSV, JSON and a page as reports do', async () => {
    await withShop(async ({options, folder}) => {
      const file = (name: string) => path.join(folder, name);
      for (const name of ['b.csv', 'b.json', 'b.html', 'b.txt'])
        expect((await souk(['price', 'backtest', ...PERIOD, '--output', file(name)], options)).code).to.equal(0);
      const [header, ...lines] = (await readFile(file('b.csv'), 'utf8')).trim().split(/\r?\n/u);
      expect(header).to.equal(
        'category,policy,units,units_low,units_high,revenue,profit,gain,gain_low,gain_high,changes',
      );
      expect(lines).to.have.length(12);
      expect(JSON.parse(await readFile(file('b.json'), 'utf8'))).to.have.property('report', 'backtest');
      const page = await readFile(file('b.html'), 'utf8');
      expect(page.match(/<svg/gu)).to.have.length(4);
      expect(page).to.not.match(/<script|https?:\/\/(?!www\.w3\.org)/u);
      expect(page).to.include('cost + 30 %');
      const piped = await souk(['price', 'backtest', ...PERIOD, '--format', 'csv'], options);
      expect(piped.stdout).to.equal(await readFile(file('b.csv'), 'utf8'));
    });
  });

  it('says what it does not know: SKUs without sales, costs or stock, and days before the record', async () => {
    const noCost = {'costs.csv': `sku,cost,fee_rate,fee_fixed\n${CAPS.map((sku) => `${sku},4.00,0.10,0\n`).join('')}`};
    await withShop(async ({options}) => {
      const {code, document} = await soukJson(
        ['price', 'backtest', '--from', '2025-11-01', '--to', date(DAYS)],
        options,
      );
      expect(code).to.equal(0);
      const warnings = (document['warnings'] as {code: string}[]).map((each) => each.code);
      expect(warnings).to.include.members(['BACKTEST_LATER', 'BACKTEST_UNKNOWN', 'BACKTEST_UNCOSTED']);
      const {rows, counts} = document['result'] as unknown as Document;
      expect(counts).to.include({uncosted: 6});
      const cups = rows.find((row) => row['category'] === 'Cups' && row['policy'] === 'rules');
      expect(cups).to.include({profit: null, gain: null});
      expect(number(cups?.['revenue'])).to.be.above(0);
    }, noCost);
  });

  it('refuses a period of which nothing is recorded, and one that is none', async () => {
    await withShop(async ({options}) => {
      const {code, document} = await soukJson(
        ['price', 'backtest', '--from', '2024-01-01', '--to', '2024-02-01'],
        options,
      );
      expect([code, (document['error'] as {code: string}).code]).to.deep.equal([6, 'BACKTEST_NO_PAST']);
      const none = await soukJson(['price', 'backtest', '--from', '2026-02-01', '--to', '2026-01-01'], options);
      expect([none.code, (none.document['error'] as {code: string}).code]).to.deep.equal([2, 'REPORT_PERIOD_EMPTY']);
    });
  });

  it('replays orders and the price ledger where no daily history is kept', async () => {
    const orders = EVERY_DAY.flatMap((day) =>
      SOLD.map((sku, n) => {
        const price = 10 * factor(day, n);
        return `${sku}-${day},${date(day)}T12:00:00Z,${sku},${Math.round(20 * (price / 10) ** -2)},${price.toFixed(2)}\n`;
      }),
    );
    const files = {
      'daily.csv': 'date,sku,price,units,start_stock\n',
      'orders.csv': `order_id,ordered_at,sku,quantity,unit_price\n${orders.join('')}`,
    };
    await withShop(async ({options}) => {
      const {totals, counts} = await backtest(options);
      expect(counts['unstocked']).to.equal(counts['days']);
      const [recorded, done] = ['recorded', 'done'].map((policy) => totals.find((row) => row['policy'] === policy));
      expect(number(recorded?.['units'])).to.be.above(1000);
      expect(number(done?.['units']) / number(recorded?.['units'])).to.be.closeTo(1, 0.05);
    }, files);
  });
});
