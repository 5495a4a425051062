import {lstat, readFile, symlink, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {expect} from 'chai';
import fc from 'fast-check';
import type {PlanDraft, Skipped} from '../../src/domain/change/types.js';
import {KnownError, message} from '../../src/domain/errors.js';
import {parsePlan, planText, readPlanFile, writePlanFile} from '../../src/runs/plan-file.js';
import {openSeal, planIntact, sealPlan} from '../../src/runs/seal.js';
import {productOf} from '../support/memory-shop.js';
import {withFolder} from '../support/souk.js';
import {creation, draftOf, priceChange, titleChange} from './desk.js';

const SHOP = {
  id: 1,
  name: 'main',
  platform: 'practice',
  mode: 'apply',
  terms: {currency: 'USD', zone: 'UTC', pricesIncludeTax: false, taxRate: null},
  settings: {},
  own: {},
  pausedAt: null,
  createdAt: 0,
} as const;
const STAMP = {id: 'P-7K2AB', createdAt: 1_000, expiresAt: 2_000};
const DRAFT: PlanDraft = draftOf(SHOP, [
  priceChange('mug', 'MUG', '12.00', '13.00'),
  titleChange('mug', 'a', 'b'),
  ...creation(productOf('cup', [{sku: 'CUP', price: 5}])),
]);

function codeOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof KnownError) return error.code;
    throw error;
  }
  return 'none';
}

describe('runs: plan files', () => {
  it('come back as they left, for any text in them', () => {
    fc.assert(
      fc.property(fc.string({unit: 'binary'}), fc.array(fc.string()), (by, sources) => {
        const plan = sealPlan({...DRAFT, by, inputs: {hash: 'none', sources}}, STAMP);
        const back = parsePlan(planText(plan), 'plan.json');
        expect(back).to.deep.equal(plan);
        expect(planIntact(back)).to.equal(true);
        expect(planText(back)).to.equal(planText(plan));
      }),
    );
  });

  it('have the same seal whether they are made at once or page by page', async () => {
    await withFolder(async (folder) => {
      const {changes, skipped: _none, ...draft} = DRAFT;
      const target = {kind: 'offer', key: {sku: 'X'}} as const;
      const held: Skipped = {target, fate: 'held', reason: message('PRICE_UNKNOWN', {sku: 'X'}), guards: []};
      for (const left of [[], [held]]) {
        const seal = openSeal(folder);
        await seal.add(changes.slice(0, 1), []);
        await seal.add(changes.slice(1), left);
        const head = await seal.finish(draft, STAMP);
        // What was hashed can be gone through again, and again.
        for (const _ of [1, 2]) {
          const texts: string[] = [];
          for await (const page of seal.texts.changes) texts.push(...page);
          expect(texts.map((text) => JSON.parse(text) as unknown)).to.deep.equal(changes);
        }
        await seal.close();
        const {changes: _changes, skipped: _skipped, ...whole} = sealPlan({...DRAFT, skipped: left}, STAMP);
        expect(head).to.deep.equal(whole);
      }
    });
  });

  it('are damaged by any change of any part', () => {
    const plan = sealPlan(DRAFT, STAMP);
    expect(planIntact({...plan, expiresAt: plan.expiresAt + 1})).to.equal(false);
    expect(planIntact({...plan, changes: plan.changes.slice(1)})).to.equal(false);
    expect(planIntact({...plan, breaker: {tripped: true, limits: []}})).to.equal(false);
  });

  it('are written for their owner only and never through a link', async () => {
    await withFolder(async (folder) => {
      const plan = sealPlan(DRAFT, STAMP);
      const file = path.join(folder, 'plan.json');
      await writePlanFile(file, plan);
      expect((await lstat(file)).mode & 0o777).to.equal(0o600);
      expect(await readPlanFile(file)).to.deep.equal(plan);
      const victim = path.join(folder, 'victim');
      await writeFile(victim, 'mine');
      const link = path.join(folder, 'link.json');
      await symlink(victim, link);
      await writePlanFile(link, plan).then(
        () => expect.fail('wrote through a link'),
        (error: KnownError) => expect(error.code).to.equal('FILE_IS_LINK'),
      );
      expect(await readFile(victim, 'utf8')).to.equal('mine');
    });
  });

  it('say which field is not what it should be', () => {
    const text = planText(sealPlan(DRAFT, STAMP));
    const cases: readonly (readonly [string, string, string])[] = [
      ['"version": 1', '"version": 2', 'plan.version'],
      ['"after": "13.00"', '"after": "0.001"', 'price.after'],
      ['"after": "13.00"', '"after": 13', 'fields'],
      ['"after": "13.00"', '"after": "1e999"', 'fields'],
      ['"after": "13.00"', '"after": "-1.00"', 'fields'],
      ['"op": "update"', '"op": "delete"', '.op'],
      ['"kind": "offer"', '"kind": "world"', 'target.kind'],
      ['"n": 2', '"n": 1', 'changes[1].n'],
      ['"currency": "USD"', '"currency": "XXQ"', 'shop.currency'],
      ['"by": "souk test"', '"by": "souk test", "evil": 1', 'plan.evil'],
      ['"title": {', '"password": {', 'fields.password'],
      ['"createdAt": 1000', '"createdAt": "now"', 'plan.createdAt'],
    ];
    for (const [from, to, at] of cases) {
      expect(text, from).to.contain(from);
      try {
        parsePlan(text.replace(from, to), 'plan.json');
        expect.fail(`took ${to}`);
      } catch (error) {
        if (!(error instanceof KnownError)) throw error;
        expect(error.code).to.equal('PLAN_FILE_FIELD');
        expect((error.params as {at: string}).at).to.contain(at);
      }
    }
    expect(codeOf(() => parsePlan('{', 'plan.json'))).to.equal('PLAN_FILE_NOT_JSON');
    for (const text of ['null', '[]', '3', '"x"', '{}'])
      expect(codeOf(() => parsePlan(text, 'x'))).to.equal('PLAN_FILE_FIELD');
  });

  it('never crash on strange JSON', () => {
    fc.assert(
      fc.property(fc.json(), (text) =>
        ['PLAN_FILE_FIELD', 'PLAN_FILE_NOT_JSON'].includes(codeOf(() => parsePlan(text, 'x'))),
      ),
    );
  });
});
