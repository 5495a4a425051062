import {writeFile} from 'node:fs/promises';
import type {Place} from './place.js';

/** Stock to sell from, for goods that the catalogue has none of. */
const STOCK = 500;

/** Brings goods on the shelf by souk itself. */
export async function stock(place: Place, skus: readonly string[]): Promise<void> {
  const file = place.file('stock.csv');
  const rows = skus.map((sku) => `"${sku.replaceAll('"', '""')}",${STOCK}`);
  await writeFile(file, `sku,stock\n${rows.join('\n')}\n`);
  await place.souk(['listing', 'import', file, '--mode', 'update', '--yes']);
}
