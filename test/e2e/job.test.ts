import {appendFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {expect} from 'chai';
import {souk} from '../support/souk.js';

/** As Excel in Germany writes it: BOM, semicolons, CRLF, columns of the seller's own, a formula, a cell of two lines. */
const LISTINGS = [
  '\ufeffsku;product;title;category;price;compare_at_price;stock;gtin;Regal;Notiz',
  'MUG-01;mug;"Mug; blue";Mugs;12.50;;5;0012345678905;A1;=1+1',
  'MUG-02;cup;Cup;Mugs;20.00;25.00;0;;B2;"two\nlines"',
  'TEE-01;tee;Tee;Shirts;30.00;;9;;C3;',
  'CAP-01;cap;Cap;Caps;8.00;;3;;D4;no cost',
  '',
].join('\r\n');
const COSTS = 'sku,cost,fee_rate,fee_fixed\nMUG-01,5.20,0.10,0.30\nMUG-02,9.00,0.10,0.30\nTEE-01,8.00,0.10,0.30\n';
const BOUNDS = 'sku,list_price,min_price,max_price\nTEE-01,30.00,20.00,40.00\nMUG-02,25.00,,\n';
const RIVALS = `sku,rival,price,in_stock,seen_at
MUG-02,northwind,19.00,1,2026-03-01T20:00
MUG-02,penny,0.01,1,2026-03-01T20:00
`;
const ORDERS = `order_id,line_id,ordered_at,sku,quantity,unit_price,customer_id,name
1,1,2026-03-01T10:00,TEE-01,2,30.00,anna@example.com,Anna Example
1,2,2026-03-01T10:00,MUG-01,1,12.50,anna@example.com,Anna Example
`;
const RULES = `version: 1
rules:
  - name: contested
    when: {sku: MUG-02}
    strategy: competition
  - name: mugs
    when: {category: Mugs}
    strategy: cost
    margin: 30%
`;

interface Change {
  readonly target: {readonly key: {readonly sku: string}};
  readonly fields: Readonly<Record<string, {readonly before: string | null; readonly after: string | null}>>;
}
interface Result {
  readonly plan: {readonly id: string; readonly changes: number};
  readonly summary: Readonly<Record<string, number>>;
  readonly breaker: {readonly tripped: boolean; readonly limits: readonly object[]};
  readonly sample: readonly Change[];
  readonly run: {readonly id: string; readonly state: string; readonly counts: Readonly<Record<string, number>>};
  readonly failures: readonly object[];
  readonly shops: readonly {readonly shop: string; readonly exit: number; readonly parts: readonly Part[]}[];
  readonly exit: number;
}
interface Part {
  readonly part: string;
  readonly exit: number;
  readonly run?: string;
  readonly plan?: string;
}

/** The first night of the story; business time only. */
const START = '2026-03-02T02:00:00Z';

describe('the whole job on a folder shop', () => {
  let folder: string;
  let dir: string;
  let home: string;
  const listings = () => readFile(path.join(dir, 'listings.csv'), 'utf8');

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'souk-job-'));
    dir = path.join(folder, 'my shop');
    home = path.join(folder, 'home');
    await mkdir(dir);
    const files = {
      'listings.csv': LISTINGS,
      'bounds.csv': BOUNDS,
      'rivals.csv': RIVALS,
      'orders.csv': ORDERS,
      'pricing.yaml': RULES,
    };
    for (const [name, text] of Object.entries(files)) await writeFile(path.join(dir, name), text);
    await writeFile(path.join(folder, 'costs.csv'), COSTS);
  });
  after(() => rm(folder, {recursive: true, force: true}));

  /** Runs a command at a business instant and returns the result of its document. */
  async function at(now: string, args: readonly string[], exit = 0): Promise<Result> {
    const {code, stdout, stderr} = await souk([...args, '--now', now, '--json'], {home});
    expect(code, stdout + stderr).to.equal(exit);
    expect(stderr).to.equal('');
    const {ok, result, error} = JSON.parse(stdout) as {ok: boolean; result: Result; error?: {exit: number}};
    expect(ok).to.equal(exit === 0);
    if (exit !== 0) expect(error?.exit).to.equal(exit);
    return result;
  }

  /** The file as it was at the beginning, with other prices (`price` or `price;compare_at`). */
  function withPrices(prices: Readonly<Record<string, string>>): string {
    return Object.entries(prices).reduce(
      (text, [sku, price]) =>
        text.replace(
          new RegExp(`^(${sku};(?:"[^"]*"|[^;])*;(?:"[^"]*"|[^;])*;[^;]*;)([^;]*);([^;]*);`, 'mu'),
          (_, head: string, _price: string, compareAt: string) =>
            `${head}${price.includes(';') ? price : `${price};${compareAt}`};`,
        ),
      LISTINGS,
    );
  }

  it('connects, pulls, takes costs, and leaves the shop as it is', async () => {
    const terms = [
      '--currency',
      'EUR',
      '--time-zone',
      'Europe/Berlin',
      '--prices-include-tax',
      'yes',
      '--tax-rate',
      '0.19',
    ];
    const added = await at(START, ['shop', 'add', 'main', '--platform', 'folder', '--dir', dir, ...terms]);
    expect(added).to.have.nested.property('shop.mode', 'apply');
    const pulled = await at(START, ['shop', 'pull']);
    const {kinds} = pulled.shops[0] as unknown as {kinds: readonly {kind: string; read: number; refused: number}[]};
    const read = Object.fromEntries(kinds.map(({kind, read: count, refused}) => [kind, `${count} ${refused}`]));
    expect(read).to.include({listings: '4 0', orders: '2 0', rivals: '2 0', bounds: '2 0'});
    expect(await at(START, ['cost', 'import', path.join(folder, 'costs.csv')])).to.deep.include({
      errorsFile: null,
      refusals: [],
    });
    expect(await listings()).to.equal(LISTINGS);
  });

  it('shows a plan, saves a plan, and applies the file to the byte', async () => {
    const dry = await at(START, ['reprice', '--dry-run']);
    expect(Object.keys(dry)).to.have.members(['plan', 'summary', 'breaker', 'sample']);
    expect(dry.summary).to.deep.equal({
      create: 0,
      update: 2,
      archive: 0,
      unchanged: 1,
      orphan: 0,
      skipped: 0,
      held: 1,
      refused: 0,
    });
    expect(dry.breaker.tripped).to.equal(false);
    const file = path.join(folder, 'plan.json');
    const saved = await at(START, ['reprice', '--plan-file', file]);
    expect(saved).to.include({path: file});
    expect(await listings()).to.equal(LISTINGS);

    const applied = await at(START, ['run', 'apply', file, '--yes']);
    expect(applied.run).to.include({id: 'R-1', state: 'done'});
    expect(applied.run.counts).to.include({verified: 2, held: 1, planned: 0});
    expect(applied.failures).to.deep.equal([]);
    // Undercut 19.00 by 1 %, the one at 0.01 set aside; cost 5.20 + 0.30, fees 10 %, margin 30 %, tax 19 % inside.
    expect(await listings()).to.equal(withPrices({'MUG-01': '11.27', 'MUG-02': '18.81'}));
    expect((await readdir(dir)).sort()).to.deep.equal([
      'bounds.csv',
      'listings.csv',
      'orders.csv',
      'pricing.yaml',
      'rivals.csv',
    ]);
    await at(START, ['run', 'apply', file, '--yes'], 7);
    expect(await listings()).to.equal(withPrices({'MUG-01': '11.27', 'MUG-02': '18.81'}));
  });

  it('refuses a plan file that was edited to sell at 0.01, also one whose hash was made to fit', async () => {
    const before = await listings();
    const file = path.join(folder, 'edited.json');
    await at(START, ['price', 'set', 'TEE-01', '29.00', '--plan-file', file]);
    const text = await readFile(file, 'utf8');
    await writeFile(file, text.replaceAll('"29.00"', '"0.01"'));
    await at(START, ['run', 'apply', file, '--yes'], 6);
    const {sealPlan} = await import('../../src/runs/seal.js');
    const {id, createdAt, expiresAt, hash: _, ...draft} = JSON.parse(text.replaceAll('"29.00"', '"0.01"'));
    await writeFile(file, JSON.stringify(sealPlan(draft, {id, createdAt, expiresAt})));
    await at(START, ['run', 'apply', file, '--yes'], 5);
    expect(await listings()).to.equal(before);
  });

  it('starts a promotion to the second and takes it back to the byte', async () => {
    const before = await listings();
    const window = ['--from', '2026-03-04', '--to', '2026-03-05'];
    await at(START, ['promo', 'add', '--name', 'Shirts', '--percent', '20', '--where', 'category=Shirts', ...window]);
    expect(await listings()).to.equal(before);
    await at('2026-03-03T22:59:59Z', ['promo', 'tick', '--yes']);
    expect(await listings()).to.equal(before);
    const started = await at('2026-03-03T23:00:00Z', ['promo', 'tick', '--yes']);
    expect(started.run.counts).to.include({verified: 1});
    expect(await listings()).to.equal(withPrices({'MUG-01': '11.27', 'MUG-02': '18.81', 'TEE-01': '24.00;30.00'}));
    expect(await readFile(path.join(dir, 'promotions.csv'), 'utf8')).to.match(
      /^PR-1,percentage,2026-03-04T00:00:00\+01:00,2026-03-06T00:00:00\+01:00,category=Shirts,.*,running$/mu,
    );
    await at('2026-03-05T22:59:59Z', ['promo', 'tick', '--yes']);
    expect(await listings()).to.not.equal(before);
    await at('2026-03-05T23:00:00Z', ['promo', 'tick', '--yes']);
    expect(await listings()).to.equal(before);
    expect(await readFile(path.join(dir, 'promotions.csv'), 'utf8')).to.include(',ended');
  });

  it('does its nights: prices, a promotion, new orders, and nothing twice', async () => {
    const night = (day: string) => at(`2026-03-${day}T02:00:00Z`, ['nightly', '--yes']);
    const window = ['--from', '2026-03-07', '--to', '2026-03-07'];
    await at('2026-03-06T01:00:00Z', [
      'promo',
      'add',
      '--name',
      'Day',
      '--percent',
      '10',
      '--sku',
      'TEE-01',
      ...window,
    ]);

    await appendFile(path.join(dir, 'rivals.csv'), 'MUG-02,northwind,18.50,1,2026-03-05T20:00\n');
    const first = await night('06');
    expect(first.exit).to.equal(0);
    expect(first.shops.map(({shop}) => shop)).to.deep.equal(['main']);
    expect(first.shops[0]?.parts.map(({part}) => part)).to.deep.equal(['pull', 'plan', 'apply']);
    const afterFirst = await listings();
    expect(afterFirst).to.equal(withPrices({'MUG-01': '11.27', 'MUG-02': '18.32'}));
    const again = await night('06');
    expect(again.shops[0]?.parts.map(({part}) => part)).to.deep.equal(['pull', 'plan']);
    expect(await listings()).to.equal(afterFirst);

    await appendFile(
      path.join(dir, 'orders.csv'),
      '2,1,2026-03-06T12:00,MUG-01,3,11.27,anna@example.com,Anna Example\n',
    );
    await appendFile(path.join(dir, 'rivals.csv'), 'MUG-02,northwind,18.00,1,2026-03-07T01:00\n');
    const second = await night('07');
    expect(second.exit).to.equal(0);
    expect(await listings())
      .to.match(/^TEE-01;.*;27\.00;30\.00;9;/mu)
      .and.to.match(/^MUG-02;.*;17\.82;25\.00;0;/mu);
    const third = await night('08');
    expect(third.exit).to.equal(0);
    expect(await listings()).to.match(/^TEE-01;.*;30\.00;;9;/mu);
    expect(await listings())
      .to.include('0012345678905;A1;=1+1\r\n')
      .and.to.include('B2;"two\nlines"\r\n');

    const run = third.shops[0]?.parts.find(({part}) => part === 'apply')?.run ?? '';
    await at('2026-03-08T03:00:00Z', ['pause']);
    await appendFile(path.join(dir, 'rivals.csv'), 'MUG-02,northwind,17.00,1,2026-03-09T01:00\n');
    const before = await listings();
    const paused = await night('09');
    expect(paused.exit).to.equal(0);
    expect(await listings()).to.equal(before);
    await at('2026-03-09T03:00:00Z', ['pause', '--off']);
    expect(run).to.match(/^R-\d+$/u);
  });

  it('takes a night back, and the taking back too', async () => {
    const {runs} = (await at('2026-03-09T04:00:00Z', ['run', 'list'])) as unknown as {
      runs: readonly {id: string; kind: string; state: string}[];
    };
    expect(runs.every(({state}) => state === 'done')).to.equal(true);
    const written = await listings();
    const wanted = runs[0]?.id ?? '';
    const undone = await at('2026-03-09T04:00:00Z', ['run', 'undo', wanted, '--yes']);
    expect(undone.run.state).to.equal('done');
    expect(await listings()).to.not.equal(written);
    await at('2026-03-09T04:10:00Z', ['run', 'undo', undone.run.id, '--yes']);
    expect(await listings()).to.equal(written);
  });

  it('exports what it can import again as an empty plan', async () => {
    const file = path.join(folder, 'out.csv');
    await at('2026-03-09T05:00:00Z', ['listing', 'export', '--output', file]);
    const before = await listings();
    const again = await at('2026-03-09T05:10:00Z', ['listing', 'import', file, '--yes']);
    expect(again.plan.changes).to.equal(0);
    expect(again.summary).to.include({create: 0, update: 0, refused: 0});
    expect(await listings()).to.equal(before);
  });

  it('reports what was sold, in every form, and keeps no customer', async () => {
    const span = ['report', 'sales', '--from', '2026-03-01', '--to', '2026-03-08', '--by', 'day'];
    const report = (await at('2026-03-09T06:00:00Z', span)) as unknown as {
      columns: readonly {key: string}[];
      rows: readonly Readonly<Record<string, string | number | null>>[];
      totals: Readonly<Record<string, string | number | null>>;
    };
    expect(report).to.include({
      report: 'sales',
      basis: 'order',
      from: '2026-03-01',
      to: '2026-03-08',
      zone: 'Europe/Berlin',
      currency: 'EUR',
    });
    expect(report.rows).to.have.length(7);
    expect(Object.keys(report.rows[0] ?? {})).to.deep.equal(report.columns.map(({key}) => key));
    // 2 × 30.00 + 12.50, and 3 × 11.27; net of 19 % inside.
    expect(report.totals).to.include({orders: 2, units: 6, gmv: '106.31'});
    const html = path.join(folder, 'sales.html');
    expect(
      (await souk([...span, '--now', '2026-03-09T06:00:00Z', '--format', 'html', '--output', html], {home})).code,
    ).to.equal(0);
    expect((await readFile(html, 'utf8')).match(/<svg/gu)?.length).to.be.at.least(1);
    const csv = await souk([...span, '--now', '2026-03-09T06:00:00Z', '--format', 'csv'], {home});
    expect(csv.stdout.split('\n')[0]).to.equal(report.columns.map(({key}) => key).join(','));
    for (const name of await readdir(home, {recursive: true, withFileTypes: true})) {
      if (!name.isFile()) continue;
      const bytes = await readFile(path.join(name.parentPath, name.name));
      expect(bytes.includes('anna@example.com') || bytes.includes('Anna Example'), name.name).to.equal(false);
    }
  });
});
