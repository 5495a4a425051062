import {writeFile} from 'node:fs/promises';
import {expect} from 'chai';
import {formatAmount} from '../../../src/domain/money.js';
import type {Place} from '../place.js';
import {applyWhole, expectPrices, planOf, runOf, wishedPrices} from '../plans.js';
import type {Step} from '../step.js';

/** Every price may move again, although no night has passed. */
const RULES = `version: 1
guards: {days_between: 0}
rules:
  - name: everything
    strategy: cost
    margin: 30%
`;

/** Costs for every SKU, so that a margin of 30 %, with fees of 10 % and tax of 19 %, moves most prices by a little. */
async function importCosts(place: Place, prices: ReadonlyMap<string, number | null>): Promise<void> {
  const file = place.file('costs.csv');
  const rows = [...prices].map(([sku, price], i) => {
    const cost = Math.max(1, Math.round(((price ?? 1000) * (47 + (i % 5))) / 100));
    return `"${sku.replaceAll('"', '""')}",${formatAmount(cost, place.shop.currency)},0.10,0`;
  });
  await writeFile(file, `sku,cost,fee_rate,fee_fixed\n${rows.join('\n')}\n`);
  await place.souk(['cost', 'import', file]);
}

/** Every price is made anew by the rules, written, read past souk; and undone to the first state. */
export const repriceAndUndo: Step = {
  name: 'reprice all SKUs, undo',
  run: async ({main}) => {
    const before = await main.shop.prices();
    await importCosts(main, before);
    const rules = main.file('pricing.yaml');
    await writeFile(rules, RULES);
    const plan = await planOf(main, ['reprice', '--rules', rules]);
    expect(plan.changes.length, 'prices that move').to.be.greaterThan(before.size / 2);
    const run = await applyWhole(main, plan);
    await expectPrices(main, wishedPrices(plan), before);
    const undone = runOf(await main.souk(['run', 'undo', run, '--yes', '--accept-breaker']));
    expect(undone.state).to.equal('done');
    await expectPrices(main, before);
    return {rows: plan.changes.length * 2};
  },
};

/** A price that somebody else changed meanwhile is not written over, neither by an apply nor by an undo. */
export const respectsOthers: Step = {
  name: 'somebody else’s price stands',
  run: async ({main}) => {
    const before = await main.shop.prices();
    const [first = '', second = ''] = [...before.keys()];
    const args = ['price', 'adjust', '--by', '+1%', '--only', first, '--only', second];
    const plan = await planOf(main, args);
    const held = before.get(first) ?? 0;
    await main.shop.editPrice(first, held + 7);
    await main.souk(['run', 'apply', plan.id, '--yes'], [7]);
    await expectPrices(main, new Map([[first, held + 7]]), before);
    await main.shop.editPrice(first, held);
    await main.souk(['shop', 'pull']);
    return {rows: 2};
  },
};
