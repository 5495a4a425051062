import {appendFile, mkdtemp, readFile, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import type {ShopTerms} from '../../src/domain/catalog/types.js';
import {folder} from '../../src/platforms/folder/index.js';
import type {Clock} from '../../src/ports/clock.js';
import type {Platform} from '../../src/ports/platform.js';
import type {Secrets} from '../../src/ports/secrets.js';
import {loneLimiter} from '../support/limiter.js';
import {type ContractShop, contractSuite} from './contract.js';

const clock: Clock = {business: () => 0, real: () => 0, moved: false, sleep: async () => undefined};
const secrets: Secrets = {get: async () => null, set: async () => undefined, remove: async () => undefined};

/** Opens the folder shop on a directory. */
export async function openFolder(directory: string, terms: ShopTerms): Promise<Platform> {
  return await folder.open({
    shop: {name: 'f', terms, settings: {dir: directory}},
    clock,
    secrets,
    limiter: loneLimiter(),
    directory: path.join(directory, '.souk'),
  });
}

async function openContractShop(terms: ShopTerms): Promise<ContractShop> {
  const directory = await mkdtemp(path.join(tmpdir(), 'souk-folder-'));
  const listings = path.join(directory, 'listings.csv');
  await writeFile(listings, 'sku,price,shelf\n');
  const platform = await openFolder(directory, terms);
  let orders = 0;
  return {
    platform,
    close: async () => {
      await platform.close();
      await rm(directory, {recursive: true, force: true});
    },
    reprice: async (sku, price) => {
      const rows = (await readFile(listings, 'utf8')).split('\n');
      await writeFile(
        listings,
        rows.map((row) => (row.startsWith(`${sku},`) ? row.replace(/^([^,]*),[^,]*/u, `$1,${price}`) : row)).join('\n'),
      );
    },
    trade: async (skus) => {
      const file = path.join(directory, 'orders.csv');
      if (orders === 0) await writeFile(file, 'order_id,ordered_at,sku,quantity,unit_price\n');
      for (const sku of skus) await appendFile(file, `O-${++orders},2026-03-01T10:00:00Z,${sku},2,12.50\n`);
    },
  };
}

contractSuite('folder', {open: openContractShop}, {orders: true, faults: false});
