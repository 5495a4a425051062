import {setTimeout} from 'node:timers/promises';
import {expect} from 'chai';
import type {Place} from '../place.js';
import {expectPrices, runOf} from '../plans.js';
import type {Done, Scene, Step} from '../step.js';
import {stock} from '../stock.js';

/** The window of a true server is so far ahead, and so long, beside the time that the commands in between take. */
const AHEAD_MS = 10_000;
/** How many offers it is about. */
const OFFERS = 5;

export const promotion = promotionIn(AHEAD_MS);

/** A cart has the right total before, while and after a promotion runs; where there is none, the price is looked at. */
export function promotionIn(aheadMs: number): Step {
  return {name: 'promotion: cart before, during, after', run: (scene) => promote(scene, aheadMs)};
}

async function promote({main}: Scene, aheadMs: number): Promise<Done> {
  const before = await main.shop.prices();
  const skus = [...before].filter(([, price]) => (price ?? 0) > 100).slice(0, OFFERS);
  await stock(
    main,
    skus.map(([sku]) => sku),
  );
  const carts = async () => {
    const totals: number[] = [];
    for (const [sku] of skus) totals.push(await totalOf(main, sku, 3));
    return totals;
  };
  const full = skus.map(([, price]) => (price ?? 0) * 3);
  const reduced = skus.map(([, price]) => Math.round(((price ?? 0) * 80) / 100 + 1e-9) * 3);
  const begun = Date.now();
  await main.souk(['promo', 'tick', '--yes']);
  const took = Date.now() - begun;
  const from = wholeSecond(Date.now() + aheadMs + 4 * took);
  const to = wholeSecond(from + aheadMs + 4 * took);
  const window = ['--from', instant(from), '--to', instant(to)];
  const scope = skus.flatMap(([sku]) => ['--sku', sku]);
  const words = ['--name', 'Week', '--percent', '20', '--accept-losses'];
  await main.souk(['promo', 'add', ...words, ...scope, ...window]);
  await main.souk(['promo', 'tick', '--yes']);
  expect(await carts(), 'before').to.deep.equal(full);
  await setTimeout(Math.max(0, from - Date.now()));
  const started = runOf(await main.souk(['promo', 'tick', '--yes']));
  expect(started.counts['verified']).to.equal(OFFERS);
  expect(await carts(), 'during').to.deep.equal(reduced);
  await setTimeout(Math.max(0, to - Date.now()));
  const ended = runOf(await main.souk(['promo', 'tick', '--yes']));
  expect(ended.counts['verified']).to.equal(OFFERS);
  expect(await carts(), 'after').to.deep.equal(full);
  await expectPrices(main, before);
  return {rows: 2 * OFFERS};
}

/** What a shopper would pay for so many. */
async function totalOf({shop}: Place, sku: string, quantity: number): Promise<number> {
  if (shop.cartTotal !== undefined) return await shop.cartTotal(sku, quantity);
  return ((await shop.prices()).get(sku) ?? Number.NaN) * quantity;
}

function wholeSecond(ms: number): number {
  return Math.ceil(ms / 1000) * 1000;
}

function instant(ms: number): string {
  return new Date(ms).toISOString().replace('.000Z', 'Z');
}
