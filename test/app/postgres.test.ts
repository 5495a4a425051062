import {once} from 'node:events';
import {mkdir, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {setTimeout} from 'node:timers/promises';
import {expect} from 'chai';
import {openData} from '../../src/data/open.js';
import type {LockOwner} from '../../src/ports/data.js';
import {startPostgres, type TestServer} from '../data/support/postgres.js';
import {ROOT, type SoukOptions, souk, soukJson, startSouk, withFolder} from '../support/souk.js';
import {alike} from './postgres/alike.js';
import {servedPractice} from './postgres/served.js';

const COSTS = `sku,cost,fee_rate,fee_fixed
MUG-CLAY-SAN,5.40,0.12,0.30
POT-TEA,18.00,0.12,0.30
`;

interface Told {
  readonly step: string;
  readonly exit: number | null;
  readonly document: unknown;
}

/** A merchant's home whose store is in the given place, and what souk said there, step by step. */
class Merchant {
  readonly told: Told[] = [];

  constructor(
    readonly options: SoukOptions,
    readonly location: string,
    readonly url: string,
  ) {}

  async says(...args: string[]): Promise<Record<string, unknown>> {
    const {code, document, stderr} = await soukJson(args, this.options);
    expect(stderr, args.join(' ')).to.equal('');
    const places = [this.url, this.options.home];
    this.told.push({step: String(alike(args.join(' '), places)), exit: code, document: alike(document, places)});
    return document;
  }

  /** A run's changes, from the store itself. */
  async openRun(): Promise<{id: string; states: ReadonlySet<string>} | null> {
    const data = await openData(this.location);
    try {
      const [shop] = await data.shops.list();
      const run = shop === undefined ? null : await data.runs.openRun(shop.id);
      return run === null
        ? null
        : {id: run.id, states: new Set((await data.runs.journal(run.id)).map(({state}) => state))};
    } finally {
      await data.close();
    }
  }
}

/** The whole job, from an empty home to the report; the same words on every engine. */
async function wholeJob(folder: string, location: string | null): Promise<readonly Told[]> {
  const practice = await servedPractice(path.join(folder, 'practice'));
  const home = path.join(folder, 'home');
  const env: Record<string, string> = location === null ? {} : {SOUK_DATABASE_URL: location};
  const merchant = new Merchant({home, env}, location ?? path.join(home, 'souk.db'), practice.url);
  const costs = path.join(folder, 'costs.csv');
  await mkdir(home, {recursive: true, mode: 0o700});
  await writeFile(costs, COSTS);
  try {
    await merchant.says(
      ...['shop', 'add', 'main', '--platform', 'practice', '--set', `url=${practice.url}`, '--currency', 'USD'],
      ...['--time-zone', 'Europe/Berlin', '--prices-include-tax', 'no'],
    );
    await merchant.says('shop', 'pull');
    const catalogue = path.join(ROOT, 'test', 'fixtures', 'catalogue', 'souk-own.csv');
    await merchant.says('listing', 'import', catalogue, '--on-error', 'skip-rows', '--yes');
    await merchant.says('cost', 'import', costs);
    await merchant.says('practice', 'advance', '3d');
    await merchant.says('shop', 'pull');
    await merchant.says('reprice', '--yes');
    await merchant.says(
      ...['promo', 'add', '--name', 'Kitchen fortnight', '--percent', '15', '--where', 'category=Kitchen'],
      ...['--from', '2026-03-06', '--to', '2026-03-20', '--yes'],
    );
    await merchant.says('practice', 'advance', '2d');
    await merchant.says('promo', 'tick', '--yes');
    await merchant.says('practice', 'advance', '1d');
    await merchant.says('nightly', '--yes');
    await stopInTheMiddle(merchant, practice);
    await merchant.says('run', 'list');
    const {result} = (await merchant.says('run', 'resume', '--yes')) as {result: {run: {id: string}}};
    await merchant.says('listing', 'list', '--limit', '500');
    await merchant.says('run', 'undo', result.run.id, '--yes');
    await merchant.says('shop', 'pull');
    await merchant.says('price', 'history', 'MUG-CLAY-SAN');
    for (const by of ['day', 'category', 'sku'])
      await merchant.says('report', 'sales', '--from', '2026-03-01', '--to', '2026-03-12', '--by', by);
    await merchant.says('run', 'list');
    await merchant.says('plan', 'list');
    await merchant.says('promo', 'list');
    return merchant.told;
  } finally {
    await practice.stop();
  }
}

/** Kills souk while the shop has the changes and souk has no answer. Meanwhile a second souk may not write. */
async function stopInTheMiddle(merchant: Merchant, practice: {silence(): Promise<void>}): Promise<void> {
  await practice.silence();
  const args = ['price', 'adjust', '--by', '+4%', '--where', 'category=Apparel', '--yes', '--json'];
  const child = startSouk(args, merchant.options);
  let said = '';
  child.stdout.on('data', (part: Buffer) => {
    said += part.toString('utf8');
  });
  child.stdin.end();
  const ended = once(child, 'close');
  for (;;) {
    const open = await merchant.openRun();
    if (open?.states.has('sending') === true) break;
    if (child.exitCode !== null) throw new Error(`ended before it was stopped: ${said}`);
    await setTimeout(50);
  }
  const second = await soukJson(['price', 'set', 'NOTE-A5-BLA', '14.10', '--yes'], merchant.options);
  expect([second.code, codeOf(second.document)]).to.deep.equal([9, 'SHOP_LOCKED']);
  child.kill('SIGKILL');
  await ended;
  expect((await merchant.openRun())?.states).to.deep.equal(new Set(['sending']));
}

function codeOf(document: Record<string, unknown>): unknown {
  return (document['error'] as Record<string, unknown> | undefined)?.['code'];
}

describe('the whole job on PostgreSQL', () => {
  let server: TestServer | undefined;
  const fresh = async (): Promise<string> => {
    if (server === undefined) throw new Error('the server is not up');
    return await server.fresh();
  };
  before(async () => {
    server = await startPostgres();
  });
  after(async () => {
    await server?.stop();
  });

  it('ends in the same documents as on SQLite, after a kill in the middle too', () =>
    withFolder((here) =>
      withFolder(async (there) => {
        const sqlite = await wholeJob(here, null);
        const postgres = await wholeJob(there, await fresh());
        expect(postgres.map(({step, exit}) => [alike(step, [there]), exit])).to.deep.equal(
          sqlite.map(({step, exit}) => [alike(step, [here]), exit]),
        );
        sqlite.forEach(({step, exit, document}, index) => {
          expect([0, 3], `${step}: ${JSON.stringify(document)}`).to.include(exit);
          expect(alike(postgres[index]?.document, [there]), step).to.deep.equal(alike(document, [here]));
        });
      }),
    ));

  it('leaves a shop to another machine until its lease and its longest request are over', () =>
    withFolder(async (folder) => {
      const location = await fresh();
      const options = {home: path.join(folder, 'home'), env: {SOUK_DATABASE_URL: location}};
      const added = await soukJson(
        ['shop', 'add', 'main', '--platform', 'practice', '--currency', 'USD', '--set', 'catalogue=sample'],
        options,
      );
      expect(added.code, JSON.stringify(added.document)).to.equal(0);
      await soukJson(['shop', 'pull'], options);
      const elsewhere: LockOwner = {pid: 7, host: 'till-2.example', bootId: 'b', startedAt: '1'};
      const set = (price: string) => soukJson(['price', 'set', 'MUG-CLAY-SAN', price, '--yes'], options);
      const data = await openData(location);
      const [shop] = await data.shops.list();
      const name = `shop:${shop?.id}`;
      const lease = (ms: number) => data.locks.take(name, elsewhere, 0, ms, () => false);
      try {
        await lease(-9 * 60_000);
        const refused = await set('19.10');
        expect([refused.code, codeOf(refused.document)]).to.deep.equal([9, 'SHOP_LOCKED']);
        expect(JSON.stringify(refused.document)).to.include('till-2.example');
        await lease(-11 * 60_000);
        const done = await set('19.10');
        expect(done.code, JSON.stringify(done.document)).to.equal(0);
        expect(await data.locks.holder(name)).to.equal(null);
      } finally {
        await data.close();
      }
    }));

  it('never shows the password of the store, and says what to do when the store is not there', () =>
    withFolder(async (folder) => {
      const home = path.join(folder, 'home');
      const down = 'postgres://souk:s3cret-w0rd@127.0.0.1:1/souk';
      const wrong = new URL(await fresh());
      wrong.password = 's3cret-w0rd';
      const cases: readonly (readonly [string, number, string, RegExp])[] = [
        [down, 8, 'STORE_UNREACHABLE', /souk doctor/u],
        [wrong.toString().replaceAll('+', '%20'), 4, 'STORE_SIGN_IN', /souk config set database/u],
        ['postgres://souk:s3cret-w0rd@127.0.0.1:none/souk', 2, 'STORE_URL_INVALID', /souk config set database/u],
        ['postgres://souk:s3cret-w0rd/@127.0.0.1:1/souk', 2, 'STORE_URL_INVALID', /souk config set database/u],
        ['mysql://souk:s3cret-w0rd@127.0.0.1:1/souk', 2, 'STORE_URL_INVALID', /souk config set database/u],
      ];
      for (const [url, exit, code, hint] of cases) {
        const options = {home, env: {SOUK_DATABASE_URL: url}};
        const {code: got, document} = await soukJson(['doctor'], options);
        expect([got, codeOf(document)], JSON.stringify(document)).to.deep.equal([exit, code]);
        expect((document['error'] as {hint: string}).hint).to.match(hint);
        const seen = await souk(['shop', 'list'], options);
        expect(seen.code).to.equal(exit);
        expect(JSON.stringify(document) + seen.stdout + seen.stderr).not.to.include('s3cret');
      }
      const kept = await souk(['config', 'set', 'database', down], {home});
      const shown = await souk(['config', 'get', 'database'], {home});
      const listed = await souk(['config', 'list', '--json'], {home});
      expect(shown.stdout).to.equal('postgres://souk:***@127.0.0.1:1/souk\n');
      expect(kept.stdout + kept.stderr + listed.stdout)
        .to.include('souk:***@')
        .and.not.to.include('s3cret');
      expect((await souk(['shop', 'list'], {home})).code).to.equal(8);
    }));
});
