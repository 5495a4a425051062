import {expect} from 'chai';
import {compareLive, compareLocal, type LiveTarget, localOnly} from '../../../src/domain/change/compare.js';
import {CHANGE_MOVES, RUN_MOVES} from '../../../src/domain/change/run.js';
import type {Change, FieldChanges} from '../../../src/domain/change/types.js';
import {productOf} from '../../support/memory-shop.js';

const SHELF = productOf('mug', [{sku: 'MUG', price: 1200}]);
const [OFFER] = SHELF.offers;
const LIVE: LiveTarget = {listing: SHELF, offer: OFFER ?? null};
const GONE: LiveTarget = {listing: null, offer: null};

function change(fields: FieldChanges, op: Change['op'] = 'update', kind: Change['target']['kind'] = 'offer'): Change {
  return {n: 1, target: {kind, key: {product: 'mug', sku: 'MUG'}}, op, fields, reasons: [], guards: []};
}

describe('change: how a shop stands to a change', () => {
  const price = (before: string, after: string) => change({price: {before, after}});
  const cases: readonly (readonly [string, Change, LiveTarget, string])[] = [
    ['an update that can be sent', price('12.00', '13.00'), LIVE, 'before'],
    ['an update that is so already', price('11.00', '12.00'), LIVE, 'after'],
    ['an update of what someone else changed', price('11.00', '13.00'), LIVE, 'other'],
    ['an update of what is not there', price('11.00', '13.00'), GONE, 'gone'],
    [
      'an update half done',
      change({price: {before: '9.00', after: '12.00'}, gtin: {before: null, after: '4006381333931'}}),
      LIVE,
      'before',
    ],
    [
      'stock of a variant that the same plan makes',
      change({stock: {before: null, after: 5}}, 'update', 'stock'),
      GONE,
      'before',
    ],
    ['a create of what is not there', change({price: {before: null, after: '12.00'}}, 'create'), GONE, 'before'],
    ['a create that was done', change({price: {before: null, after: '12.00'}}, 'create'), LIVE, 'after'],
    [
      'a create of what is there and different',
      change({price: {before: null, after: '9.00'}}, 'create'),
      LIVE,
      'other',
    ],
    ['an archive of what the run made', change({price: {before: '12.00', after: null}}, 'archive'), LIVE, 'before'],
    ['an archive of what was changed since', change({price: {before: '9.00', after: null}}, 'archive'), LIVE, 'other'],
    ['an archive that was done', change({price: {before: '12.00', after: null}}, 'archive'), GONE, 'after'],
    [
      "souk's own field only, of what is not there",
      change({base_price: {before: '1.00', after: '2.00'}}),
      GONE,
      'gone',
    ],
  ];
  for (const [name, wanted, live, standing] of cases) {
    it(name, () => expect(compareLive(wanted, live, 'delete').standing).to.equal(standing));
  }

  it('takes the stock that a shop gives a new variant for none, and any other for somebody’s', () => {
    const stock = change({stock: {before: null, after: 5}}, 'update', 'stock');
    const holding = (held: number | null): LiveTarget => ({
      listing: SHELF,
      offer: OFFER ? {...OFFER, stock: held} : null,
    });
    const standing = (held: number | null, made: boolean) => compareLive(stock, holding(held), 'delete', made).standing;
    expect([standing(null, true), standing(0, true), standing(5, true), standing(7, true)]).to.deep.equal([
      'before',
      'before',
      'after',
      'other',
    ]);
    expect(standing(0, false), 'not made by the plan').to.equal('other');
  });

  it('takes an unpublished listing for an archived one where a platform can not delete', () => {
    const draft = {listing: {...SHELF, status: 'draft' as const}, offer: OFFER ?? null};
    expect(compareLive(change({}, 'archive', 'listing'), draft, 'unpublish').standing).to.equal('after');
    expect(compareLive(change({}, 'archive', 'listing'), draft, 'delete').standing).to.equal('before');
  });

  it("compares souk's own base with the store", () => {
    const base = change({base_price: {before: '10.00', after: '11.00'}});
    const offer = (basePrice: number) => ({basePrice, baseCompareAt: null, currency: 'USD'});
    expect(localOnly(base)).to.equal(true);
    expect(compareLocal(base, offer(1000)).standing).to.equal('before');
    expect(compareLocal(base, offer(1100)).standing).to.equal('after');
    expect(compareLocal(base, offer(1)).standing).to.equal('other');
    expect(compareLocal(base, null).standing).to.equal('gone');
  });
});

describe('change: states', () => {
  it('lead somewhere that exists, and nowhere from an end', () => {
    for (const table of [CHANGE_MOVES, RUN_MOVES]) {
      const states = Object.keys(table);
      for (const moves of Object.values(table)) for (const to of moves) expect(states).to.include(to);
    }
    expect(CHANGE_MOVES.rejected).to.deep.equal([]);
    expect(RUN_MOVES.done).to.deep.equal([]);
  });

  it('never go from unknown or sending to sending without a decision', () => {
    expect(CHANGE_MOVES.unknown).to.not.include('sending');
    expect(CHANGE_MOVES.sending).to.not.include('sending');
  });
});
