/** A process of its own that works on a store: writes a journal until it is killed, or keeps the store busy. */
import {openData} from '../../../src/data/open.js';
import {aShop} from './records.js';

const [what, location = ''] = process.argv.slice(2);

/** Tells the parent each change whose intent is on disk, and never ends by itself. */
async function writeJournal(): Promise<void> {
  const data = await openData(location);
  const shop = await data.shops.add(aShop('main'));
  const run = await data.runs.nextId();
  const entries = Array.from({length: 2000}, (_, index) => ({n: index + 1, state: 'planned' as const, code: null}));
  await data.runs.open({id: run, shopId: shop.id, plan: 'P-1', kind: 'price', startedAt: 1, undoes: null}, entries, 0);
  for (const {n} of entries) {
    await data.runs.write(run, [{n, state: 'sending', at: n}]);
    await new Promise((resolve) => process.send?.({run, n}, resolve));
  }
}

/** Adds one to a number, again and again, each time in a transaction that reads before it writes. */
async function count(): Promise<void> {
  const data = await openData(location);
  for (let round = 0; round < 100; round++) {
    await data.transaction(async (inside) => {
      const cursor = Number((await inside.shops.cursor(1, 'count')) ?? '0');
      await inside.shops.setCursor(1, 'count', String(cursor + 1), round);
    });
  }
  await data.close();
  process.disconnect();
}

/** Begins a write and does not end it until the parent says so. */
async function hold(): Promise<void> {
  const data = await openData(location);
  await data.transaction(async (inside) => {
    await inside.shops.setCursor(1, 'held', 'x', 1);
    process.send?.('holding');
    await new Promise((resolve) => process.once('message', resolve));
  });
  await data.close();
  process.disconnect();
}

if (what === 'journal') await writeJournal();
else if (what === 'count') await count();
else await hold();
