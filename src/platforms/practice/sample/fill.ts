import {formatOptions} from '../../../domain/catalog/key.js';
import type {FieldValue} from '../../../domain/change/types.js';
import {exponentOf, formatAmount, type Minor} from '../../../domain/money.js';
import {priceScale} from '../market/categories.js';
import {stream} from '../market/random.js';
import {nowOf, type ShopFile, writeMeta} from '../store/file.js';
import {pass} from '../store/market.js';
import {applyChange} from '../store/write.js';
import {type SampleGood, sampleGoods} from './goods.js';

const DAY = 86_400_000;
const HISTORY_DAYS = 90;
/** The owner before us tried a price for so long. */
const BLOCK_DAYS = 10;
const TRIED = [0.9, 0.95, 1, 1, 1.05, 1.1];

interface Priced {
  readonly id: string;
  readonly sku: string;
  readonly price: Minor;
}

/** Fills a new shop with the sample catalogue and the 90 days before its beginning, in which prices were tried. */
export function fillSample(file: ShopFile): void {
  const start = nowOf(file.db);
  writeMeta(file.db, 'now', start - HISTORY_DAYS * DAY);
  const offers = sampleGoods().flatMap((good) => addGood(file, good));
  const reprice = file.db.prepare('UPDATE variant SET price = ? WHERE id = ?');
  for (let day = 0; day < HISTORY_DAYS; day += BLOCK_DAYS) {
    for (const {id, sku, price} of offers) {
      const draw = stream(file.terms.seed, 'history', sku, day);
      reprice.run(charm(price * (TRIED[draw.index(TRIED.length)] ?? 1), file.terms.currency), Number(id));
    }
    pass(file, start - (HISTORY_DAYS - day - BLOCK_DAYS) * DAY);
  }
  for (const {id, price} of offers) reprice.run(price, Number(id));
}

function addGood(file: ShopFile, good: SampleGood): Priced[] {
  const product = good.code.toLowerCase();
  const image = `https://example.com/images/${product}.jpg`;
  const listing: Record<string, FieldValue> = {
    title: good.title,
    description: `<p>${good.title}. From ${good.vendor}.</p>`,
    vendor: good.vendor,
    category: good.category,
    tags: [good.category.toLowerCase(), good.vendor.toLowerCase()],
    status: 'active',
    images: [{url: image, alt: good.title}],
  };
  applyChange(file, {n: 1, kind: 'listing', op: 'create', key: {product}, fields: listing});
  const values = good.values.length === 0 ? [null] : good.values;
  return values.map((value) => addVariant(file, good, product, value));
}

function addVariant(file: ShopFile, good: SampleGood, product: string, value: string | null): Priced {
  const {currency, seed} = file.terms;
  const sku = value === null ? good.code : `${good.code}-${value.toUpperCase().slice(0, 3)}`;
  const options = value === null || good.option === undefined ? '' : formatOptions([{name: good.option, value}]);
  const price = charm(minor(good.price, currency), currency);
  const fields: Record<string, FieldValue> = {
    sku,
    options,
    price: formatAmount(price, currency),
    cost: formatAmount(Math.max(1, Math.round(minor(good.cost, currency))), currency),
    stock: 20 + stream(seed, 'stock', sku).index(100),
    gtin: gtinOf(seed, sku),
    weight_g: good.grams,
  };
  const {id} = applyChange(file, {n: 1, kind: 'offer', op: 'create', key: {product, sku}, fields});
  return {id: String(id), sku, price};
}

function minor(dollars: number, currency: string): number {
  return dollars * priceScale(currency) * 10 ** exponentOf(currency);
}

/** A price as shops write them: to a tenth of the currency's unit, or to tens where there is no smaller coin. */
function charm(amount: number, currency: string): Minor {
  const step = exponentOf(currency) === 0 ? 10 : 10 ** (exponentOf(currency) - 1);
  return Math.max(step, Math.round(amount / step) * step);
}

/** A GTIN-13 with a right check digit, from the range kept for use inside a shop. */
function gtinOf(seed: number, sku: string): string {
  const draw = stream(seed, 'gtin', sku);
  const digits = `20${Array.from({length: 10}, () => draw.index(10)).join('')}`;
  const sum = [...digits].reduce((total, digit, i) => total + Number(digit) * (i % 2 === 0 ? 1 : 3), 0);
  return `${digits}${(10 - (sum % 10)) % 10}`;
}
