import {mkdtemp, readFile, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {expect} from 'chai';
import type {Plan} from '../../src/domain/change/types.js';
import {souk, soukJson} from '../support/souk.js';
import {dice, lastRun, momentOf, runTill} from './support/fire.js';
import {ask, catalogue, connect, type Served, serve, shelf, writeLog} from './support/served.js';

const OFFERS = 300;
const FAULTS = [
  {kind: 'reset-after', side: 'write', probability: 0.08},
  {kind: 'reset-before', side: 'write', probability: 0.04},
  {kind: 'half', side: 'write', probability: 0.08},
  {kind: 'server-error', side: 'write', probability: 0.04},
  {kind: 'duplicate', side: 'write', probability: 0.08},
  {kind: 'limited', side: 'any', probability: 0.04},
  {kind: 'delay', side: 'any', probability: 0.2},
];
/** No night passes in this test, and every price moves. */
const RULES = `version: 1
defaults: {strategy: cost, margin: 35%}
guards: {days_between: 0}
`;

/** Each product and each price, in the shop's own words: what happened to it, in order. */
type Story = ReadonlyMap<string, readonly string[]>;

describe('kill -9 in the middle of an apply', function () {
  this.timeout(300_000);
  let folder: string;
  let home: string;
  let served: Served;
  const seed = Number(process.env['SOUK_TEST_SEED'] ?? Date.now() % 1_000_000);
  const roll = dice(seed);
  let kills = 0;

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'souk-fire-'));
    home = path.join(folder, 'home');
    served = await serve(path.join(folder, 'far'), [`seed=${seed}`]);
    await connect(home, served, ['timeout=5000']);
    await writeFile(path.join(folder, 'all.csv'), catalogue(OFFERS).replaceAll(/,5$/gmu, ','));
    await writeFile(path.join(folder, 'rules.yaml'), RULES);
    const costs = Array.from({length: OFFERS}, (_, i) => `${skuOf(i)},${(5 + i / 200).toFixed(2)},0.10,0.00`);
    await writeFile(path.join(folder, 'costs.csv'), `sku,cost,fee_rate,fee_fixed\n${costs.join('\n')}\n`);
    await ask(served, '/faults', {faults: FAULTS});
  });
  after(async () => {
    await served.close();
    await rm(folder, {recursive: true, force: true});
  });

  /** Does one step of the job under fire: killed twice (unless it is over before), then gone on with until it is done. Returns its run. */
  async function underFire(start: readonly string[], batches: number, changes: number): Promise<string> {
    const before = (await lastRun(home))?.id;
    let left = 2;
    for (let round = 0; round < 30; round++) {
      const last = await lastRun(home);
      const begun = last !== null && last.id !== before;
      if (begun && last.state !== 'open' && last.state !== 'interrupted') {
        expect(last).to.include({state: 'done'});
        expect(last.counts).to.include({verified: changes, planned: 0, unknown: 0, rejected: 0, mismatched: 0});
        return last.id;
      }
      const moment = left === 0 ? null : begun ? momentOf(roll, 'number', 4) : momentOf(roll, 'writes', batches);
      const {killed, code, stdout} = await runTill(served.wire, begun ? ['run', 'resume'] : start, home, moment);
      if (killed) {
        kills += 1;
        left -= 1;
      } else expect(code, `seed ${seed}, ${JSON.stringify(moment)}: ${stdout}`).to.be.oneOf([0, 8]);
    }
    throw new Error(`seed ${seed}: never came to an end`);
  }

  it('import, reprice, promotion, and three undos: everything once, nothing lost, and back to the beginning', async () => {
    process.stdout.write(`      SOUK_TEST_SEED=${seed}\n`);
    const at = (name: string) => path.join(folder, name);
    const imported = await underFire(['listing', 'import', at('all.csv'), '--yes'], 6, 2 * OFFERS);
    const fresh = shelf(served);
    expect(fresh).to.have.length(OFFERS);

    await done('cost', 'import', at('costs.csv'));
    await done('reprice', '--rules', at('rules.yaml'), '--plan-file', at('plan.json'));
    const plan = JSON.parse(await readFile(at('plan.json'), 'utf8')) as Plan;
    expect(plan.changes).to.have.length(OFFERS);
    const repriced = await underFire(['run', 'apply', at('plan.json'), '--yes'], 3, OFFERS);
    const between = shelf(served);

    await done(
      'promo',
      'add',
      '--name',
      'Fire sale',
      '--percent',
      '20',
      '--where',
      'category=Goods',
      '--to',
      '2099-01-01',
    );
    const ticked = await underFire(['promo', 'tick', '--yes'], 3, OFFERS);
    const [promotion] = await promotions();
    expect(promotion).to.include({status: 'running'});

    await underFire(['run', 'undo', ticked, '--yes'], 3, OFFERS);
    expect(shelf(served)).to.deep.equal(between);
    await underFire(['run', 'undo', repriced, '--yes'], 3, OFFERS);
    expect(shelf(served)).to.deep.equal(fresh);
    await underFire(['run', 'undo', imported, '--yes'], 6, 2 * OFFERS);
    expect(shelf(served)).to.deep.equal([]);

    const {stories, repeats} = told();
    process.stdout.write(`      ${kills} kills; ${repeats} rows came to the shop again and changed nothing\n`);
    expect(kills).to.be.at.least(6);
    expect(stories.size).to.equal(2 * OFFERS);
    for (const {target, fields} of plan.changes) {
      const [first, second] = [fields['price']?.before, fields['price']?.after].map(String);
      const sale = (Math.round(Number(second) * 80) / 100).toFixed(2);
      const sku = target.key.sku ?? '';
      expect(stories.get(sku), sku).to.deep.equal([`create ${first}`, second, sale, second, first, 'gone']);
      expect(stories.get(`goods-${Number(sku.slice(4))}`)).to.deep.equal(['create', 'gone']);
    }
    const {document} = await soukJson(['run', 'list', '--limit', '50'], {home});
    const {runs} = document['result'] as {runs: readonly {state: string}[]};
    expect(runs.map(({state}) => state)).to.deep.equal(Array.from({length: 6}, () => 'done'));
    expect((await promotions()).map(({status}) => status)).to.not.include('running');
  });

  async function done(...args: readonly string[]): Promise<void> {
    const {code, stdout, stderr} = await souk(args, {home});
    expect(code, `seed ${seed}: ${stdout}${stderr}`).to.equal(0);
  }

  async function promotions(): Promise<readonly {status: string}[]> {
    const {document} = await soukJson(['promo', 'list', '--all'], {home});
    return (document['result'] as {promotions: readonly {status: string}[]}).promotions;
  }

  /** The shop's own log as a story of each thing; `repeats` are rows that took no effect. */
  function told(): {stories: Story; repeats: number} {
    const stories = new Map<string, string[]>();
    let repeats = 0;
    for (const {kind, op, key, before, after, result} of writeLog(served)) {
      expect(result, `seed ${seed}: ${op} ${key}`).to.equal('applied');
      if (before === after) {
        repeats += 1;
        continue;
      }
      const [was, is] = [before, after].map((text) => JSON.parse(text ?? '{}') as {sku?: string; price?: string});
      const name =
        kind === 'offer' ? (was?.sku ?? is?.sku ?? '') : ((JSON.parse(key) as {product: string}).product ?? '');
      const event = after === null ? 'gone' : [op === 'create' ? 'create' : '', is?.price ?? ''].join(' ').trim();
      stories.set(name, [...(stories.get(name) ?? []), event]);
    }
    return {stories, repeats};
  }
});

function skuOf(i: number): string {
  return `SKU-${String(i + 1).padStart(4, '0')}`;
}
