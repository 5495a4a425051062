import {expect} from 'chai';
import type {JournalEntry} from '../../../src/domain/change/run.js';
import type {Change} from '../../../src/domain/change/types.js';
import type {Survived} from './fire.js';
import type {TestShop} from './lab.js';
import type {JobTally} from './scene.js';
import type {Taken} from './taken.js';

/** Changes of a run that were chosen, by what became of each: all of them must have come to a good end. */
export function wroteAll({plan, journal}: Pick<Survived, 'plan' | 'journal'>): readonly Change[] {
  const entries = new Map(journal.map((entry) => [entry.n, entry]));
  const chosen = plan.changes.filter(({n}) => !leftOut(entries.get(n)));
  const bad = chosen.filter(({n}) => entries.get(n)?.state !== 'verified');
  expect(bad.map(({n, target}) => `${JSON.stringify(target.key)} is ${entries.get(n)?.state}`)).to.deep.equal([]);
  return chosen;
}

function leftOut(entry: JournalEntry | undefined): boolean {
  return entry?.code === 'ROW_NOT_CHOSEN';
}

/** The prices that changes wish, by SKU, each as often as it was wished. */
export function pricesOf(changes: readonly Change[]): ReadonlyMap<string, readonly string[]> {
  const wishes = new Map<string, string[]>();
  for (const {target, fields} of changes) {
    const after = fields['price']?.after;
    if (target.kind !== 'offer' || typeof after !== 'string') continue;
    const sku = target.key.sku ?? '';
    wishes.set(sku, [...(wishes.get(sku) ?? []), after]);
  }
  return wishes;
}

/**
 * By the server's own journal: each wish took effect exactly once and in its turn, and nothing else did. What came to the
 * server again and changed nothing is counted.
 */
export function judgeEffects(
  taken: readonly Taken[],
  wished: ReadonlyMap<string, readonly string[]>,
  tally: JobTally,
): void {
  const effects = new Map<string, string[]>();
  for (const {sku, before, after} of taken) {
    if (Number(before) === Number(after) && before !== '') tally.repeats += 1;
    else effects.set(sku, [...(effects.get(sku) ?? []), Number(after).toFixed(2)]);
  }
  const wrong = [...new Set([...effects.keys(), ...wished.keys()])].flatMap((sku) => {
    const [found, meant] = [effects.get(sku) ?? [], wished.get(sku) ?? []].map((each) => each.join(' '));
    return found === meant ? [] : [`${sku}: ${found || 'nothing'} for ${meant || 'nothing'}`];
  });
  expect(wrong, 'what took effect').to.deep.equal([]);
  tally.changes += [...effects.values()].flat().length;
}

/** Everything that plans wished to make is there once, under one id. */
export async function judgeMade(
  shop: TestShop,
  taken: readonly Taken[],
  wished: ReadonlyMap<string, readonly string[]>,
): Promise<void> {
  const skus = await shop.skus();
  expect([...skus].sort(), 'SKUs').to.deep.equal([...wished.keys()].sort());
  const products = await shop.products();
  expect(new Set(products).size, 'a product is there twice').to.equal(products.length);
  const ids = new Set(taken.map(({id}) => id));
  expect(ids.size, 'variants that were ever made').to.equal(wished.size);
}
