import {expect} from 'chai';
import fc from 'fast-check';
import {isUnfit} from '../../src/platforms/batch.js';
import type {Told} from '../../src/platforms/results.js';
import {newResults} from '../../src/platforms/results.js';
import type {Desk, Line} from '../../src/platforms/vendure/desk.js';
import type {Door} from '../../src/platforms/vendure/door.js';
import {makeProducts} from '../../src/platforms/vendure/make-products.js';
import {type Wish, wishOf} from '../../src/platforms/vendure/wish.js';
import {calm, change, listingTarget, USD_DESK} from './vendure-desk.js';

interface Input {
  readonly translations: readonly [{readonly slug: string}];
}

/**
 * A server that does aliased fields one after another, each for itself: an error ends the request, and its answer holds
 * nothing of what was done before it (REAL-SERVERS.md §1).
 */
function serverWith(bad: ReadonlySet<string>) {
  const held: string[] = [];
  const door: Door = {
    aliases: 7,
    ask: async <T>(_: string, variables: object): Promise<T> => {
      const {options} = variables as {options: {filter: {slug: {in: readonly string[]}}}};
      const items = held.map((slug, id) => ({id: String(id), slug}));
      return {products: {items: items.filter(({slug}) => options.filter.slug.in.includes(slug))}} as T;
    },
    tell: async (_, variables): Promise<Told> => {
      const data: Record<string, unknown> = {};
      for (const [field, {translations}] of Object.entries(variables as Record<string, Input>)) {
        const [{slug}] = translations;
        if (bad.has(slug)) return {kind: 'refused', code: 'USER_INPUT_ERROR', message: 'no', field};
        data[field] = {id: String(held.push(slug) - 1), slug};
      }
      return {kind: 'done', data};
    },
  };
  return {door, held};
}

function wishes(desk: Desk, keys: readonly string[]): readonly Wish[] {
  return keys.map((key, i) => {
    const wish = wishOf(change(i + 1, listingTarget(key), 'create', {title: `Mug ${key}`}), desk);
    if (isUnfit(wish)) throw new Error(wish.message);
    return wish;
  });
}

describe('vendure: aliased products', () => {
  it('are made once each, whatever is refused among them, and answered with their ids', () =>
    fc.assert(
      fc.asyncProperty(
        fc.integer({min: 1, max: 30}),
        fc.uniqueArray(fc.integer({min: 0, max: 29}), {maxLength: 6}),
        async (count, picked) => {
          const keys = Array.from({length: count}, (_, i) => `k${i}`);
          const bad = new Set(picked.map((i) => `k${i}`));
          const {door, held} = serverWith(bad);
          const line: Line = {
            door,
            shop: {name: 'web', terms: {currency: 'USD', zone: 'UTC', pricesIncludeTax: false, taxRate: null}},
            desk: async () => USD_DESK,
          };
          const results = newResults();
          await makeProducts(line, wishes(USD_DESK, keys), results, calm);
          expect([...held].sort()).to.deep.equal(keys.filter((key) => !bad.has(key)).sort());
          const outcomes = new Map([...results.all()].map((outcome) => [outcome.n, outcome]));
          keys.forEach((key, i) => {
            const outcome = outcomes.get(i + 1);
            if (bad.has(key)) expect(outcome?.state).to.equal('rejected');
            else expect(outcome).to.deep.include({state: 'applied', remoteId: String(held.indexOf(key))});
          });
        },
      ),
    ));
});
