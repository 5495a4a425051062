import {expect} from 'chai';
import {rivalsGone} from '../../../src/app/shop/gone.js';
import {openData} from '../../../src/data/open.js';
import type {RivalRecord} from '../../../src/domain/facts.js';
import {USD} from '../../platforms/contract/shop.js';

const THEN = Date.parse('2026-03-01T00:00:00Z');
const NOW = THEN + 3_600_000;

const seen = (sku: string, rival: string, price: number | null, seenAt = THEN): RivalRecord => ({
  ...{sku, rival, price, shipping: price === null ? null : 0, inStock: price !== null, condition: 'new', seenAt},
});

describe('rivals that offer nothing any more', () => {
  it('are told so where a page holds all there is of a platform, and nobody else is', async () => {
    const data = await openData(':memory:');
    try {
      const shop = await data.shops.add({
        ...{name: 'main', platform: 'amazon', mode: 'apply' as const, terms: USD, settings: {}, createdAt: THEN},
      });
      const known = [
        ...[seen('A', 'amazon:X', 500), seen('A', 'amazon:Y', 600), seen('A', 'amazon:OUT', null)],
        ...[seen('A', 'My own list', 700), seen('B', 'amazon:X', 800)],
      ];
      await data.facts.putRivals(shop.id, known, THEN);
      const gone = await rivalsGone({data}, shop, NOW);
      const records = [seen('A', 'amazon:X', 510, NOW)];
      const page = {records, refused: [], cursor: ''};
      expect(gone(page)).to.deep.equal(records);
      const whole = (condition: string, seenAt: number) => ({
        ...page,
        whole: {rivals: 'amazon:', skus: ['A', 'C'].map((sku) => ({sku, condition, seenAt}))},
      });
      expect(gone(whole('used', NOW)), 'of another condition nothing is said').to.deep.equal(records);
      expect(gone(whole('new', NOW))).to.deep.equal([...records, seen('A', 'amazon:Y', null, NOW)]);
      // A page later: who was new in the last one is known by now, and who was gone is not told twice.
      const later = {...whole('new', NOW + 1), records: []};
      expect(gone(later)).to.deep.equal([seen('A', 'amazon:X', null, NOW + 1)]);
    } finally {
      await data.close();
    }
  });
});
