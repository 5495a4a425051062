import {expect} from 'chai';
import {canonicalJson} from '../../src/domain/change/canonical.js';
import {advance} from '../../src/platforms/practice/market/advance.js';
import {lifeOf} from '../../src/platforms/practice/market/birth.js';
import type {Good, Happenings, MarketState, MarketTerms} from '../../src/platforms/practice/market/types.js';

const DAY = 86_400_000;
const START = Date.UTC(2026, 0, 5, 6);
const TERMS: MarketTerms = {seed: 7, currency: 'USD', zone: 'Europe/Berlin', pricesIncludeTax: true, taxRate: '0.19'};
const SEEDS = Array.from({length: 24}, (_, i) => 100 + i);

/** A market of some goods at 25.00 with the given price now and stock. */
function market({
  seed = 7,
  price = 2500,
  stock = null,
  count = 12,
}: {
  seed?: number;
  price?: number;
  stock?: number | null;
  count?: number;
} = {}): MarketState {
  const terms = {...TERMS, seed};
  const goods = Array.from({length: count}, (_, i): Good => {
    const sku = `G-${String(i).padStart(2, '0')}`;
    const life = lifeOf(terms, {sku, category: i % 2 === 0 ? 'Kitchen' : 'Apparel', price: 2500, cost: 1000});
    return {id: i + 1, sku, category: i % 2 === 0 ? 'Kitchen' : 'Apparel', price, taxRate: null, stock, life};
  });
  return {terms, now: START, goods};
}

/** Lets days pass, in one stretch or cut at these instants. */
function live(from: MarketState, days: number, cuts: readonly number[] = []): {state: MarketState; all: Happenings} {
  const lines: Happenings['lines'][number][] = [];
  const sightings: Happenings['sightings'][number][] = [];
  const costs: Happenings['costs'][number][] = [];
  let state = from;
  for (const to of [...cuts, from.now + days * DAY]) {
    for (const passed of advance(state, to)) {
      state = passed.state;
      lines.push(...passed.happenings.lines);
      sightings.push(...passed.happenings.sightings);
      costs.push(...passed.happenings.costs);
    }
  }
  return {state, all: {lines, sightings, costs}};
}

const sold = ({lines}: Happenings) => lines.reduce((sum, {quantity}) => sum + Math.max(0, quantity), 0);

describe('the practice market', () => {
  it('gives the same days for the same seed, to the byte', () => {
    expect(canonicalJson(live(market(), 120))).to.equal(canonicalJson(live(market(), 120)));
    expect(canonicalJson(live(market({seed: 8}), 120).all)).not.to.equal(canonicalJson(live(market(), 120).all));
  });

  it('gives the same days in one stretch or in many, over summer time too', () => {
    const cuts = [START + 1, START + 5 * DAY, START + 5 * DAY + 3_600_000, START + 83.4 * DAY, START + 84 * DAY].map(
      Math.round,
    );
    expect(canonicalJson(live(market(), 120, cuts))).to.equal(canonicalJson(live(market(), 120)));
  });

  it('gives a good the same days whatever else is on the market, and in whatever order', () => {
    const whole = market();
    const some: MarketState = {...whole, goods: [...whole.goods].reverse().filter(({id}) => id % 3 === 0)};
    const linesOf = ({lines}: Happenings, skus: ReadonlySet<string>) =>
      canonicalJson(lines.filter(({sku}) => skus.has(sku)).map(({shipping: _, ...line}) => line));
    const skus = new Set(some.goods.map(({sku}) => sku));
    expect(linesOf(live(some, 60).all, skus)).to.equal(linesOf(live(whole, 60).all, skus));
  });

  it('sells less at a higher price: for every seed, and by about the elasticity', () => {
    const units = (price: number) => SEEDS.map((seed) => sold(live(market({seed, price}), 60).all));
    const [cheap, fair, dear] = [units(2000), units(2500), units(3200)];
    const total = (each: readonly number[]) => each.reduce((sum, n) => sum + n, 0);
    SEEDS.forEach((_, i) => {
      expect(cheap[i]).to.be.greaterThan(fair[i] ?? 0);
      expect(fair[i]).to.be.greaterThan(dear[i] ?? 0);
    });
    const slope = Math.log(total(dear) / total(cheap)) / Math.log(3200 / 2000);
    expect(slope).to.be.within(-4.5, -1.8);
  });

  it('has a season and a week', () => {
    const from = market({count: 40});
    const {all} = live(from, 364);
    const gifts = all.lines.filter(({sku, quantity}) => quantity > 0 && Number(sku.slice(2)) % 2 === 0);
    const inMonths = (...months: readonly number[]) =>
      gifts.filter(({orderedAt}) => months.includes(new Date(orderedAt).getUTCMonth())).length;
    expect(inMonths(10, 11)).to.be.greaterThan(1.3 * inMonths(4, 5));
    const clothes = all.lines.filter(({sku, quantity}) => quantity > 0 && Number(sku.slice(2)) % 2 === 1);
    const weekend = clothes.filter(({orderedAt}) => [0, 6].includes(new Date(orderedAt).getUTCDay())).length;
    expect(weekend / 2).to.be.greaterThan((clothes.length - weekend) / 5);
  });

  it('never sells more than there is, and counts every unit', () => {
    for (const seed of SEEDS.slice(0, 6)) {
      const before = market({seed, stock: 9, count: 20});
      const goods = before.goods.map(
        (good): Good => ({...good, life: {...good.life, supplier: {...good.life.supplier, replenishable: false}}}),
      );
      const {state, all} = live({...before, goods}, 90);
      for (const good of state.goods) {
        const lines = all.lines.filter(({sku}) => sku === good.sku);
        const out = lines.filter(({quantity}) => quantity > 0).reduce((sum, {quantity}) => sum + quantity, 0);
        const back = lines.filter(({quantity}) => quantity < 0).reduce((sum, {quantity}) => sum - quantity, 0);
        expect(good.stock).to.be.at.least(Math.max(0, 9 - out));
        expect(good.stock).to.be.at.most(9 - out + back);
        expect(out - back).to.be.at.most(9);
      }
    }
  });

  it('reorders in time, and the goods arrive after the lead time', () => {
    const {state, all} = live(market({stock: 30, count: 20}), 200);
    const replenished = state.goods.filter(({life}) => life.supplier.replenishable);
    const perGood = (sku: string) => sold({...all, lines: all.lines.filter((line) => line.sku === sku)});
    expect(replenished.some(({sku}) => perGood(sku) > 60)).to.equal(true);
    for (const {stock} of state.goods) expect(stock).to.be.at.least(0);
  });

  it('takes returns back later, once, with what was paid', () => {
    const {all} = live(market({count: 40}), 150);
    const back = all.lines.filter(({quantity}) => quantity < 0);
    expect(back.length).to.be.greaterThan(10);
    const bought = new Map(
      all.lines.filter(({quantity}) => quantity > 0).map((line) => [`${line.orderId}/${line.lineId}`, line]),
    );
    expect(new Set(back.map(({orderId, lineId}) => `${orderId}/${lineId}`)).size).to.equal(back.length);
    for (const line of back) {
      const origin = bought.get(`${line.orderId}/${line.lineId.replace(/:R$/u, '')}`);
      expect(origin, line.lineId).to.be.an('object');
      expect(line.unitPrice).to.equal(origin?.unitPrice);
      expect(-line.quantity).to.be.at.most(origin?.quantity ?? 0);
      expect(line.orderedAt - (origin?.orderedAt ?? 0)).to.be.within(3 * DAY, 21 * DAY);
      expect(-(line.tax ?? 0)).to.be.at.most(origin?.tax ?? 0);
    }
  });

  it('has rivals of every temper: they follow, undercut, wander and leave, and none sells below cost', () => {
    const from = market({count: 120});
    const dear: MarketState = {...from, goods: from.goods.map((good) => ({...good, price: 3000}))};
    const {state, all} = live(dear, 120);
    const rivals = state.goods.flatMap(({life, sku}) => life.rivals.map((rival) => ({...rival, sku})));
    expect(new Set(rivals.map(({temper}) => temper))).to.deep.equal(
      new Set(['follower', 'undercutter', 'wanderer', 'leaver']),
    );
    const ended = (temper: string) => rivals.filter((rival) => rival.temper === temper);
    const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    expect(mean(ended('follower').map(({price}) => price ?? 0))).to.be.within(2800, 3200);
    expect(ended('undercutter').every(({price}) => price !== null && price < 3000)).to.equal(true);
    expect(ended('leaver').some(({price}) => price === null)).to.equal(true);
    expect(new Set(ended('wanderer').map(({price}) => price)).size).to.be.greaterThan(3);
    expect(all.sightings.every(({price}) => price === null || price >= 900)).to.equal(true);
    expect(state.goods.some(({life}) => life.rivals.length === 0)).to.equal(true);
  });

  it('shocks costs now and then, for a whole category', () => {
    const {all} = live(market({count: 6}), 720);
    expect(all.costs.length).to.be.within(6, 90);
    for (const {effectiveFrom} of all.costs) {
      const together = all.costs.filter((each) => each.effectiveFrom === effectiveFrom).length;
      expect([3, 6]).to.include(together);
    }
  });

  it('fills in an order whole: shipping once, tax inside the price, one customer', () => {
    const {all} = live(market({count: 60}), 60);
    const orders = new Map<string, (typeof all.lines)[number][]>();
    for (const line of all.lines)
      if (line.quantity > 0) orders.set(line.orderId, [...(orders.get(line.orderId) ?? []), line]);
    const baskets = [...orders.values()];
    expect(baskets.some((lines) => lines.length > 1)).to.equal(true);
    for (const lines of baskets) {
      expect(
        new Set(lines.map(({customerId, orderedAt, country}) => `${customerId} ${orderedAt} ${country}`)).size,
      ).to.equal(1);
      const amount = lines.reduce((sum, {unitPrice, quantity}) => sum + unitPrice * quantity, 0);
      expect(lines.reduce((sum, {shipping}) => sum + shipping, 0)).to.equal(amount >= 5000 ? 0 : 490);
      for (const {tax, unitPrice, quantity} of lines)
        expect(tax).to.equal(unitPrice * quantity - Math.round((unitPrice * quantity) / 1.19));
    }
    const customers = baskets.map(([first]) => first?.customerId);
    expect(new Set(customers).size).to.be.lessThan(customers.length);
  });
});
