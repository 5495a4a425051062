import {expect} from 'chai';
import {parseAmount} from '../../../src/domain/money.js';
import type {PlacedOrder} from '../lab.js';
import type {Place} from '../place.js';
import type {Step} from '../step.js';
import {stock} from '../stock.js';

const ORDERS = 8;

/** Orders by the shop's own API are in the report to the cent, with what was given back; pulled twice they count once. */
export const orders: Step = {
  name: 'orders, refund: report to the cent',
  run: async ({main}) => {
    const {shop} = main;
    const skus = [...(await shop.prices())].filter(([, price]) => (price ?? 0) > 0).map(([sku]) => sku);
    const [a = '', b = '', c = ''] = skus;
    await stock(main, [a, b, c]);
    const placed: PlacedOrder[] = [];
    for (let i = 0; i < ORDERS; i++) {
      const lines = [
        {sku: [a, b, c][i % 3] ?? a, quantity: 1 + (i % 4)},
        ...(i % 2 === 0 ? [{sku: [b, c, a][i % 3] ?? b, quantity: 2}] : []),
      ];
      placed.push(await shop.placeOrder(lines));
    }
    await main.souk(['shop', 'pull']);
    await expectReport(main, placed, 0);
    await main.souk(['shop', 'pull']);
    await expectReport(main, placed, 0);
    const [first] = placed;
    if (first === undefined) throw new Error('no order was placed');
    if (shop.refund === undefined) return {rows: ORDERS};
    const back = Math.floor(first.goods / 3);
    await shop.refund(first.id, back);
    await main.souk(['shop', 'pull']);
    await expectReport(main, placed, back);
    return {rows: ORDERS};
  },
};

/** souk's totals are the server's own. */
async function expectReport(place: Place, placed: readonly PlacedOrder[], refunded: number): Promise<void> {
  const {result} = await place.souk(['report', 'sales', '--last', '7d']);
  const totals = result['totals'] as Record<string, unknown>;
  const money = (name: string) => parseAmount(String(totals[name] ?? '0'), place.shop.currency) ?? Number.NaN;
  const sum = (part: (order: PlacedOrder) => number) => placed.reduce((all, order) => all + part(order), 0);
  expect({
    orders: totals['orders'],
    units: totals['units'],
    goods: money('gmv') - money('discounts') - money('returns'),
  }).to.deep.equal({orders: placed.length, units: sum(({units}) => units), goods: sum(({goods}) => goods) - refunded});
}
