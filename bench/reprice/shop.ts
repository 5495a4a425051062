import {mkdir, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {openData} from '../../src/data/open.js';
import type {RivalRecord} from '../../src/domain/facts.js';
import type {Data} from '../../src/ports/data.js';
import type {RemoteListing} from '../../src/ports/platform.js';
import {chance} from '../catalogue/chance.js';

/** Business time of the bench. */
export const NOW = Date.UTC(2026, 2, 1, 2);
const PAGE = 5000;
const CATEGORIES = 40;
/** One SKU in so many has a rival. */
const CONTESTED = 4;

const RULES = `version: 1
defaults: {strategy: cost, markup: 60%}
rules:
  - {name: contested, when: {tag: contested}, strategy: competition, position: undercut, by: 1%}
guards: {min_margin: 8%, step: {down: 10%, up: 10%, week: 25%}}
rounding: {ending: [.90, .95, .99]}
`;

/** A home with one shop of so many SKUs, each with cost, list price and stock, every fourth with a rival. */
export async function fillHome(home: string, skus: number): Promise<void> {
  const directory = path.join(home, 'shops', 'bench');
  await mkdir(directory, {recursive: true});
  await writeFile(path.join(directory, 'pricing.yaml'), RULES);
  const data = await openData(path.join(home, 'souk.db'));
  const terms = {currency: 'EUR', zone: 'UTC', pricesIncludeTax: false, taxRate: null};
  const settings = {dir: path.join(home, 'shop')};
  await mkdir(settings.dir);
  const shop = await data.shops.add({
    name: 'bench',
    platform: 'folder',
    mode: 'apply',
    terms,
    settings,
    createdAt: NOW,
  });
  const draw = chance(7);
  for (let first = 0; first < skus; first += PAGE)
    await fillPage(data, shop.id, first, Math.min(skus, first + PAGE), draw);
  await data.close();
}

async function fillPage(
  data: Data,
  shop: number,
  first: number,
  end: number,
  draw: (below: number) => number,
): Promise<void> {
  const numbers = Array.from({length: end - first}, (_, n) => first + n);
  const skuOf = (n: number) => `SKU-${String(n).padStart(7, '0')}`;
  const costs = numbers.map(() => 200 + draw(5000));
  const costOf = (n: number) => costs[n - first] ?? 0;
  const listings = numbers.map((n) => listing(skuOf(n), n, Math.round(costOf(n) * (1.5 + draw(60) / 100))));
  await data.catalog.mirror(shop, listings, {at: NOW, overlaid: new Set()});
  await data.facts.putCosts(
    shop,
    numbers.map((n) => ({
      sku: skuOf(n),
      cost: costOf(n),
      feeRate: '0.12',
      feeFixed: 30,
      returnCost: null,
      effectiveFrom: null,
    })),
    NOW,
  );
  await data.facts.putBounds(
    shop,
    numbers.map((n) => ({
      sku: skuOf(n),
      listPrice: costOf(n) * 2,
      minPrice: null,
      maxPrice: null,
      mapPrice: null,
      msrp: null,
    })),
    NOW,
  );
  const rivals = numbers.filter((n) => n % CONTESTED === 0);
  await data.facts.putRivals(
    shop,
    rivals.map(
      (n): RivalRecord => ({
        sku: skuOf(n),
        rival: `rival-${n % 7}`,
        price: Math.round(costOf(n) * (1.5 + draw(70) / 100)),
        shipping: null,
        inStock: true,
        condition: null,
        seenAt: NOW - 3_600_000,
      }),
    ),
    NOW,
  );
}

function listing(sku: string, n: number, price: number): RemoteListing {
  const plain = {compareAt: null, cost: null, taxRate: null, gtin: null, weightGrams: null, image: null, extra: {}};
  return {
    remoteId: sku,
    product: sku,
    title: `Good ${n}`,
    description: '',
    vendor: 'Acme',
    category: `C${n % CATEGORIES}`,
    tags: n % CONTESTED === 0 ? ['contested'] : [],
    status: 'active',
    images: [],
    extra: {},
    offers: [{remoteId: sku, sku, options: [], price, currency: 'EUR', stock: 20, ...plain}],
  };
}
