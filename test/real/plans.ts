import {readFile} from 'node:fs/promises';
import {expect} from 'chai';
import type {Plan} from '../../src/domain/change/types.js';
import {parseAmount} from '../../src/domain/money.js';
import type {Answered, Place} from './place.js';

/** Makes a plan with a writing command, and returns it as the file has it; null when nothing is to be done. */
export async function planOf(place: Place, args: readonly string[], codes: readonly number[] = [0]): Promise<Plan> {
  const file = place.file(`plan-${Math.random().toString(36).slice(2)}.json`);
  await place.souk([...args, '--plan-file', file], codes);
  return JSON.parse(await readFile(file, 'utf8')) as Plan;
}

/** Prices by SKU that a plan wishes, in minor units. */
export function wishedPrices({changes, shop}: Plan): ReadonlyMap<string, number | null> {
  const wishes = new Map<string, number | null>();
  for (const {target, fields} of changes) {
    const {sku} = target.key;
    const after = fields['price']?.after;
    if (target.kind !== 'offer' || sku === undefined || after === undefined) continue;
    wishes.set(sku, typeof after === 'string' ? parseAmount(after, shop.currency) : null);
  }
  return wishes;
}

/** The state and the counts of the run that a command made. */
export function runOf({result}: Answered): {id: string; state: string; counts: Record<string, number>} {
  return result['run'] as {id: string; state: string; counts: Record<string, number>};
}

/** Applies a plan whole and sees every change verified. */
export async function applyWhole(place: Place, plan: Plan): Promise<string> {
  const run = runOf(await place.souk(['run', 'apply', plan.id, '--yes', '--accept-breaker']));
  expect(run.state).to.equal('done');
  expect(run.counts['verified']).to.equal(plan.changes.length);
  return run.id;
}

/** The shop's prices, read past souk, are these; what is not named is as `before` had it. */
export async function expectPrices(
  {shop}: Place,
  wished: ReadonlyMap<string, number | null>,
  before: ReadonlyMap<string, number | null> = new Map(),
): Promise<void> {
  const expected = new Map([...before, ...wished]);
  const held = await shop.prices();
  const wrong = [...expected].filter(([sku, price]) => held.get(sku) !== price);
  const shown = wrong.slice(0, 5).map(([sku, price]) => `${sku}: ${held.get(sku)} for ${price}`);
  expect(wrong.length, `wrong prices, such as ${shown.join('; ')}`).to.equal(0);
  expect(held.size).to.equal(expected.size);
}

/** A second import of the same finds nothing to do. */
export async function expectEmptyPlan(place: Place, args: readonly string[], codes: readonly number[]): Promise<void> {
  const {result} = await place.souk([...args, '--dry-run'], codes);
  const {create, update, archive} = result['summary'] as Record<string, number>;
  expect({create, update, archive}).to.deep.equal({create: 0, update: 0, archive: 0});
}
