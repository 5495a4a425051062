import {expect} from 'chai';
import type {FeeRecord} from '../../../src/domain/facts.js';
import {feeBook} from '../../../src/domain/pricing/fee-book.js';

const NOW = Date.UTC(2026, 5, 1);

function step(more: Partial<FeeRecord>): FeeRecord {
  const none = {sku: '', category: '', upTo: null, fixed: null, minimum: null, marginal: false, effectiveFrom: null};
  return {...none, source: 'merchant', rate: '0.15', ...more};
}

/** The rate that holds for an offer; a tariff's as text. */
function rateOf(records: readonly FeeRecord[], sku: string | null, category: string, at = NOW): string | null {
  const fees = feeBook(records)({sku, category}, at);
  if (fees === null) return null;
  return fees.rate ?? JSON.stringify(fees.tiers);
}

describe('fee schedules', () => {
  it('say nothing where nothing was told', () => {
    expect(rateOf([], 'A', 'Mugs')).to.equal(null);
    expect(rateOf([step({category: 'Caps'})], 'A', 'Mugs')).to.equal(null);
    expect(rateOf([step({sku: 'B'})], null, '')).to.equal(null);
  });

  it('hold by SKU, then by the nearest category, then for the whole shop', () => {
    const records = [
      step({rate: '0.20'}),
      step({category: 'Home', rate: '0.15'}),
      step({category: 'Home > Kitchen', rate: '0.12'}),
      step({sku: 'A', rate: '0.05'}),
    ];
    expect(rateOf(records, 'A', 'Home > Kitchen')).to.equal('0.05');
    expect(rateOf(records, 'B', 'home > kitchen')).to.equal('0.12');
    expect(rateOf(records, 'B', 'Home > Kitchen > Pans')).to.equal('0.12');
    expect(rateOf(records, 'B', 'Home/Garden')).to.equal('0.15');
    expect(rateOf(records, 'B', 'Homeopathy')).to.equal('0.20');
    expect(rateOf(records, 'B', '')).to.equal('0.20');
  });

  it('of the merchant go before what the platform tells of the SKU, and that before categories', () => {
    const told = step({sku: 'A', rate: '0.13', source: 'platform'});
    expect(rateOf([told, step({category: 'Mugs', rate: '0.20'})], 'A', 'Mugs')).to.equal('0.13');
    expect(rateOf([told, step({sku: 'A', rate: '0.05'})], 'A', 'Mugs')).to.equal('0.05');
  });

  it('begin on their day, and go back to what is wider before it', () => {
    const records = [
      step({rate: '0.20'}),
      step({category: 'Mugs', rate: '0.10', effectiveFrom: NOW - 1000}),
      step({category: 'Mugs', rate: '0.11', effectiveFrom: NOW}),
      step({category: 'Mugs', rate: '0.12', effectiveFrom: NOW + 1}),
    ];
    expect(rateOf(records, null, 'Mugs')).to.equal('0.11');
    expect(rateOf(records, null, 'Mugs', NOW - 1)).to.equal('0.10');
    expect(rateOf(records, null, 'Mugs', NOW - 2000)).to.equal('0.20');
    expect(rateOf(records, null, 'Mugs', NOW + 1)).to.equal('0.12');
  });

  it('are steps of the price, in order, the last one for all above', () => {
    const fees = feeBook([
      step({upTo: 20_000, rate: '0.15', minimum: 30, marginal: true}),
      step({upTo: 1_000, rate: '0.08', fixed: 5}),
      step({upTo: 50_000, rate: '0.10', fixed: 99}),
    ])({sku: null, category: 'Mugs'}, NOW);
    expect(fees).to.deep.equal({
      rate: null,
      tiers: {
        mode: 'marginal',
        steps: [
          {upTo: 1_000, rate: '0.08'},
          {upTo: 20_000, rate: '0.15'},
          {upTo: null, rate: '0.10'},
        ],
        minimum: 30,
      },
      fixed: 99,
    });
  });

  it('are a plain rate where there is one step and no minimum', () => {
    expect(feeBook([step({fixed: 30})])({sku: null, category: ''}, NOW)).to.deep.equal({
      rate: '0.15',
      tiers: null,
      fixed: 30,
    });
    expect(feeBook([step({minimum: 30})])({sku: null, category: ''}, NOW)?.tiers?.minimum).to.equal(30);
  });
});
