import {appendFileSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {FIRST_DAY} from './souk.js';
import {type Good, type Night, SLOTS} from './types.js';

const DAY_MS = 86_400_000;
const amount = (minor: number) => (minor / 100).toFixed(2);
const date = (day: number) => new Date((FIRST_DAY + day) * DAY_MS).toISOString().slice(0, 10);

/** The instant at which a night runs. */
export function instantOf(day: number): string {
  return `${date(day)}T02:00:00Z`;
}

/** A folder shop in files, as any program could fill one: what changes little is written once, history only grows. */
export function beginFolder(dir: string, {world}: Night): void {
  mkdirSync(dir, {recursive: true});
  const bounds = world.goods.map((good) =>
    [good.sku, amount(good.listPrice), optional(good.minPrice), optional(good.maxPrice)].join(','),
  );
  table(dir, 'bounds.csv', 'sku,list_price,min_price,max_price', bounds);
  table(dir, 'daily.csv', 'date,sku,price,units,start_stock', []);
  table(dir, 'rivals.csv', 'sku,rival,price,in_stock,seen_at', []);
  writeFileSync(path.join(dir, 'pricing.yaml'), 'version: 1\ndefaults:\n  strategy: auto\n');
}

/** What a day of the market adds: yesterday's sales and tonight's rivals. */
export function growFolder(dir: string, {world, day, sold, rivals}: Night): void {
  const days =
    day === 0
      ? []
      : world.goods.map(
          ({index, sku}) =>
            `${date(day - 1)},${sku},${amount(sold.price[index] ?? 0)},${sold.units[index]},${sold.start[index]}`,
        );
  rows(dir, 'daily.csv', days);
  const seen = world.goods.flatMap(({index, sku, rivals: specs}) =>
    specs.map(({name}, slot) => {
      const price = rivals[index * SLOTS + slot] ?? 0;
      return `${sku},${name},${price > 0 ? amount(price) : ''},${price > 0 ? 1 : 0},${date(day)}T01:00:00Z`;
    }),
  );
  rows(dir, 'rivals.csv', seen);
}

/** What a night shows as it stands: listings with stock, costs, supply. */
export function showNight(dir: string, night: Night, withListings: boolean): void {
  const {world, price, stock, cost, onOrder} = night;
  if (withListings) {
    const listings = world.goods.map(
      ({index, sku, category}) => `${sku},${sku},C${category},${amount(price[index] ?? 0)},${stock[index]},active`,
    );
    table(dir, 'listings.csv', 'sku,product,category,price,stock,status', listings);
  } else restock(dir, world.goods, stock);
  table(
    dir,
    'costs.csv',
    'sku,cost,fee_rate,fee_fixed',
    world.goods.map(
      (good) => `${good.sku},${amount(Math.round(cost[good.index] ?? 0))},${good.feeRate},${amount(good.feeFixed)}`,
    ),
  );
  table(
    dir,
    'supply.csv',
    'sku,on_order,lead_time_days,replenishable,season_end,salvage_value',
    world.goods.map(({index, sku, leadTime, once}) =>
      [
        sku,
        onOrder[index],
        leadTime,
        once === null ? 1 : 0,
        once === null ? '' : date(once.ends),
        once === null ? '' : amount(once.salvage),
      ].join(','),
    ),
  );
}

function restock(dir: string, goods: readonly Good[], stock: Float64Array): void {
  const file = path.join(dir, 'listings.csv');
  const [header = '', ...lines] = readFileSync(file, 'utf8').trimEnd().split('\n');
  const at = header.split(',').indexOf('stock');
  const index = new Map(goods.map((good) => [good.sku, good.index]));
  const next = lines.map((line) => {
    const cells = line.split(',');
    cells[at] = String(stock[index.get(cells[0] ?? '') ?? -1] ?? '');
    return cells.join(',');
  });
  writeFileSync(file, `${[header, ...next].join('\n')}\n`);
}

/** The prices that the shop shows, by SKU, in minor units. */
export function readPrices(dir: string): ReadonlyMap<string, number> {
  const [header = '', ...lines] = readFileSync(path.join(dir, 'listings.csv'), 'utf8').trimEnd().split('\n');
  const at = header.split(',').indexOf('price');
  return new Map(lines.map((line) => [line.split(',')[0] ?? '', Math.round(Number(line.split(',')[at]) * 100)]));
}

const optional = (minor: number | null) => (minor === null ? '' : amount(minor));

function table(dir: string, name: string, header: string, lines: readonly string[]): void {
  writeFileSync(path.join(dir, name), `${[header, ...lines].join('\n')}\n`);
}

function rows(dir: string, name: string, lines: readonly string[]): void {
  if (lines.length > 0) appendFileSync(path.join(dir, name), `${lines.join('\n')}\n`);
}
