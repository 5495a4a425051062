import fc from 'fast-check';
import {COMMANDS, peace} from './model-commands.js';
import {openMarket} from './model-market.js';
import {newModel} from './model-reference.js';
import {GOODS, make} from './model-works.js';

const RUNS = Number(process.env['SOUK_MODEL_RUNS'] ?? 100);

describe('runs: whatever happens, in whatever order', () => {
  it('is as the reference model says', async () => {
    const begun = await openMarket({rows: 2});
    try {
      await begun.as(make);
      const goods = GOODS.flatMap(({product, offers}) =>
        offers.map(({sku, price}) => ({product, sku: sku ?? '', price: price ?? 0})),
      );
      await fc.assert(
        fc.asyncProperty(fc.commands(COMMANDS, {maxCommands: 14, size: '+1'}), async (commands) => {
          const market = await openMarket({rows: 2, from: begun.home});
          const model = newModel(goods);
          try {
            await fc.asyncModelRun(() => ({model, real: market}), commands);
            await peace(model, market);
          } finally {
            await market.close();
          }
        }),
        {numRuns: RUNS},
      );
    } finally {
      await begun.close();
    }
  }).timeout(3_600_000);
});
