import {once} from 'node:events';
import {mkdtemp, readFile, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {setTimeout} from 'node:timers/promises';
import {expect} from 'chai';
import {openData} from '../../../src/data/open.js';
import {souk, soukJson, startSouk} from '../../support/souk.js';

type Document = Record<string, unknown>;

const part = (document: Document, ...names: readonly string[]): unknown =>
  names.reduce<unknown>((value, name) => (value as Document | undefined)?.[name], document);

describe('plan and run commands, as processes', () => {
  let home: string;
  const add = async (...more: string[]) => {
    const flags = [
      '--platform',
      'practice',
      '--set',
      'catalogue=sample',
      '--currency',
      'USD',
      '--time-zone',
      'UTC',
      '--prices-include-tax',
      'no',
    ];
    expect((await souk(['shop', 'add', 'main', ...flags, ...more], {home})).code).to.equal(0);
    expect((await souk(['shop', 'pull'], {home})).code).to.equal(0);
  };
  beforeEach(async () => {
    home = await mkdtemp(path.join(tmpdir(), 'souk-run-'));
  });
  afterEach(async () => await rm(home, {recursive: true, force: true}));

  it('show a plan, keep it, apply it, list it, take it back', async () => {
    await add();
    const dry = await soukJson(['price', 'adjust', '--by', '+2%', '--dry-run'], {home});
    expect(dry.code).to.equal(0);
    expect(part(dry.document, 'result')).to.have.all.keys('plan', 'summary', 'breaker', 'sample');
    const id = String(part(dry.document, 'result', 'plan', 'id'));

    const silent = await souk(['run', 'apply', id], {home});
    expect(silent.code).to.equal(2);
    expect(silent.stdout).to.contain(`Plan ${id} (price) for shop main`);
    expect(silent.stderr).to.contain('(CONFIRMATION_NEEDED, exit 2)');
    const silentJson = await soukJson(['run', 'apply', id], {home});
    expect(silentJson.code).to.equal(2);
    expect(part(silentJson.document, 'error', 'code')).to.equal('CONFIRMATION_NEEDED');

    const applied = await soukJson(['run', 'apply', id, '--yes'], {home});
    expect(applied.code).to.equal(0);
    expect(part(applied.document, 'ok')).to.equal(true);
    expect(part(applied.document, 'result', 'run')).to.deep.include({
      id: 'R-1',
      shop: 'main',
      plan: id,
      kind: 'price',
      state: 'done',
    });
    expect(part(applied.document, 'result', 'failures')).to.deep.equal([]);

    const listed = await soukJson(['run', 'list'], {home});
    expect(part(listed.document, 'result', 'runs')).to.have.length(1);
    const shown = await souk(['run', 'show', 'R-1'], {home});
    expect(shown.stdout).to.match(/^R-1 done: \d+ verified\. /u);
    const plans = await soukJson(['plan', 'list'], {home});
    expect(part(plans.document, 'result', 'plans')).to.have.nested.property('[0].state', 'applied');

    const again = await souk(['run', 'apply', id, '--yes'], {home});
    expect(again.code).to.equal(7);
    expect(again.stdout).to.equal('');
    expect(again.stderr).to.contain(`${id} is applied already, by R-1`).and.to.contain('souk run show R-1');

    const file = path.join(home, 'result.csv');
    expect((await souk(['run', 'result', 'R-1', '--output', file], {home})).code).to.equal(0);
    const lines = (await readFile(file, 'utf8')).trimEnd().split('\n');
    expect(lines[0]).to.equal('sku,product,options,price,_status,_code,_message,_before,_after');
    const piped = await souk(['run', 'result', 'R-1', '--format', 'csv'], {home});
    expect(piped.stdout).to.equal(await readFile(file, 'utf8'));
    expect(lines.length - 1).to.equal(part(applied.document, 'result', 'plan', 'changes'));

    const undo = await souk(['run', 'undo', 'R-1', '--yes'], {home});
    expect(undo.code).to.equal(0);
    expect(undo.stdout).to.contain('takes back R-1').and.to.contain('R-2 done:');
    const diff = await soukJson(['plan', 'diff', id, id], {home});
    expect(part(diff.document, 'result', 'differ')).to.deep.equal([]);
    const none = await souk(['run', 'resume'], {home});
    expect(none.code).to.equal(2);
    expect(none.stderr).to.contain('RUN_NONE_OPEN');
  });

  it('refuse a plan file that was touched, and a shop that is only observed', async () => {
    await add();
    const file = path.join(home, 'plan.json');
    const saved = await soukJson(['price', 'adjust', '--by', '+2%', '--plan-file', file], {home});
    expect(saved.code).to.equal(0);
    expect(part(saved.document, 'result', 'path')).to.equal(file);
    const text = await readFile(file, 'utf8');
    await writeFile(file, text.replace(/"after": "[\d.]+"/u, '"after": "0.01"'));
    const damaged = await souk(['run', 'apply', file, '--yes'], {home});
    expect(damaged.code).to.equal(6);
    expect(damaged.stderr).to.contain('PLAN_DAMAGED');
    await writeFile(file, '{"format":"souk-plan"}');
    expect((await souk(['plan', 'show', file], {home})).code).to.equal(6);

    await writeFile(file, text);
    expect((await souk(['shop', 'mode', 'main', 'observe'], {home})).code).to.equal(0);
    const observed = await soukJson(['run', 'apply', file, '--yes'], {home});
    expect(observed.code).to.equal(5);
    expect(part(observed.document, 'error', 'code')).to.equal('SHOP_OBSERVES');
    expect(part(observed.document, 'error', 'hint')).to.contain('souk shop mode main apply');
    expect((await souk(['shop', 'mode', 'main', 'apply'], {home})).code).to.equal(0);
    const applied = await soukJson(['run', 'apply', file, '--yes', '--limit', '3'], {home});
    expect(applied.code).to.equal(0);
    expect(part(applied.document, 'result', 'run', 'counts', 'verified')).to.equal(3);

    const paused = await soukJson(['pause'], {home});
    expect(part(paused.document, 'result', 'shops')).to.have.nested.property('[0].name', 'main');
    expect((await souk(['pause', '--off'], {home})).stdout).to.contain('go on');
  });

  it('close the journal at Ctrl-C', async () => {
    await add();
    const data = await openData(path.join(home, 'souk.db'));
    try {
      const shop = await data.shops.byName('main');
      if (shop === null) throw new Error('no shop');
      // One request a second: the program is surely still at work when the signal comes.
      await data.shops.update(shop.id, {settings: {...shop.settings, rate: '1/1'}});
      const child = startSouk(['price', 'adjust', '--by', '+3%', '--yes'], {home});
      let stderr = '';
      child.stderr.on('data', (text: Buffer) => {
        stderr += text.toString('utf8');
      });
      child.stdin.end();
      const ended = once(child, 'close') as Promise<[number | null]>;
      for (let tries = 0; tries < 600 && (await data.runs.openRun(shop.id)) === null; tries++) await setTimeout(50);
      child.kill('SIGINT');
      const [code] = await ended;
      expect(code, stderr).to.equal(130);
      expect(stderr).to.match(
        /Interrupted\. R-1 is safe: \d+ of \d+ changes done, \d+ unknown, \d+ not sent\.\n {2}Go on with: {2}souk run resume R-1/u,
      );
      expect((await data.runs.get('R-1'))?.state).to.equal('interrupted');
      const blocked = await souk(['price', 'adjust', '--by', '+1%', '--yes'], {home});
      expect(blocked.code).to.equal(9);
      expect(blocked.stderr).to.contain('souk run resume R-1');
      await data.shops.update(shop.id, {settings: shop.settings});
      const resumed = await soukJson(['run', 'resume'], {home});
      expect(resumed.code).to.equal(0);
      expect(part(resumed.document, 'result', 'run', 'state')).to.equal('done');
    } finally {
      await data.close();
    }
  });
});
