import {expect} from 'chai';
import {KnownError} from '../../src/domain/errors.js';
import type {Data} from '../../src/ports/data.js';
import {catalogTests} from './repositories/catalog.js';
import {factTests} from './repositories/facts.js';
import {fileTests} from './repositories/files.js';
import {learnerTests} from './repositories/learner.js';
import {lockTests} from './repositories/locks.js';
import {runTests} from './repositories/runs.js';
import {saleTests} from './repositories/sales.js';
import {shopTests} from './repositories/shops.js';
import {transactionTests} from './repositories/transactions.js';
import {aShop} from './support/records.js';

/** What a group of tests works with: one store, and a shop of its own for each test. */
export interface Bench {
  data(): Data;
  shop(): Promise<number>;
}

/** The tests every engine passes. `open` gives an empty store. */
export function repositorySuite(engine: string, open: () => Promise<Data>): void {
  describe(`repositories on ${engine}`, () => {
    let data: Data | undefined;
    let count = 0;
    const bench: Bench = {
      data: () => {
        if (data === undefined) throw new Error('the store is not open');
        return data;
      },
      shop: async () => (await bench.data().shops.add(aShop(`bench-${++count}`))).id,
    };
    before(async () => {
      data = await open();
    });
    after(async () => {
      await data?.close();
    });
    shopTests(bench);
    catalogTests(bench);
    factTests(bench);
    fileTests(bench);
    saleTests(bench);
    learnerTests(bench);
    runTests(bench);
    lockTests(bench);
    transactionTests(bench);
  });
}

/** Expects a KnownError with the code, and gives it back. */
export async function refused(work: Promise<unknown>, code: string): Promise<KnownError> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error, `expected ${code}`).to.be.instanceOf(KnownError);
  const known = error as KnownError;
  expect(known.code).to.equal(code);
  return known;
}

/** Expects a failure of any kind whose message matches. */
export async function fails(work: Promise<unknown>, pattern: RegExp): Promise<void> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error, `expected a failure like ${pattern}`).to.be.instanceOf(Error);
  expect((error as Error).message).to.match(pattern);
}

export async function collect<T>(rows: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const row of rows) all.push(row);
  return all;
}
