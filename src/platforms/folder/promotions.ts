import path from 'node:path';
import {DateTime} from 'luxon';
import type {Condition, Selector} from '../../domain/catalog/selector.js';
import type {ShopTerms} from '../../domain/catalog/types.js';
import {formatAmount} from '../../domain/money.js';
import {termsText} from '../../domain/promotions/terms.js';
import type {Promotion} from '../../domain/promotions/types.js';
import {writeTable} from '../../formats/csv.js';
import {PROMOTIONS_FILE} from './files.js';

const HEADER = ['id', 'kind', 'starts_at', 'ends_at', 'scope', 'terms', 'status'] as const;

/** Writes `promotions.csv`, for information; times with the offset of the promotion's zone. */
export async function writePromotions(
  directory: string,
  {currency}: ShopTerms,
  promotions: readonly Promotion[],
): Promise<void> {
  const rows = promotions.map(({id, terms, startsAt, endsAt, zone, scope, status}) => {
    const time = (at: number) => DateTime.fromMillis(at, {zone}).toISO({suppressMilliseconds: true}) ?? '';
    return [
      id,
      terms.kind,
      time(startsAt),
      time(endsAt),
      scopeText(scope, currency),
      termsText(terms, currency),
      status,
    ];
  });
  await writeTable(path.join(directory, PROMOTIONS_FILE), HEADER, rows, {guardFormulas: true});
}

function scopeText(scope: Selector, currency: string): string {
  return scope.map((condition) => conditionText(condition, currency)).join(' and ');
}

function conditionText(condition: Condition, currency: string): string {
  if (!('is' in condition))
    return `${condition.field}${condition.not === true ? '!=' : '='}${condition.values.join('|')}`;
  const value = condition.field === 'stock' ? String(condition.value) : formatAmount(condition.value, currency);
  return `${condition.field}${condition.is}${value}`;
}
