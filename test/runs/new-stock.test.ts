import {expect} from 'chai';
import {applyPlan} from '../../src/app/run/apply.js';
import type {Change} from '../../src/domain/change/types.js';
import {memoryShop, productOf} from '../support/memory-shop.js';
import {creation, openDesk} from './desk.js';

const CUP = productOf('cup', [{sku: 'CUP', price: 800}]);
const stocked: Omit<Change, 'n'> = {
  target: {kind: 'stock', key: {product: 'cup', sku: 'CUP'}},
  op: 'update',
  fields: {stock: {before: null, after: 5}},
  reasons: [],
  guards: [],
};

describe('runs: the stock of a variant that is new', () => {
  /** The stock of a new variant is `given` when the request for it gets lost. */
  async function applied(given: number) {
    let lost = false;
    const shop = memoryShop([], {
      batch: {rows: 1, bytes: 1_000_000},
      fate: ({target}) => {
        if (target.kind !== 'stock' || lost) return 'ok';
        lost = true;
        shop.edit('CUP', {stock: given});
        return 'lost-before';
      },
    });
    const desk = await openDesk(shop);
    try {
      const plan = await desk.plan([...creation(CUP), stocked]);
      const {run} = await applyPlan(desk.context, plan);
      return {state: run.state, drifted: run.counts.drifted, stock: shop.snapshot()[0]?.offers[0]?.stock};
    } finally {
      await desk.close();
    }
  }

  it('is sent again where the shop began it at 0: nobody changed it', async () => {
    expect(await applied(0)).to.deep.equal({state: 'done', drifted: 0, stock: 5});
  });

  it('is left where somebody has counted it meanwhile', async () => {
    expect(await applied(7)).to.deep.equal({state: 'partial', drifted: 1, stock: 7});
  });
});
