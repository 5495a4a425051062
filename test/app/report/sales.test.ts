import {readFile, symlink, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {expect} from 'chai';
import {souk, soukJson, withFolder} from '../../support/souk.js';

const LISTINGS = `sku,product,title,category,price,stock
MUG-01,mug,"Mug ""Sunrise""",Mugs,11.90,5
TEE-01,tee,<b>Tee</b>,Shirts,23.80,9
`;
const COSTS = 'sku,cost\nMUG-01,4.00\n';
const ORDERS = `order_id,line_id,ordered_at,sku,quantity,unit_price,discount,tax,currency,customer_id,status
S1,1,2026-09-20T10:00:00,MUG-01,1,11.90,,,EUR,anna@example.com,paid
O1,1,2026-10-03T10:00:00,MUG-01,2,11.90,2.38,,EUR,anna@example.com,paid
O1,2,2026-10-03T10:00:00,TEE-01,1,23.80,,,EUR,anna@example.com,paid
O2,1,2026-10-31T23:30:00,MUG-01,1,11.90,,,EUR,,paid
O3,1,2026-10-10T10:00:00,TEE-01,5,23.80,,,EUR,,cancelled
O1,3,2026-11-02T09:00:00,MUG-01,-1,11.90,1.19,,EUR,,
`;
const DAILY = `date,sku,price,units,start_stock
2026-10-20,TEE-01,23.80,2,9
2026-10-03,MUG-01,11.90,3,5
`;
const OCTOBER = ['--from', '2026-10-01', '--to', '2026-11-01'];
const NOW = {SOUK_NOW: '2026-11-20T12:00:00Z'};

/** A folder shop in Berlin, pulled; prices hold 19 % tax. */
async function withShop(
  work: (
    home: string,
    run: (args: readonly string[], env?: Readonly<Record<string, string>>) => ReturnType<typeof souk>,
  ) => Promise<void>,
  files: Readonly<Record<string, string>> = {},
) {
  await withFolder((home) =>
    withFolder(async (dir) => {
      const all = {'listings.csv': LISTINGS, 'costs.csv': COSTS, 'orders.csv': ORDERS, ...files};
      for (const [file, text] of Object.entries(all)) await writeFile(path.join(dir, file), text);
      const add = [
        'shop',
        'add',
        'main',
        '--platform',
        'folder',
        '--dir',
        dir,
        '--currency',
        'EUR',
        '--time-zone',
        'Europe/Berlin',
        '--prices-include-tax',
        'yes',
        '--tax-rate',
        '0.19',
      ];
      for (const args of [add, ['shop', 'pull']]) {
        const ended = await souk(args, {home});
        expect(ended.code, ended.stderr).to.equal(0);
      }
      await work(home, (args, env = NOW) => souk(args, {home, env, cwd: home}));
    }),
  );
}

async function resultOf(
  home: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = NOW,
): Promise<Record<string, unknown>> {
  const {code, document, stderr} = await soukJson(args, {home, env});
  expect(code, stderr).to.equal(0);
  return document['result'] as Record<string, unknown>;
}

describe('souk report', () => {
  it('sales: figures of a folder shop on both bases, as JSON with its warnings', () =>
    withShop(async (home) => {
      const order = await soukJson(['report', 'sales', ...OCTOBER, '--by', 'shop,week'], {home, env: NOW});
      expect(order.code, order.stderr).to.equal(0);
      const result = order.document['result'] as Record<string, unknown>;
      expect(result['totals']).to.deep.include({
        orders: 2,
        units: 4,
        gmv: '59.50',
        discounts: '2.38',
        returns: '10.71',
        tax: '7.41',
        net_sales: '39.00',
      });
      expect(result['totals']).to.deep.include({
        aov: '29.75',
        return_rate: '0.2500',
        cogs: '8.00',
        gross_margin: '0.5789',
        margin_coverage: '0.6000',
      });
      expect(result['before']).to.deep.include({from: '2026-09-01', to: '2026-10-01'});
      expect(result['rows']).to.have.length(5);
      expect(order.document['warnings']).to.have.length(1);
      expect(JSON.stringify(order.document)).to.not.contain('anna');
      const cash = await resultOf(home, ['report', 'sales', ...OCTOBER, '--basis', 'cash']);
      expect(cash['totals']).to.deep.include({net_sales: '48.00', returns: '0.00', return_rate: '0.0000'});
    }));

  it('sales: as of an earlier day, later returns are not known yet; the default is the 30 days up to it', () =>
    withShop(async (home) => {
      const env = {SOUK_NOW: '2026-10-30T12:00:00Z'};
      const result = await resultOf(home, ['report', 'sales'], env);
      expect(result).to.include({from: '2026-10-01', to: '2026-10-31'});
      expect(result['totals']).to.deep.include({orders: 1, returns: '0.00'});
    }));

  it('daily history adds the days without orders and corrects the units of the others', () =>
    withShop(
      async (home) => {
        const result = await resultOf(home, ['report', 'sales', ...OCTOBER, '--by', 'sku']);
        expect(result['totals']).to.deep.include({orders: 2, units: 7, gmv: '107.10', aov: '29.75'});
        expect(result['counts']).to.deep.include({dailyUnits: 2, dailyUnitsUnpriced: 0});
      },
      {'daily.csv': DAILY},
    ));

  it('prints a table that says what it is, and key figures with their change', () =>
    withShop(async (_home, run) => {
      const sales = await run(['report', 'sales', ...OCTOBER, '--by', 'week']);
      expect(sales.code, sales.stderr).to.equal(0);
      const [head, , columns, ...rows] = sales.stdout.split('\n');
      expect(head).to.equal('Sales, main, October 2026, order date, EUR');
      expect(columns?.trim().split(/\s{2,}/u)).to.deep.equal([
        'week',
        'orders',
        'units',
        'GMV',
        'net sales',
        'returned',
        'AOV',
        'margin',
      ]);
      expect(rows[0]?.trim().split(/\s{2,}/u)).to.deep.equal([
        'Oct 1–4',
        '1',
        '3',
        '47.60',
        '29.00',
        '33.3 %',
        '47.60',
        '55.6 %*',
      ]);
      expect(rows[6]?.trim().split(/\s{2,}/u)).to.deep.equal([
        'before (Sep 2026)',
        '1',
        '1',
        '11.90',
        '10.00',
        '0.0 %',
        '11.90',
        '60.0 %',
      ]);
      expect(sales.stdout).to.contain('1 cancelled order is left out.').and.to.contain('souk report sales --explain');
      expect(sales.stderr).to.contain('1 SKU (1 line) without a known cost');
      const page = 'souk report sales --from 2026-10-01 --to 2026-11-01 --by week --format html --open';
      expect(sales.stdout.trimEnd().endsWith(page), sales.stdout).to.equal(true);
      const kpi = await run(['report', 'kpi', ...OCTOBER]);
      expect(kpi.stdout)
        .to.match(/ {2}GMV +59\.50 +11\.90 +\+400\.0 % {2}▁▁█/u)
        .and.to.match(/gross margin +57\.9 % +60\.0 % +−2\.1 points/u);
    }));

  it('writes files whole, never through a link, and pages that stand alone', () =>
    withShop(async (home, run) => {
      const csv = await run(['report', 'sales', ...OCTOBER, '--by', 'product', '--output', 'sales.csv']);
      expect(csv.code, csv.stderr).to.equal(0);
      const text = await readFile(path.join(home, 'sales.csv'), 'utf8');
      expect(text).to.match(/^product,title,orders,.*\nmug,"Mug ""Sunrise""",2,3,35\.70,/u);
      expect((await run(['report', 'sales', ...OCTOBER, '--by', 'product', '--format', 'csv'])).stdout).to.equal(text);

      const html = await soukJson(['report', 'kpi', ...OCTOBER, '--output', path.join(home, 'page.html')], {
        home,
        env: NOW,
      });
      expect(html.document['result']).to.include({report: 'kpi', path: path.join(home, 'page.html')});
      expect(await readFile(path.join(home, 'page.html'), 'utf8'))
        .to.contain('<svg')
        .and.to.contain('&lt;b&gt;Tee&lt;/b&gt;')
        .and.to.not.contain('<b>Tee');

      await symlink(path.join(home, 'sales.csv'), path.join(home, 'link.csv'));
      const link = await run(['report', 'sales', ...OCTOBER, '--output', 'link.csv']);
      expect(link.code).to.equal(6);
      expect(await readFile(path.join(home, 'sales.csv'), 'utf8')).to.equal(text);
      expect((await run(['report', 'sales', '--output', 'none/sales.csv'])).code).to.equal(6);
    }));

  it('asks for rates where one shop sold in several currencies, not for another shop', () =>
    withShop(
      async (home) => {
        const {code, document} = await soukJson(['report', 'sales', '--shop', 'main', ...OCTOBER], {home, env: NOW});
        expect(code).to.equal(2);
        const {hint} = document['error'] as {readonly hint: string};
        expect(hint).to.equal('Give the rates: --currency EUR --rate USD=…');
      },
      {'orders.csv': `${ORDERS}O9,1,2026-10-04T10:00:00,MUG-01,1,13.00,,,USD,,paid\n`},
    ));

  it('refuses what it can not count, with what to type', () =>
    withShop(async (home) => {
      for (const [args, code] of [
        [['--from', '2026-11-01', '--to', '2026-10-01'], 'REPORT_PERIOD_EMPTY'],
        [['--from', '1991-01-01', '--to', '2026-10-01'], 'REPORT_PERIOD_LONG'],
        [['--from', '2026-02-30'], 'REPORT_DATE_INVALID'],
        [['--last', '0d'], 'REPORT_LAST_INVALID'],
        [['--by', 'day,week'], 'REPORT_BY_INVALID'],
        [['--rate', 'USD=0'], 'REPORT_RATE_INVALID'],
        [['--rate', 'USD=1e9'], 'REPORT_RATE_INVALID'],
        [['--currency', 'XYZ'], 'CURRENCY_UNKNOWN'],
        [[...OCTOBER, '--currency', 'USD'], 'REPORT_RATE_MISSING'],
        [['--shop', 'nope'], 'SHOP_UNKNOWN'],
      ] as const) {
        const {code: exit, document} = await soukJson(['report', 'sales', ...args], {home, env: NOW});
        expect(exit, code).to.equal(2);
        const error = document['error'] as Record<string, unknown>;
        expect(error['code'], args.join(' ')).to.equal(code);
        expect(error['hint'], code).to.not.equal('');
      }
      const usd = await resultOf(home, [
        'report',
        'sales',
        ...OCTOBER,
        '--by',
        'month',
        '--currency',
        'usd',
        '--rate',
        'EUR=1.1',
      ]);
      expect(usd).to.deep.include({currency: 'USD', rates: [{from: 'EUR', to: 'USD', rate: '1.1'}]});
      expect(usd['totals']).to.deep.include({gmv: '65.45'});
    }));

  it('explains every word without a store', () =>
    withFolder(async (home) => {
      const result = await resultOf(home, ['report', 'sales', '--explain']);
      expect(result['words']).to.have.length(16);
      for (const word of result['words'] as Record<string, string>[]) expect(word['means']).to.match(/\.$/u);
    }));
});
