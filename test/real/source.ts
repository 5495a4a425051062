import {existsSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {ROOT} from '../support/souk.js';
import type {Place} from './place.js';

const SHARED = path.join(ROOT, '..', 'shared', 'data');

/** The real file of that name, such as `shopify/x.csv`; where it is not there, one that `make` writes, and a word about it. */
export function sourceOf(place: Place, name: string, make: () => string): string {
  const real = path.join(SHARED, name);
  if (existsSync(real)) return real;
  const file = place.file(path.basename(name));
  if (!existsSync(file)) {
    process.stdout.write(`  ${name} is not beside the project: goods are made up in its place\n`);
    writeFileSync(file, make());
  }
  return file;
}

/** A Shopify export of 338 products with options, most without codes. */
export function stickersFile(place: Place): string {
  return sourceOf(place, 'shopify/en-stickers-4088rows-mixed-eol.csv', () => {
    const sizes = ['S', 'M', 'L', 'XL', '2XL', '3XL'];
    const rows = Array.from({length: 338}, (_, i) =>
      sizes.map((size, k) => {
        const words = k === 0 ? `Shirt ${i},Text of ${i},active,Size` : ',,,';
        return `shirt-${i},${words},${size},${(9 + (i % 20) + k / 2).toFixed(2)}`;
      }),
    );
    return `Handle,Title,Body (HTML),Status,Option1 Name,Option1 Value,Variant Price\n${rows.flat().join('\n')}\n`;
  });
}

/** A Shopify export of 814 products without prices. */
export function gardenFile(place: Place): string {
  return sourceOf(place, 'shopify/nl-garden-partial-7col-crlf.csv', () => {
    const head = 'Handle,Title,Vendor,Variant SKU,Variant Inventory Tracker,Variant Inventory Qty,Variant Barcode';
    const rows = Array.from({length: 814}, (_, i) => `a${1_000_000 + i},Chair ${i},Northwind,A${1_000_000 + i},,0,`);
    return `${[head, ...rows].join('\r\n')}\r\n`;
  });
}
