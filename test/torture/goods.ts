import type {WireChange} from '../../src/platforms/practice/wire.js';

/** Products that the shop has from the beginning, and those that the first file brings; every third has two variants. */
const OLD = 5;
const NEW = 14;

/** Prices step by step, so that no two are the same; what is written by hand lies far from all of them. */
function priceOf(i: number, variant: number): string {
  return (10 + i / 50 + variant / 100).toFixed(2);
}

/** One good of the catalogue. */
export interface Good {
  readonly product: string;
  readonly title: string;
  readonly sku: string;
  readonly options: string;
  readonly price: string;
}

function goodsOf(from: number, to: number): readonly Good[] {
  return Array.from({length: to - from}, (_, at) => from + at).flatMap((i) => {
    const sizes = i % 3 === 0 ? ['S', 'L'] : [''];
    return sizes.map((size, variant) => ({
      product: `good-${i}`,
      title: `Good ${i}`,
      sku: `G-${String(i).padStart(3, '0')}${size}`,
      options: size === '' ? '' : `Size=${size}`,
      price: priceOf(i, variant),
    }));
  });
}

export const OLD_GOODS: readonly Good[] = goodsOf(0, OLD);
export const NEW_GOODS: readonly Good[] = goodsOf(OLD, OLD + NEW);

/** The old goods as somebody put them into the shop. */
export function asChanges(goods: readonly Good[]): readonly Omit<WireChange, 'n'>[] {
  const products = new Map(goods.map(({product, title}) => [product, title]));
  return [
    ...[...products].map(([product, title]) => ({
      kind: 'listing',
      op: 'create' as const,
      key: {product},
      fields: {title, category: 'Goods', description: `All about ${title}`},
    })),
    ...goods.map(({product, sku, options, price}) => ({
      kind: 'offer',
      op: 'create' as const,
      key: {product, sku},
      fields: {price, ...(options === '' ? {} : {options})},
    })),
  ];
}

/** The file of a catalogue, in souk's own columns; `wish` says otherwise of some goods. */
export function catalogueOf(goods: readonly Good[], wish: (good: Good) => Partial<Good> = () => ({})): string {
  const rows = goods.map((good) => {
    const {product, title, sku, options, price} = {...good, ...wish(good)};
    return [sku, product, title, 'Goods', price, options].join(',');
  });
  return `sku,product,title,category,price,options\n${rows.join('\n')}\n`;
}

/** Costs under which every price moves when the rules are run. */
export function costsOf(goods: readonly Good[]): string {
  const rows = goods.map(({sku, price}, i) => `${sku},${(Number(price) * (0.5 + (i % 7) / 100)).toFixed(2)},0.10,0.00`);
  return `sku,cost,fee_rate,fee_fixed\n${rows.join('\n')}\n`;
}
