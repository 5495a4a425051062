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

/** Commits in a write-ahead log (https://www.sqlite.org/fileformat2.html#walformat): the frames that end a transaction. */
function commitsIn(wal: Buffer): number {
  const size = wal.readUInt32BE(8) + 24;
  const salts = wal.subarray(16, 24);
  let commits = 0;
  for (let at = 32; at + size <= wal.length && wal.subarray(at + 8, at + 16).equals(salts); at += size)
    if (wal.readUInt32BE(at + 4) > 0) commits += 1;
  return commits;
}

describe('the journal on disk', function () {
  this.timeout(120_000);
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
        if (write) before.push([statesIn(store), commitsIn(readFileSync(`${store}-wal`))]);
      },
      after: async ({write}) => {
        if (write) after.push(statesIn(store));
      },
    });
    const {code, stderr} = await souk(ADJUST_ALL, {home});
    served.wire.rules({});
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
    // Between two requests: the outcomes of the one, the intents of the other, and at most one word with the limiter.
    for (const [index, count] of commits.slice(1).entries()) expect(count - (commits[index] ?? 0)).to.be.within(2, 3);
    expect(statesIn(store)).to.deep.equal({verified: OFFERS});
  });
});
