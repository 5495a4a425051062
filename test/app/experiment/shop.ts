import {appendFile, mkdir, readFile, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {poissonAt, uniform} from '../../../bench/pricing/chance.js';

const DAY = 86_400_000;
const FIRST = Date.UTC(2026, 0, 1);

/** Days of history before the first night. */
export const PAST = 60;
export const SKUS = Array.from({length: 24}, (_, n) => `S${n}`);
/** At this elasticity and a cost of 7.00 the best price is 18.67: 10.00 is too low. */
export const ELASTICITY = 1.6;

export const dateOf = (day: number) => new Date(FIRST + day * DAY).toISOString().slice(0, 10);
/** The hour at which the night of a day runs. */
export const nightOf = (day: number) => `${dateOf(day)}T02:00:00Z`;

/** Units of a day; all share a season. */
function unitsOn(sku: number, day: number, price: number): number {
  const mean = (20 + sku) * Math.exp(0.3 * Math.sin(day / 8)) * (price / 10) ** -ELASTICITY;
  return poissonAt(mean, uniform(42, sku, day));
}

/** A folder shop of alike goods at 10.00 that have sold for sixty days; `rules` is its pricing.yaml. */
export async function writeShop(dir: string, rules: readonly string[] = ['version: 1']): Promise<void> {
  await mkdir(dir, {recursive: true});
  const table = (name: string, lines: readonly string[]) => writeFile(path.join(dir, name), `${lines.join('\n')}\n`);
  await table('listings.csv', [
    'sku,product,category,price,stock',
    ...SKUS.map((sku) => `${sku},${sku},Mugs,10.00,500`),
  ]);
  await table('costs.csv', ['sku,cost,fee_rate,fee_fixed', ...SKUS.map((sku) => `${sku},7.00,0,0`)]);
  await table('pricing.yaml', rules);
  const past = Array.from({length: PAST}, (_, day) =>
    SKUS.map((sku, n) => `${dateOf(day)},${sku},10.00,${unitsOn(n, day, 10)},500`),
  );
  await table('daily.csv', ['date,sku,price,units,start_stock', ...past.flat()]);
}

/** Price by SKU as the shop's file says. */
export async function pricesIn(dir: string): Promise<ReadonlyMap<string, number>> {
  const rows = (await readFile(path.join(dir, 'listings.csv'), 'utf8')).trim().split('\n').slice(1);
  return new Map(rows.map((row) => [row.split(',')[0] ?? '', Number(row.split(',')[3])]));
}

/** A day's sales at the prices that stand. */
export async function sellDay(dir: string, day: number): Promise<void> {
  const now = await pricesIn(dir);
  const rows = SKUS.map((sku, n) => {
    const price = now.get(sku) ?? 0;
    return `${dateOf(day)},${sku},${price.toFixed(2)},${unitsOn(n, day, price)},500\n`;
  });
  await appendFile(path.join(dir, 'daily.csv'), rows.join(''));
}
