import {expect} from 'chai';
import type {RivalRecord} from '../../../src/domain/facts.js';
import type {LearntSku} from '../../../src/ports/data.js';
import type {Bench} from '../repositories.js';
import {aRival} from '../support/records.js';

const learnt = (sku: string, belief: string | null, ...cells: number[]): LearntSku => ({
  sku,
  figures: '{}',
  belief,
  cells: Uint8Array.from(cells),
});

export function learnerTests({data, shop}: Bench): void {
  describe('learner', () => {
    it('keeps what was learnt, bytes and all, and replaces it', async () => {
      const id = await shop();
      const {learner} = data();
      expect(await learner.shop(id)).to.equal(null);
      await learner.save(id, '{"a":1}', [learnt('B', '{"e":2}', 0, 255, 128), learnt('A', null)]);
      expect(await learner.shop(id)).to.equal('{"a":1}');
      const kept = await learner.skus(id);
      expect(kept.map(({sku, belief, cells}) => [sku, belief, [...cells]])).to.deep.equal([
        ['A', null, []],
        ['B', '{"e":2}', [0, 255, 128]],
      ]);
      expect([...(await learner.beliefs(id))]).to.deep.equal([['B', '{"e":2}']]);
      await learner.save(id, '{"a":2}', [learnt('C', null, 7)]);
      expect(await learner.shop(id)).to.equal('{"a":2}');
      expect((await learner.skus(id)).map(({sku}) => sku)).to.deep.equal(['C']);
    });

    it('forgets with the shop', async () => {
      const id = await shop();
      await data().learner.save(id, '{}', [learnt('A', null)]);
      await data().shops.remove(id);
      expect(await data().learner.shop(id)).to.equal(null);
      expect(await data().learner.skus(id)).to.deep.equal([]);
    });

    it('tells every sighting of rivals between two instants, oldest first, over many pages', async () => {
      const id = await shop();
      const seen: RivalRecord[] = Array.from({length: 6001}, (_, n) => ({
        ...aRival('A', {rival: 'acme', seenAt: n + 1}),
        price: 1000 + n,
      }));
      await data().facts.putRivals(id, [...seen].reverse(), 1);
      const told: number[] = [];
      for await (const {seenAt} of data().facts.sightings(id, 2, 6000)) told.push(seenAt);
      expect(told).to.deep.equal(Array.from({length: 5999}, (_, n) => n + 2));
    });
  });
}
