import {mkdir, mkdtemp, readFile, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {expect} from 'chai';
import {openData} from '../../../src/data/open.js';
import {souk, soukJson} from '../../support/souk.js';

const SKUS = Array.from({length: 20}, (_, i) => `CUP-${String(i + 1).padStart(2, '0')}`);
const RULES = 'version: 1\ndefaults: {strategy: cost, margin: 60%}\n';
const DAY = 86_400_000;
const FIRST = Date.UTC(2026, 2, 1, 2);

interface Part {
  readonly part: string;
  readonly exit: number;
  readonly code?: string;
  readonly plan?: string;
  readonly hint?: string;
  readonly rows?: readonly {readonly code: string}[];
}

describe('the breaker, night after night', () => {
  let folder: string;
  let home: string;
  let dir: string;
  let day: number;

  const costs = async (cost: string) =>
    await writeFile(
      path.join(dir, 'costs.csv'),
      `sku,cost,fee_rate,fee_fixed\n${SKUS.map((sku) => `${sku},${cost},0,0`).join('\n')}\n`,
    );
  const now = () => new Date(FIRST + day * DAY).toISOString();
  const say = async (...args: string[]) => await soukJson([...args, '--yes', '--now', now()], {home});
  /** The next night; the price of the first SKU after it. */
  const night = async () => {
    day += 1;
    const {code, document} = await say('nightly');
    const {shops} = document['result'] as {shops: readonly {parts: readonly Part[]}[]};
    const all = shops[0]?.parts ?? [];
    return {code, all, parts: all.filter(({part}) => part === 'apply'), price: await price('CUP-01')};
  };
  const price = async (sku: string) => {
    const text = await readFile(path.join(dir, 'listings.csv'), 'utf8');
    return text
      .split('\n')
      .find((line) => line.startsWith(sku))
      ?.split(',')[3];
  };
  beforeEach(async () => {
    day = -1;
    folder = await mkdtemp(path.join(tmpdir(), 'souk-nights-'));
    home = path.join(folder, 'home');
    dir = path.join(folder, 'shop');
    await mkdir(dir);
    await writeFile(
      path.join(dir, 'listings.csv'),
      `sku,product,title,price,stock\n${SKUS.map((sku) => `${sku},${sku.toLowerCase()},Cup,6.00,5`).join('\n')}\n`,
    );
    await writeFile(path.join(dir, 'pricing.yaml'), RULES);
    await costs('4.00');
    const terms = ['--currency', 'USD', '--time-zone', 'UTC', '--prices-include-tax', 'no'];
    const added = await souk(['shop', 'add', 'main', '--platform', 'folder', '--dir', dir, ...terms], {home});
    expect(added.code, added.stderr).to.equal(0);
  });
  afterEach(async () => await rm(folder, {recursive: true, force: true}));

  it('lets a first repricing go its way, which takes many nights, and stops what turns round on the way', async () => {
    // 4.00 / (1 − 60 %) = 10.00, by a tenth a night.
    const seen: string[] = [];
    for (let i = 0; i < 3; i++) {
      const {code, price: reached} = await night();
      expect(code, `night ${i}`).to.equal(0);
      seen.push(reached ?? '');
    }
    expect(seen).to.deep.equal(['6.60', '7.26', '7.98']);
    // Somebody mistypes the costs: that was not foreseen, on whatever night it comes.
    await costs('0.40');
    const wrong = await night();
    expect([wrong.code, wrong.price]).to.deep.equal([5, '7.98']);
    expect(wrong.parts[0]?.rows?.map(({code}) => code)).to.include('BREAKER_SHARE');
    await costs('4.00');
    const mended = await night();
    expect([mended.code, mended.price]).to.deep.equal([0, '8.77']);
  });

  it('asks once for a shock of the costs: accepted, the nights go on to its end; not accepted, each says how', async () => {
    await costs('2.40');
    expect((await night()).code).to.equal(0);
    expect(await price('CUP-01')).to.equal('6.00');
    await say('price', 'adjust', '--by', '+1%');
    day += 2;
    expect((await night()).code).to.equal(0);

    await costs('4.00');
    const stopped = await night();
    expect([stopped.code, stopped.price]).to.deep.equal([5, '6.00']);
    const again = await night();
    expect(again.code).to.equal(5);
    const [part] = again.parts;
    expect(part).to.include({code: 'BREAKER_TRIPPED', exit: 5});
    expect(part?.hint).to.contain(`souk run apply ${part?.plan} --accept-breaker`);
    const screen = await souk(['nightly', '--yes', '--now', now()], {home});
    expect(screen.code).to.equal(5);
    expect(screen.stdout).to.match(/20 of 20 prices \(100(?:\.0)? %\) would move by more than 8/u);
    expect(screen.stdout).to.contain('--accept-breaker');

    expect((await say('run', 'apply', part?.plan ?? '')).code, '--yes is no acceptance').to.equal(5);
    const accepted = await say('run', 'apply', part?.plan ?? '', '--accept-breaker');
    expect(accepted.code, JSON.stringify(accepted.document).slice(0, 400)).to.equal(0);
    expect(await price('CUP-01')).to.equal('6.60');
    for (const [later, want] of [
      [0, '7.26'],
      // A quarter a week, from 6.06: what is left waits for the next one.
      [0, '7.57'],
      [6, '8.32'],
    ] as const) {
      day += later;
      const {code, price: reached} = await night();
      expect([code, reached]).to.deep.equal([0, want]);
    }
  });

  it('starts and ends promotions all the same', async () => {
    await costs('2.40');
    await night();
    await say('price', 'adjust', '--by', '+1%');
    day += 2;
    await night();
    const from = new Date(FIRST + (day + 1) * DAY).toISOString().slice(0, 10);
    const to = new Date(FIRST + (day + 2) * DAY).toISOString().slice(0, 10);
    const added = await say(
      'promo',
      'add',
      '--name',
      'Two',
      '--percent',
      '5',
      '--sku',
      'CUP-01',
      '--from',
      from,
      '--to',
      to,
    );
    expect(added.code, JSON.stringify(added.document).slice(0, 400)).to.equal(0);
    await costs('4.00');
    const first = await night();
    expect([first.code, first.price]).to.deep.equal([5, '5.70']);
    expect(first.parts.map(({exit}) => exit)).to.deep.equal([0, 5]);
    await night();
    const over = await night();
    expect([over.code, over.price]).to.deep.equal([5, '6.00']);
    // The prices that were kept apart can be accepted as they stand.
    const accepted = await say('run', 'apply', over.parts.at(-1)?.plan ?? '', '--accept-breaker');
    expect(accepted.code, JSON.stringify(accepted.document).slice(0, 400)).to.equal(0);
    expect(await price('CUP-02')).to.equal('6.60');
  });

  it('writes nothing while the shop is paused: no price, no promotion, no run that waits; and says so', async () => {
    const added = await say(
      'promo',
      'add',
      '--name',
      'Five',
      '--percent',
      '5',
      '--sku',
      'CUP-01',
      '--to',
      '2099-01-01',
    );
    expect(added.code).to.equal(0);
    expect((await say('pause')).code).to.equal(0);
    const {code, parts, price: left} = await night();
    expect([code, left]).to.deep.equal([0, '6.00']);
    expect(parts.map(({code: said}) => said)).to.deep.equal(['night.paused']);
    const screen = await souk(['nightly', '--yes', '--now', now()], {home});
    expect(screen.stdout).to.match(/paused since \d{4}-\d\d-\d\d: nothing written \(souk pause --off --shop main\)/u);
    expect((await soukJson(['promo', 'show', 'PR-1'], {home})).document).to.have.nested.property('ok', true);
    expect((await soukJson(['run', 'list'], {home})).document).to.have.deep.nested.property('result.runs', []);
    const data = await openData(path.join(home, 'souk.db'));
    const shop = (await data.shops.list())[0]?.id ?? 0;
    const open = {id: 'R-90', shopId: shop, plan: 'P-90', kind: 'price', startedAt: Date.now(), undoes: null} as const;
    await data.runs.open(open, [{n: 1, state: 'planned', code: null}], 0);
    const waits = await night();
    expect(waits.code).to.equal(0);
    expect(waits.all[0]).to.include({part: 'resume', run: 'R-90', code: 'night.run-waits'});
    expect((await data.runs.get('R-90'))?.state).to.equal('open');
    await data.runs.setState('R-90', 'abandoned', Date.now());
    await data.close();
    // What a person types and confirms goes through.
    expect((await say('price', 'set', 'CUP-02', '6.10')).code).to.equal(0);
    expect((await say('pause', '--off')).code).to.equal(0);
    expect((await night()).code).to.equal(0);
    expect(await price('CUP-01')).not.to.equal('6.00');
  });
});
