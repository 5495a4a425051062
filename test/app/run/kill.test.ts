import {once} from 'node:events';
import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {setTimeout} from 'node:timers/promises';
import {expect} from 'chai';
import {openData} from '../../../src/data/open.js';
import type {Shop} from '../../../src/domain/catalog/types.js';
import type {Change, Plan} from '../../../src/domain/change/types.js';
import {openHttp} from '../../../src/platforms/http-axios.js';
import {sealPlan} from '../../../src/runs/seal.js';
import {fileOf, startServer} from '../../platforms/practice/shops.js';
import {creation, draftOf, priceChange} from '../../runs/desk.js';
import {productOf} from '../../support/memory-shop.js';
import {ROOT, soukJson, startSouk} from '../../support/souk.js';

const TERMS = {currency: 'USD', zone: 'UTC', pricesIncludeTax: false, taxRate: null} as const;
const PRODUCTS = Array.from({length: 90}, (_, i) =>
  productOf(`mug-${i}`, [
    {sku: `MUG-${i}-S`, price: 1000 + i},
    {sku: `MUG-${i}-L`, price: 2000 + i},
  ]),
);
const FAULTS = [
  {kind: 'reset-after', side: 'write', probability: 0.15},
  {kind: 'half', side: 'write', probability: 0.1},
  {kind: 'limited', side: 'any', probability: 0.1},
  {kind: 'server-error', side: 'write', probability: 0.1},
  {kind: 'duplicate', side: 'write', probability: 0.1},
];

/** A small generator of our own, so that a failure can be played again by its seed. */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return state / 2 ** 31;
  };
}

describe('runs: kill -9', () => {
  let home: string;
  let directory: string;
  let url: string;
  let stop: () => Promise<void>;
  before(async () => {
    home = await mkdtemp(path.join(tmpdir(), 'souk-kill-'));
    directory = await mkdtemp(path.join(tmpdir(), 'souk-kill-shop-'));
    ({url, stop} = await startServer(directory, TERMS));
  });
  after(async () => {
    await stop();
    await rm(home, {recursive: true, force: true});
    await rm(directory, {recursive: true, force: true});
  });

  it('in the middle of an apply: the run is resumed to its end, and every change is made once', async () => {
    const seed = Number(process.env['SOUK_TEST_SEED'] ?? Date.now() % 100_000);
    process.stdout.write(`      SOUK_TEST_SEED=${seed}\n`);
    const roll = dice(seed);
    const added = await soukJson(
      [
        'shop',
        'add',
        'main',
        '--platform',
        'practice',
        '--set',
        `url=${url}`,
        '--currency',
        'USD',
        '--time-zone',
        'UTC',
        '--prices-include-tax',
        'no',
      ],
      {home},
    );
    expect(added.code, JSON.stringify(added.document)).to.equal(0);
    await setFaults(url);

    const kills = await applyUnderFire(
      home,
      await keep(
        home,
        PRODUCTS.flatMap((product) => creation(product)),
        'P-MAKE1',
      ),
      roll,
    );
    const moves = PRODUCTS.flatMap(({product, offers}) =>
      offers.map(({sku, price}) => priceChange(product, sku ?? '', cents(price), cents((price ?? 0) + 5))),
    );
    const more = await applyUnderFire(home, await keep(home, moves, 'P-MVVE1'), roll);
    process.stdout.write(`      ${kills + more} kills\n`);
    expect(kills + more).to.be.greaterThan(3);

    const {effects, prices} = await told(directory);
    expect(effects.filter(({op, changed}) => op === 'update' && changed).length).to.equal(PRODUCTS.length * 2);
    const creates = effects.filter(({op}) => op === 'create');
    expect(creates.length).to.equal(new Set(creates.map(({key}) => key)).size);
    expect(creates.length).to.equal(PRODUCTS.length * 3);
    expect([...prices].sort()).to.deep.equal(
      PRODUCTS.flatMap(({offers}) => offers.map(({sku, price}) => `${sku} ${(price ?? 0) + 5}`)).sort(),
    );
    const again = await soukJson(['run', 'list'], {home});
    const {runs} = again.document['result'] as {runs: readonly {state: string; counts: Record<string, number>}[]};
    expect(runs.map(({state}) => state)).to.deep.equal(['done', 'done']);
    expect(runs.map(({counts}) => counts['verified'])).to.deep.equal([180, 270]);
  }).timeout(300_000);
});

/** Applies, killing the program at random moments, until the run is done; returns the number of kills. */
async function applyUnderFire(home: string, plan: Plan, roll: () => number): Promise<number> {
  let kills = 0;
  for (let round = 0; round < 60; round++) {
    const open = await holding(home);
    const args = open ? ['run', 'resume', '--json'] : ['run', 'apply', plan.id, '--yes', '--json'];
    const child = startSouk(args, {home, cwd: ROOT});
    let stdout = '';
    child.stdout.on('data', (part: Buffer) => {
      stdout += part.toString('utf8');
    });
    child.stdin.end();
    const ended = once(child, 'close') as Promise<[number | null]>;
    const patience = round < 4 ? 500 + roll() * 1500 : 60_000;
    const killed = await Promise.race([
      ended.then(() => false),
      setTimeout(patience).then(() => child.kill('SIGKILL')),
    ]);
    const [code] = await ended;
    if (killed && code === null) kills += 1;
    if (code === 0) return kills;
    if (code !== null && code !== 8 && code !== 9) throw new Error(`exit ${code}: ${stdout}`);
  }
  throw new Error('never came to an end');
}

async function holding(home: string): Promise<boolean> {
  const data = await openData(path.join(home, 'souk.db'));
  try {
    const shop = await data.shops.byName('main');
    return shop !== null && (await data.runs.openRun(shop.id)) !== null;
  } finally {
    await data.close();
  }
}

/** Keeps a plan as a command would. */
async function keep(home: string, changes: readonly Omit<Change, 'n'>[], id: string): Promise<Plan> {
  const data = await openData(path.join(home, 'souk.db'));
  try {
    const shop = (await data.shops.byName('main')) as Shop;
    const plan = sealPlan(draftOf(shop, changes), {id, createdAt: Date.now(), expiresAt: Date.now() + 3_600_000});
    await data.plans.save(plan, 'open');
    return plan;
  } finally {
    await data.close();
  }
}

async function setFaults(url: string): Promise<void> {
  const http = await openHttp({baseUrl: url, timeoutMs: 5000});
  await http.send(
    {method: 'POST', path: '/faults', body: {faults: FAULTS}, repeatable: false},
    new AbortController().signal,
  );
  http.close();
}

/** What the shop itself remembers: every write that took effect, and the prices it shows. */
async function told(
  directory: string,
): Promise<{effects: readonly {op: string; key: string; changed: boolean}[]; prices: readonly string[]}> {
  const file = await fileOf(directory, TERMS);
  try {
    const log = file.db.prepare('SELECT op, kind, key, before, after, result FROM write_log').all() as readonly {
      op: string;
      kind: string;
      key: string;
      before: string | null;
      after: string | null;
      result: string;
    }[];
    const prices = file.db.prepare('SELECT sku, price FROM variant').all() as readonly {sku: string; price: number}[];
    const effects = log
      .filter(({result}) => result === 'done' || result === 'applied')
      .map(({op, kind, key, before, after}) => ({op, key: `${kind} ${key}`, changed: before !== after}));
    return {effects, prices: prices.map(({sku, price}) => `${sku} ${price}`)};
  } finally {
    file.close();
  }
}

function cents(minor: number | null): string {
  return `${Math.floor((minor ?? 0) / 100)}.${String((minor ?? 0) % 100).padStart(2, '0')}`;
}
