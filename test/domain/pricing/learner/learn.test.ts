import {expect} from 'chai';
import {xoroshiro128plus} from 'pure-rand/generator/xoroshiro128plus';
import {beliefs} from '../../../../src/domain/pricing/learner/belief.js';
import {learn} from '../../../../src/domain/pricing/learner/learn.js';
import {type Memory, newMemory} from '../../../../src/domain/pricing/learner/memory.js';
import {keptShop, keptSkus, unpack} from '../../../../src/domain/pricing/learner/pack.js';
import {seeDay, seeRival} from '../../../../src/domain/pricing/learner/remember.js';

const FIRST = 20_000;
const DAYS = 90;

/** Chance from a seed, as a number from 0 to 1. */
function chance(seed: number): () => number {
  const draw = xoroshiro128plus(seed);
  return () => (draw.next() >>> 0) / 4294967296;
}

function poisson(mean: number, uniform: () => number): number {
  const limit = Math.exp(-mean);
  let count = 0;
  for (let product = uniform(); product > limit; product *= uniform()) count++;
  return count;
}

interface Market {
  readonly skus: number;
  readonly rate: number;
  readonly elasticity: (sku: number) => number;
  readonly season?: (day: number) => number;
  readonly stock?: number;
  /** Price as a factor of 10.00. */
  readonly factor?: (sku: number, day: number, uniform: () => number) => number;
}

/** A memory that has seen a market of one category whose demand is known to the test. */
function watched({skus, rate, elasticity, season = () => 1, stock, factor}: Market): Memory {
  const uniform = chance(5);
  const subjects = Array.from({length: skus}, (_, sku) => ({sku: `S${sku}`, category: 0, rivals: []}));
  const memory = newMemory(subjects, ['Mugs'], {from: FIRST, width: DAYS + 10});
  for (let day = 0; day < DAYS; day++) {
    for (let sku = 0; sku < skus; sku++) {
      const at = factor?.(sku, day, uniform) ?? [0.85, 1, 1.15][Math.floor(day / 10 + sku) % 3] ?? 1;
      const wanted = poisson(rate * season(day) * at ** -elasticity(sku), uniform);
      const units = Math.min(wanted, stock ?? wanted);
      seeDay(memory, sku, {day: FIRST + day, price: 1000 * at, units, startStock: stock ?? 1000});
    }
  }
  return memory;
}

const mean = (values: readonly number[]) => values.reduce((sum, each) => sum + each, 0) / values.length;

describe('the learner', () => {
  it('finds the elasticity of a category, high or low, by what its SKUs say together', () => {
    for (const right of [1.5, 3.5]) {
      const memory = watched({skus: 40, rate: 2, elasticity: () => right});
      const all = beliefs(memory, learn(memory)).flatMap((belief) => (belief === null ? [] : [belief]));
      expect(mean(all.map(({elasticity}) => elasticity))).to.be.closeTo(right, 0.35);
      expect(all[0]?.rate).to.be.within(1, 4);
    }
  });

  it('tells SKUs of one category apart where they sell enough', () => {
    const memory = watched({skus: 30, rate: 25, elasticity: (sku) => (sku % 2 === 0 ? 1.8 : 3.4)});
    learn(memory);
    const of = (rest: number) => mean([...memory.elasticity].filter((_, sku) => sku % 2 === rest));
    expect(of(0)).to.be.closeTo(1.8, 0.4);
    expect(of(1)).to.be.closeTo(3.4, 0.4);
    expect(beliefs(memory, learn(memory))[0]?.grade).to.equal('own-data');
  });

  it('stays with the prior where no price was ever changed', () => {
    const memory = watched({skus: 20, rate: 2, elasticity: () => 4, factor: () => 1});
    const all = beliefs(memory, learn(memory));
    expect(all.every((belief) => belief?.grade === 'prior')).to.equal(true);
    expect(all[0]?.elasticity).to.be.closeTo(2.3, 0.3);
  });

  it('takes the season out of the elasticity where prices follow demand', () => {
    const season = (day: number) => Math.exp(0.6 * Math.sin((2 * Math.PI * day) / DAYS));
    const memory = watched({
      skus: 60,
      rate: 3,
      elasticity: () => 2.6,
      season,
      factor: (_sku, day, uniform) => season(day) ** 0.2 * Math.exp(0.5 * (uniform() - 0.5)),
    });
    learn(memory);
    expect(mean([...memory.elasticity])).to.be.closeTo(2.6, 0.4);
    expect((memory.season[22] ?? 0) - (memory.season[67] ?? 0)).to.be.greaterThan(0.6);
  });

  it('counts a day that sold out as "at least", so that scarce goods do not look slow', () => {
    const memory = watched({skus: 30, rate: 3, elasticity: () => 2.4, stock: 2});
    const found = beliefs(memory, learn(memory));
    expect(mean(found.map((belief) => belief?.rate ?? 0))).to.be.within(2.2, 4);
  });

  it('sees which rival answers and which does not', () => {
    const memory = watched({skus: 8, rate: 3, elasticity: () => 2});
    for (let sku = 0; sku < 8; sku++) {
      for (let day = 1; day < DAYS; day++) {
        const before = [0.85, 1, 1.15][Math.floor((day - 1) / 10 + sku) % 3] ?? 1;
        seeRival(memory, sku, {day: FIRST + day, rival: 'follower', price: 980 * before});
        seeRival(memory, sku, {day: FIRST + day, rival: 'stone', price: 1010});
      }
    }
    const belief = beliefs(memory, learn(memory))[0];
    const answers = new Map(belief?.reactions);
    expect(answers.get('follower')).to.be.greaterThan(0.9);
    expect(answers.get('stone')).to.be.lessThan(0.1);
  });

  it('goes on from what was kept as if it had never been put away', () => {
    const memory = watched({skus: 6, rate: 2, elasticity: () => 2.5});
    seeRival(memory, 2, {day: FIRST + 80, rival: 'acme', price: 990});
    learn(memory);
    const shop = JSON.parse(JSON.stringify(keptShop(memory)));
    const kept = new Map([...keptSkus(memory)].map((each) => [each.sku, each]));
    const skus = memory.subjects.map(({sku}) => ({sku, category: 'Mugs'}));
    const again = unpack(skus, shop, kept, DAYS + 10);
    expect(again.panel.rivals[2]?.[80]).to.be.closeTo(Math.log(990), 1e-5);
    for (const each of [memory, again]) {
      for (let sku = 0; sku < 6; sku++) {
        seeDay(each, sku, {day: FIRST + DAYS, price: 1000, units: 3, startStock: 9});
      }
    }
    const [one, two] = [memory, again].map((each) => beliefs(each, learn(each)));
    one?.forEach((belief, sku) => {
      expect(two?.[sku]?.elasticity).to.be.closeTo(belief?.elasticity ?? 0, 1e-3);
      expect(two?.[sku]?.rate).to.be.closeTo(belief?.rate ?? 0, 1e-3);
    });
  });

  it('listens to the markup of a merchant where days say little, and where it says much', () => {
    const scarce = () => watched({skus: 12, rate: 0.05, elasticity: () => 2.3});
    const believed = (memory: Memory, floor: number | null) => {
      const all = beliefs(
        memory,
        learn(memory, (sku) => (sku === 3 ? floor : null)),
      );
      return {
        elasticity: all[3]?.elasticity ?? 0,
        grade: all[3]?.grade,
        heard: all[3]?.markup,
        other: all[4]?.elasticity ?? 0,
      };
    };
    const plain = believed(scarce(), null);
    const [dear, usual, cheap] = [150, 560, 950].map((floor) => believed(scarce(), floor));
    // Six and a half times the break-even speaks of buyers who do not mind; a few percent above it might be anybody's.
    expect(dear?.elasticity).to.be.within(1.12, plain.elasticity - 0.5);
    expect(usual?.elasticity).to.be.closeTo(plain.elasticity, 0.2);
    expect(cheap?.elasticity).to.be.within(plain.elasticity, plain.elasticity + 0.4);
    expect(dear?.grade, 'no more of its own days than before').to.equal(plain.grade);
    expect(dear?.other, 'hardly anything of the others').to.be.closeTo(plain.other, 0.15);
    expect(plain.heard).to.equal(undefined);
    expect(dear?.heard?.times).to.be.closeTo(1000 / 150, 0.4);
    expect(dear?.heard?.weight, 'most of what is believed').to.be.within(0.5, 1);
    expect(cheap?.heard?.weight, 'nearly nothing of it').to.be.within(0, 0.2);
    const contested = scarce();
    seeRival(contested, 3, {day: FIRST + 80, rival: 'acme', price: 990});
    const rival = believed(contested, 150);
    expect(rival.elasticity, 'where rivals are, it is they who set it').to.be.greaterThan(
      (dear?.elasticity ?? 9) + 0.4,
    );
    expect(rival.heard).to.equal(undefined);
  });

  it('keeps the markup that a SKU began with, whatever it costs later', () => {
    const memory = watched({skus: 3, rate: 1, elasticity: () => 2});
    learn(memory, () => 400);
    const [first] = [...keptSkus(memory)];
    expect(first?.figures.of[4]).to.be.closeTo(Math.log(1000 / 400), 0.05);
    const skus = memory.subjects.map(({sku}) => ({sku, category: 'Mugs'}));
    const kept = new Map([...keptSkus(memory)].map((each) => [each.sku, each]));
    const again = unpack(skus, keptShop(memory), kept, DAYS + 10);
    learn(again, () => 900);
    expect(again.markup[0]).to.equal(memory.markup[0]);
    // What was kept before markups were has four figures.
    const old = new Map(
      [...kept].map(([sku, each]) => [sku, {...each, figures: {...each.figures, of: each.figures.of.slice(0, 4)}}]),
    );
    expect(unpack(skus, keptShop(memory), old, DAYS + 10).markup[0]).to.be.NaN;
  });

  it('takes up new SKUs and lets lost ones go', () => {
    const memory = watched({skus: 3, rate: 2, elasticity: () => 2.5});
    learn(memory);
    const kept = new Map([...keptSkus(memory)].map((each) => [each.sku, each]));
    const next = unpack(
      [
        {sku: 'S1', category: 'Mugs'},
        {sku: 'NEW', category: 'Bags'},
      ],
      keptShop(memory),
      kept,
      60,
    );
    const [old, young] = beliefs(next, learn(next));
    expect(old?.days).to.equal(60);
    expect(young).to.equal(null);
  });
});
