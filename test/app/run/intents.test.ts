import {readFileSync} from 'node:fs';
import path from 'node:path';
import Sqlite from 'better-sqlite3';
import {expect} from 'chai';
import {souk} from '../../support/souk.js';
import {ADJUST_ALL, openServedShop, type ServedShop} from './served-shop.js';

const OFFERS = 250;

/** How many changes of the latest run are in each state, as the file on disk has it for another program. */
function statesIn(file: string): Readonly<Record<string, number>> {
  const db = new Sqlite(file, {readonly: true});
  try {
    const rows = db
      .prepare<[], {state: string; count: number}>(
        `SELECT state, count(*) AS count FROM run_change
         WHERE run = (SELECT id FROM run ORDER BY number DESC LIMIT 1) GROUP BY state`,
      )
      .all();
    return Object.fromEntries(rows.map(({state, count}) => [state, count]));
  } finally {
    db.close();
  }
}

/** Pages of each transaction in a write-ahead log (https://www.sqlite.org/fileformat2.html#walformat), in order. */
function transactionsIn(wal: Buffer): readonly (readonly number[])[] {
  const size = wal.readUInt32BE(8) + 24;
  const salts = wal.subarray(16, 24);
  const transactions: number[][] = [];
  let pages: number[] = [];
  for (let at = 32; at + size <= wal.length && wal.subarray(at + 8, at + 16).equals(salts); at += size) {
    pages.push(wal.readUInt32BE(at));
    if (wal.readUInt32BE(at + 4) === 0) continue;
    transactions.push(pages);
    pages = [];
  }
  return transactions;
}

/** Whose each page is: a table's, without a word of which of its indexes. */
function owners(file: string): ReadonlyMap<number, string> {
  const db = new Sqlite(file, {readonly: true});
  try {
    const rows = db
      .prepare<[], {pageno: number; owner: string}>(
        'SELECT pageno, coalesce(tbl_name, dbstat.name) AS owner FROM dbstat LEFT JOIN sqlite_master USING (name)',
      )
      .all();
    return new Map(rows.map(({pageno, owner}) => [pageno, owner]));
  } finally {
    db.close();
  }
}

describe('the journal on disk', () => {
  let shop: ServedShop;

  before(async () => {
    shop = await openServedShop(OFFERS);
  });
  after(async () => await shop.close());

  it('holds every intent before its request is out, no outcome before its answer, in one commit a batch each', async () => {
    const {home, served} = shop;
    const store = path.join(home, 'souk.db');
    // A reader that stays at its page keeps the log from being begun anew.
    const reader = new Sqlite(store, {readonly: true});
    reader.exec('begin');
    reader.prepare('select count(*) from run').get();
    const before: (readonly [object, number])[] = [];
    const after: object[] = [];
    served.wire.rules({
      before: async ({write}) => {
        if (write) before.push([statesIn(store), transactionsIn(readFileSync(`${store}-wal`)).length]);
      },
      after: async ({write}) => {
        if (write) after.push(statesIn(store));
      },
    });
    const {code, stderr} = await souk(ADJUST_ALL, {home});
    served.wire.rules({});
    const transactions = transactionsIn(readFileSync(`${store}-wal`));
    const whose = owners(store);
    reader.close();
    expect(code, stderr).to.equal(0);
    const sent = [
      {planned: 150, sending: 100},
      {applied: 100, planned: 50, sending: 100},
      {applied: 200, sending: 50},
    ];
    expect(before.map(([states]) => states)).to.deep.equal(sent);
    expect(after).to.deep.equal(sent);
    const commits = before.map(([, count]) => count);
    for (const [index, count] of commits.slice(1).entries()) {
      const between = transactions
        .slice(commits[index], count)
        .map((pages) => new Set(pages.map((page) => whose.get(page))));
      const [journal, others] = [true, false].map((said) =>
        between.filter((tables) => tables.has('run_change') === said),
      );
      expect(journal, 'the outcomes of the one request, the intents of the other').to.have.lengthOf(2);
      expect(
        others?.map((tables) => [...tables]),
        'a word with the limiter',
      ).to.be.deep.oneOf([[], [['limiter']]]);
    }
    expect(statesIn(store)).to.deep.equal({verified: OFFERS});
  });
});
