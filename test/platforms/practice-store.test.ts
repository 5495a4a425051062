import {expect} from 'chai';
import {practice} from '../../src/platforms/practice/index.js';
import type {RemoteListing} from '../../src/ports/platform.js';
import {calm} from './contract/steps.js';
import {fileOf, newFolder, setupOf, simulationOf} from './practice/shops.js';

const DAY = 86_400_000;
const TERMS = {currency: 'USD', zone: 'UTC', pricesIncludeTax: false, taxRate: null} as const;

/** A practice shop with the sample catalogue, in a folder of its own. */
async function withSample(
  work: (shop: {
    pass(days: number): Promise<void>;
    pullRivals(cursor: string | null): Promise<{cursor: string; seen: readonly {key: string; seenAt: number}[]}>;
    listings(): Promise<readonly RemoteListing[]>;
    run(sql: string): void;
    sightings(): Promise<{count: number; oldest: number; pairs: number}>;
    now(): Promise<number>;
  }) => Promise<void>,
): Promise<void> {
  const {directory, remove} = await newFolder();
  const platform = await practice.open(setupOf(directory, TERMS, {catalogue: 'sample'}));
  const simulation = simulationOf(platform);
  const file = await fileOf(directory, TERMS);
  try {
    await work({
      now: () => simulation.now(),
      run: (sql) => void file.db.prepare(sql).run(),
      pass: async (days) => void (await simulation.advance((await simulation.now()) + days * DAY, calm)),
      pullRivals: async (from) => {
        let cursor = from ?? '0';
        const seen: {key: string; seenAt: number}[] = [];
        for await (const page of platform.pull('rivals', from, calm)) {
          cursor = page.cursor;
          for (const {sku, rival, seenAt} of page.records) seen.push({key: `${sku} ${rival}`, seenAt});
        }
        return {cursor, seen};
      },
      listings: async () => {
        const all: RemoteListing[] = [];
        for await (const page of platform.pull('listings', null, calm)) all.push(...page.records);
        return all;
      },
      sightings: async () =>
        file.db
          .prepare(
            `SELECT count(*) AS count, min(seen_at) AS oldest, count(DISTINCT sku || ' ' || rival) AS pairs FROM sighting`,
          )
          .get() as {count: number; oldest: number; pairs: number},
    });
  } finally {
    file.close();
    await platform.close();
    await remove();
  }
}

describe('what a practice shop keeps', () => {
  it('forgets sightings of rivals that are old and were read, and no others', () =>
    withSample(async (shop) => {
      await shop.pass(100);
      const unread = await shop.sightings();
      expect(unread.oldest).to.be.lessThan((await shop.now()) - 99 * DAY);

      const first = await shop.pullRivals(null);
      expect(first.seen).to.have.length(unread.count);
      await shop.pass(1);

      const second = await shop.pullRivals(first.cursor);
      expect(second.seen.length).to.be.greaterThan(0);
      expect(second.seen.every(({seenAt}) => seenAt > (first.seen.at(-1)?.seenAt ?? 0) - DAY)).to.equal(true);
      await shop.pass(1);
      const kept = await shop.sightings();
      expect(kept.oldest).to.be.at.least((await shop.now()) - 60 * DAY);
      expect([kept.pairs, kept.count < unread.count]).to.deep.equal([unread.pairs, true]);

      const third = await shop.pullRivals(second.cursor);
      expect(third.seen.length).to.be.greaterThan(0);
      expect(third.seen.every(({seenAt}) => seenAt > (second.seen.at(-1)?.seenAt ?? 0) - DAY)).to.equal(true);
      const newcomer = await shop.pullRivals(null);
      expect(new Set(newcomer.seen.map(({key}) => key)).size).to.equal(unread.pairs);
    }));

  it('keeps the last sighting of a rival however old it is', () =>
    withSample(async (shop) => {
      const {cursor} = await shop.pullRivals(null);
      await shop.pullRivals(cursor);
      shop.run("UPDATE variant SET life = json_set(life, '$.rivals', json('[]')) WHERE life IS NOT NULL");
      const before = await shop.sightings();
      await shop.pass(100);
      expect((await shop.sightings()).pairs).to.equal(before.pairs);
    }));

  it('shows weights as whole grams, whatever was put in', () =>
    withSample(async (shop) => {
      shop.run('UPDATE variant SET weight_g = weight_g + 0.4');
      shop.run("UPDATE variant SET weight_g = NULL WHERE sku = 'POT-TEA'");
      const weights = new Map(
        (await shop.listings()).flatMap(({offers}) => offers.map(({sku, weightGrams}) => [sku, weightGrams])),
      );
      expect([weights.get('KNIFE-PAR'), weights.get('POT-TEA')]).to.deep.equal([70, null]);
    }));
});
