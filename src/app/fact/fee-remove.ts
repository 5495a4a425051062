import {DateTime} from 'luxon';
import {skuKey} from '../../domain/catalog/key.js';
import type {Shop} from '../../domain/catalog/types.js';
import {KnownError} from '../../domain/errors.js';
import type {FeeRecord} from '../../domain/facts.js';
import {grouped} from '../../domain/grouped.js';
import {nearest} from '../../domain/nearest.js';
import {dayAt} from '../../domain/sales/calendar.js';
import type {FeeScope} from '../../domain/words/fee.js';
import type {Context} from '../context.js';
import {readInstant} from './window.js';

/** Which schedule is meant, as it was typed. `from`: a day or instant, or "always" for the one without. */
export interface FeeChoice {
  readonly sku: string | undefined;
  readonly category: string | undefined;
  readonly wholeShop: boolean;
  readonly from: string | undefined;
}

/** A schedule that the merchant gave, step by step. */
export interface FoundFees {
  readonly scope: FeeScope;
  readonly effectiveFrom: number | null;
  /** That, as it is typed: a day of the shop's zone, an instant, or "always". */
  readonly from: string;
  readonly steps: readonly FeeRecord[];
}

const ALWAYS = 'always';
const FLAG = '--effective-from';

/**
 * The one schedule that is meant, of those the merchant gave: what a platform tells is the platform's.
 *
 * @throws KnownError usage where it is not said which one, input where there is no such schedule.
 */
export async function findFees(context: Context, shop: Shop, choice: FeeChoice): Promise<FoundFees> {
  const scope = scopeOf(choice);
  const all = await context.data.facts.fees(shop.id);
  const mine = all.filter(({source}) => source === 'merchant');
  const where = {shop: shop.name, scope};
  const meant = mine.filter((fee) => isOf(fee, scope));
  if (meant.length === 0) {
    if (all.some((fee) => isOf(fee, scope))) throw new KnownError('input', 'FEES_OF_PLATFORM', where);
    throw new KnownError('input', 'FEES_NONE', {...where, near: nearestScope(scope, mine)});
  }
  const byDay = grouped(meant, ({effectiveFrom}) => dayText(effectiveFrom, shop.terms.zone));
  const days = [...byDay.keys()];
  const from = choice.from === undefined ? days[0] : dayText(typedDay(choice.from, shop.terms.zone), shop.terms.zone);
  const steps = byDay.get(from ?? ALWAYS);
  if (choice.from === undefined && days.length > 1) throw new KnownError('usage', 'FEES_SEVERAL', {...where, days});
  if (from === undefined || steps === undefined)
    throw new KnownError('input', 'FEES_DAY_NONE', {...where, from: choice.from ?? '', days});
  return {scope, effectiveFrom: steps[0]?.effectiveFrom ?? null, from, steps};
}

/** Takes a schedule away. What holds then is the platform's, a category's or the whole shop's, else that of pricing.yaml. */
export async function removeFees({data}: Context, shop: Shop, {steps}: FoundFees): Promise<void> {
  await data.facts.dropFees(shop.id, steps);
}

/** True where the shop may tell the schedule again by itself, as a folder's fees.csv does. */
export async function mayComeAgain(context: Context, shop: Shop): Promise<boolean> {
  const fees = await context.data.facts.fees(shop.id);
  // A platform that tells fees in its own name never tells the merchant's.
  if (fees.some(({source}) => source === 'platform')) return false;
  try {
    return (await context.platform(shop)).capabilities.pulls.includes('fees');
  } catch (error) {
    if (error instanceof KnownError) return false;
    throw error;
  }
}

function scopeOf({sku, category, wholeShop}: FeeChoice): FeeScope {
  const [code, name] = [skuKey(sku), category?.trim().toLowerCase() ?? ''];
  const scopes: readonly (FeeScope | null)[] = [
    code === null ? null : {kind: 'sku', name: code},
    name === '' ? null : {kind: 'category', name},
    wholeShop ? {kind: 'shop', name: ''} : null,
  ];
  const [only, other] = scopes.filter((scope) => scope !== null);
  if (only === undefined || other !== undefined) throw new KnownError('usage', 'FEES_WHICH', {});
  return only;
}

/** A row of a SKU is the SKU's, whatever category stands beside it. */
function scopeOfFee({sku, category}: FeeRecord): FeeScope {
  if (sku !== '') return {kind: 'sku', name: sku};
  return category === '' ? {kind: 'shop', name: ''} : {kind: 'category', name: category};
}

function isOf(fee: FeeRecord, {kind, name}: FeeScope): boolean {
  const own = scopeOfFee(fee);
  return own.kind === kind && own.name === name;
}

/** A schedule that may be meant: one of nearly that name, or of that very name and another kind. */
function nearestScope({kind, name}: FeeScope, fees: readonly FeeRecord[]): FeeScope | null {
  const scopes = fees.map(scopeOfFee);
  const near = nearest(
    name,
    scopes.filter((each) => each.kind === kind && each.name !== '').map((each) => each.name),
  );
  if (near !== '') return {kind, name: near};
  return scopes.find((each) => name !== '' && each.name.toLowerCase() === name.toLowerCase()) ?? null;
}

function typedDay(text: string, zone: string): number | null {
  return text.trim().toLowerCase() === ALWAYS ? null : readInstant(text, FLAG, zone);
}

function dayText(at: number | null, zone: string): string {
  if (at === null) return ALWAYS;
  const day = dayAt(at, zone);
  return DateTime.fromISO(day, {zone}).startOf('day').toMillis() === at ? day : new Date(at).toISOString();
}
