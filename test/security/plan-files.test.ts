import {mkdtemp, readFile, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {expect} from 'chai';
import type {Change, Plan} from '../../src/domain/change/types.js';
import {sealPlan} from '../../src/runs/seal.js';
import {souk, soukJson} from '../support/souk.js';

type Loose = {-readonly [K in keyof Plan]: Plan[K]};

/** Sealed again after an edit, under an id that no store knows: what a forger would hand in. */
function forged(plan: Plan, edit: (plan: Loose) => void): string {
  const copy: Loose = {...structuredClone(plan), id: 'P-F0RGE'};
  edit(copy);
  const {hash: _hash, format: _format, version: _version, id, createdAt, expiresAt, ...draft} = copy;
  return JSON.stringify(sealPlan(draft, {id, createdAt, expiresAt}));
}

const priceBefore = ({fields}: Change): string => String(fields['price']?.before);
const scaled = (change: Change, factor: number): string => (Number(priceBefore(change)) * factor).toFixed(2);

function priced(change: Change, after: string | null): Change {
  return {...change, guards: [], fields: {price: {before: priceBefore(change), after}}};
}

describe('security: plan files of others', () => {
  let home: string;
  let plan: Plan;
  let file: string;
  const apply = async (edit: (plan: Loose) => void, ...flags: string[]) => {
    await writeFile(file, forged(plan, edit));
    return await souk(['run', 'apply', file, '--yes', ...flags], {home});
  };
  const price = async (sku: string) => {
    const {document} = await soukJson(['listing', 'show', sku], {home});
    return JSON.stringify(document);
  };

  before(async function (this: Mocha.Context) {
    home = await mkdtemp(path.join(tmpdir(), 'souk-security-'));
    file = path.join(home, 'plan.json');
    const add = ['shop', 'add', 'main', '--platform', 'practice', '--set', 'catalogue=sample', '--currency', 'USD'];
    expect((await souk(add, {home})).code).to.equal(0);
    expect((await souk(['shop', 'pull'], {home})).code).to.equal(0);
    expect((await souk(['price', 'adjust', '--by', '-2%', '--plan-file', file], {home})).code).to.equal(0);
    plan = JSON.parse(await readFile(file, 'utf8')) as Plan;
    expect(plan.changes.length).to.be.greaterThan(20);
  });
  after(async () => await rm(home, {recursive: true, force: true}));

  it('are measured by the breaker again, whatever they say of their own', async () => {
    const nearlyDouble = (copy: Loose) => {
      copy.changes = copy.changes.map((change) => priced(change, scaled(change, 1.4)));
      copy.breaker = {tripped: false, limits: []};
    };
    const stopped = await apply(nearlyDouble);
    expect(stopped.code).to.equal(5);
    expect(stopped.stderr).to.contain('BREAKER_TRIPPED');
    expect(stopped.stdout).to.contain('Limit: 15 %');
    const kept = await souk(['run', 'apply', 'P-F0RGE', '--yes'], {home});
    expect(kept.code, 'kept under its id it is still blocked').to.equal(5);
    const bases = await apply((copy) => {
      copy.changes = copy.changes.map((change) => ({
        ...change,
        guards: [],
        fields: {base_price: {before: priceBefore(change), after: scaled(change, 1.4)}},
      }));
    });
    expect(bases.stderr, 'a base that no buyer sees yet').to.contain('BREAKER_TRIPPED');
  });

  it('can not say that bounds are overridden, also not once they are kept', async () => {
    const edit = (copy: Loose) => {
      const [honest, cheap] = copy.changes as readonly [Change, Change];
      copy.id = 'P-F0RG2';
      copy.manual = {overrideBounds: true};
      copy.rules = {...copy.rules, file: path.join(home, 'none.yaml')};
      copy.changes = [honest, priced(cheap, '0.01')];
    };
    const part = await apply(edit, '--limit', '1', '--accept-breaker');
    expect(part.code, part.stderr).to.equal(0);
    const rest = await apply(edit, '--accept-breaker');
    expect(rest.code).to.equal(5);
    expect(rest.stderr).to.contain('PLAN_GUARDED').and.to.contain('0.01');
    const kept = await souk(['run', 'apply', 'P-F0RG2', '--yes', '--accept-breaker'], {home});
    expect(kept.code).to.equal(5);
    const sku = plan.changes[1]?.target.key.sku ?? '';
    expect(await price(sku)).not.to.contain('"0.01"');
    const undo = await souk(['run', 'undo', 'R-1', '--yes'], {home});
    expect(undo.code, undo.stderr).to.equal(0);
  });

  it('can not name an offer so that its bounds are not found', async () => {
    const [first] = plan.changes as readonly [Change];
    const {remoteId, sku = ''} = first.target.key;
    const keys = [
      {sku: ` ${sku} `},
      {sku: 'NO-SUCH', ...(remoteId === undefined ? {} : {remoteId: `0${remoteId}`})},
      {product: first.target.key.product ?? '', options: ''},
    ];
    for (const key of keys) {
      const ended = await apply((copy) => {
        copy.changes = [{...priced(first, '0.01'), target: {kind: 'offer', key}}];
      }, '--accept-breaker');
      expect(ended.code, JSON.stringify(key)).to.equal(5);
      expect(ended.stderr).to.contain('PLAN_GUARDED');
    }
    expect(await price(sku)).to.contain(priceBefore(first));
  });

  it('can not take a price away, nor a listing, nor put a promotion on an offer that nobody made', async () => {
    const [first] = plan.changes as readonly [Change];
    const cases: readonly (readonly [string, Change])[] = [
      ['PLAN_GUARDED', priced(first, null)],
      ['PLAN_TARGET_UNSUPPORTED', {...first, op: 'archive', fields: {}, guards: []}],
      [
        'PLAN_TARGET_UNSUPPORTED',
        {
          ...first,
          op: 'archive',
          fields: {},
          target: {kind: 'listing', key: {product: first.target.key.product ?? ''}},
        },
      ],
      ['PLAN_TARGET_UNSUPPORTED', {...first, overlay: 'PR-77'}],
    ];
    for (const [code, change] of cases) {
      const ended = await apply((copy) => {
        copy.changes = [change];
      }, '--accept-breaker');
      expect(ended.code, code).to.equal(5);
      expect(ended.stderr).to.contain(code);
    }
    expect(await price(first.target.key.sku ?? '')).to.contain(priceBefore(first));
  });

  it('can not call themselves an undo and write something else', async () => {
    const [first] = plan.changes as readonly [Change];
    const done = await souk(['price', 'adjust', '--by', '-1%', '--yes'], {home});
    expect(done.code).to.equal(0);
    const run = /(R-\d+) done/u.exec(done.stdout)?.[1] ?? '';
    for (const change of [
      {...first, op: 'archive', fields: {}, undoes: 1},
      {...priced(first, '0.01'), undoes: 1},
      {...first, fields: {price: {before: scaled(first, 0.99), after: priceBefore(first)}}, undoes: 1, overlay: 'PR-1'},
    ] as const) {
      const ended = await apply((copy) => {
        copy.kind = 'undo';
        copy.undoes = run;
        copy.changes = [change];
      });
      expect(ended.code).to.equal(5);
      expect(ended.stderr).to.contain('PLAN_NOT_ITS_UNDO');
    }
    expect((await souk(['run', 'undo', run, '--yes'], {home})).code).to.equal(0);
  });

  it('are bad input, and no fault of souk, when they hold what no plan holds', async () => {
    const text = forged(plan, () => undefined);
    const broken = [
      text.replace(/"createdAt":\d+/u, '"createdAt":9007199254740991'),
      text.replace('"changes":[', `"changes":[${'['.repeat(200_000)}`),
      text.replace(/"by":"[^"]*"/u, '"by":{"__proto__":{"x":1}}'),
      text.replace('"kind":"price"', '"__proto__":{"kind":"price"},"kind":"price"'),
      `[${'0,'.repeat(2_000_000)}0]`,
    ];
    for (const each of broken) {
      expect(each).not.to.equal(text);
      await writeFile(file, each);
      const ended = await souk(['run', 'apply', file, '--yes'], {home});
      expect(ended.code, ended.stderr.slice(0, 300)).to.equal(6);
    }
  });
});
