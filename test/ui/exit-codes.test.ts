import {once} from 'node:events';
import {mkdtemp, readFile, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {expect} from 'chai';
import {ask, catalogue, connect, editPrice, type Served, serve, shelf, writeLog} from '../e2e/support/served.js';
import {holdWrite} from '../e2e/support/wire.js';
import {type Ended, souk, startSouk} from '../support/souk.js';

interface Envelope {
  readonly ok: boolean;
  readonly error?: {readonly code: string; readonly exit: number; readonly message: string; readonly run?: string};
  readonly result?: Readonly<Record<string, unknown>>;
}

/** The one document of a `--json` run: one line, nothing before or after it. */
function documentOf({stdout, stderr}: Ended): Envelope {
  expect(stdout.endsWith('}\n'), `${stdout}\n${stderr}`).to.equal(true);
  expect(stdout.trimEnd().split('\n'), stdout).to.have.length(1);
  return JSON.parse(stdout) as Envelope;
}

describe('exit codes, with a shop at the other end of a line', () => {
  let folder: string;
  let home: string;
  let served: Served;
  const run = (...args: readonly string[]) => souk(args, {home});
  const file = async (name: string, text: string) => {
    await writeFile(path.join(folder, name), text);
    return path.join(folder, name);
  };

  /** The same failure twice, for a person and for a program; neither writes to the shop. */
  async function fails(exit: number, code: string, ...args: readonly string[]): Promise<Envelope> {
    const [log, goods] = [writeLog(served).length, shelf(served)];
    const plain = await run(...args);
    expect(plain.code, plain.stdout + plain.stderr).to.equal(exit);
    expect(plain.stderr).to.include(`(${code}, exit ${exit})`);
    expect(plain.stdout + plain.stderr).to.not.include('\u001B');
    const json = await run(...args, '--json');
    expect(json.code, json.stdout + json.stderr).to.equal(exit);
    const document = documentOf(json);
    expect(document.ok).to.equal(false);
    expect(document.error).to.include({code, exit});
    expect(writeLog(served).length).to.equal(log);
    expect(shelf(served)).to.deep.equal(goods);
    return document;
  }

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'souk-exit-'));
    home = path.join(folder, 'home');
    served = await serve(path.join(folder, 'far'));
    await connect(home, served);
  });
  after(async () => {
    await served.close();
    await rm(folder, {recursive: true, force: true});
  });

  it('0: what was wished is done, and said once', async () => {
    const imported = await run('listing', 'import', await file('all.csv', catalogue(60)), '--yes', '--json');
    expect(imported.code, imported.stdout).to.equal(0);
    expect(documentOf(imported)).to.have.nested.property('result.run.counts.verified', 180);
    const plain = await run('price', 'set', 'SKU-0001', '10.10', '--yes');
    expect(plain.code, plain.stderr).to.equal(0);
    expect(plain.stderr).to.equal('');
    expect(plain.stdout)
      .to.match(/R-\d+ done: 1 verified/u)
      .and.to.not.include('\u001B');
  });

  it('3: the shop said yes and kept something else', async () => {
    for (const more of [[], ['--json']]) {
      await ask(served, '/faults', {faults: [{kind: 'lie', side: 'write', times: 1}]});
      const ended = await run('price', 'set', 'SKU-0002', more.length === 0 ? '10.20' : '10.40', '--yes', ...more);
      expect(ended.code, ended.stdout + ended.stderr).to.equal(3);
      if (more.length === 0) expect(ended.stdout).to.match(/R-\d+ partial: 1 kept differently by the shop/u);
      else expect(documentOf(ended).error).to.include({code: 'RUN_ROWS_FAILED', exit: 3});
      await ask(served, '/faults', {faults: []});
    }
  });

  it('3: the shop rejects a row', async () => {
    const [plain, json] = ['NEW-1', 'NEW-2'];
    for (const sku of [plain, json]) {
      const wanted = await file('new.csv', `sku,product,title,price\n${sku},made-by-souk-${sku},New,9.00\n`);
      const hold = holdWrite(served.wire, 1);
      const args = ['listing', 'import', wanted, '--yes', ...(sku === json ? ['--json'] : [])];
      const ending = run(...args);
      await hold.reached;
      const product = `made-by-another-${sku}`;
      await ask(served, '/batch', {
        changes: [
          {n: 1, kind: 'listing', op: 'create', key: {product}, fields: {title: 'Theirs'}},
          {n: 2, kind: 'offer', op: 'create', key: {product, sku}, fields: {price: '8.00'}},
        ],
      });
      hold.release();
      const ended = await ending;
      served.wire.rules({});
      expect(ended.code, ended.stdout + ended.stderr).to.equal(3);
      if (sku === plain)
        expect(ended.stdout).to.include('1 rejected by the shop').and.to.include(`SKU ${sku} is taken`);
      else expect(documentOf(ended).error).to.include({code: 'RUN_ROWS_FAILED', exit: 3});
    }
  });

  it('4: the shop does not let us in', async () => {
    served.wire.rules({before: async () => 401});
    await fails(4, 'SHOP_SIGN_IN', 'shop', 'pull');
    await fails(4, 'SHOP_SIGN_IN', 'reprice', '--yes');
    served.wire.rules({});
  });

  it('5: a shop that is only observed, and the breaker; the plan is kept', async () => {
    await run('shop', 'mode', 'main', 'observe');
    await fails(5, 'SHOP_OBSERVES', 'price', 'set', 'SKU-0003', '11.00', '--yes');
    await run('shop', 'mode', 'main', 'apply');
    const slipped = await file(
      'slipped.csv',
      catalogue(60, (i) => (100 + i / 10).toFixed(2)),
    );
    const document = await fails(5, 'BREAKER_TRIPPED', 'listing', 'import', slipped, '--yes');
    const {plan} = document.result as {plan: {id: string}};
    const kept = await run('plan', 'show', plan.id, '--json');
    expect(kept.code).to.equal(0);
    expect(kept.stdout).to.include(plan.id);
  });

  it('6: a bad file writes nothing, to the shop or to the store', async () => {
    const bad = await file('bad.csv', catalogue(3).replace('10.01', 'a lot'));
    const before = [await run('run', 'list', '--json'), await run('plan', 'list', '--json')].map(({stdout}) => stdout);
    await fails(6, 'FILE_REFUSED', 'listing', 'import', bad, '--yes');
    await fails(6, 'FILE_NOT_FOUND', 'listing', 'import', path.join(folder, 'none.csv'), '--yes');
    const after = [await run('run', 'list', '--json'), await run('plan', 'list', '--json')].map(({stdout}) => stdout);
    expect(after).to.deep.equal(before);
    expect(await readFile(path.join(folder, 'bad.errors.csv'), 'utf8')).to.include('a lot');
  });

  it('7: the shop moved after the plan was made', async () => {
    const plan = path.join(folder, 'plan.json');
    expect((await run('price', 'set', 'SKU-0005', '10.90', '--plan-file', plan)).code).to.equal(0);
    await editPrice(served, 'SKU-0005', '9.99');
    const {error} = await fails(7, 'PLAN_DRIFTED', 'run', 'apply', plan, '--yes');
    expect(error?.message).to.include('SKU-0005').and.to.include('9.99');
  });

  it('8: nobody answers', async () => {
    await served.wire.close();
    await fails(8, 'SHOP_UNREACHABLE', 'shop', 'pull');
    const {port} = new URL(served.wire.url);
    const url = `url=http://127.0.0.1:${port}`;
    const add = ['shop', 'add', 'gone', '--platform', 'practice', '--currency', 'USD', '--set', url];
    await fails(8, 'SHOP_UNREACHABLE', ...add);
    expect((await run('shop', 'show', 'gone')).code).to.equal(2);
  });
});

describe('exit codes while another souk writes', () => {
  it('9: the shop is held by a living process, and free again afterwards', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'souk-held-'));
    const home = path.join(folder, 'home');
    const served = await serve(path.join(folder, 'far'));
    try {
      await connect(home, served);
      await writeFile(path.join(folder, 'all.csv'), catalogue(60));
      const hold = holdWrite(served.wire, 1);
      const first = startSouk(['listing', 'import', path.join(folder, 'all.csv'), '--yes', '--json'], {home});
      const ended = once(first, 'close') as Promise<[number | null]>;
      await hold.reached;
      for (const more of [[], ['--json']]) {
        const {code, stdout, stderr} = await souk(['run', 'resume', ...more], {home});
        expect(code, stdout + stderr).to.equal(9);
        expect(stdout + stderr)
          .to.include('SHOP_LOCKED')
          .and.to.include(String(first.pid));
        const second = await souk(
          ['listing', 'import', path.join(folder, 'all.csv'), '--yes', '--errors', path.join(folder, 'e.csv'), ...more],
          {home},
        );
        expect(second.code, second.stdout + second.stderr).to.equal(9);
      }
      const night = await souk(['nightly', '--yes', '--json'], {home});
      expect(night.code, night.stdout).to.equal(9);
      hold.release();
      expect(await ended).to.deep.equal([0, null]);
      expect(new Set(writeLog(served).map(({kind, key}) => kind + key)).size).to.equal(writeLog(served).length);
      expect((await souk(['price', 'set', 'SKU-0001', '10.50', '--yes'], {home})).code).to.equal(0);
    } finally {
      await served.close();
      await rm(folder, {recursive: true, force: true});
    }
  });
});
