import {expect} from 'chai';
import fc from 'fast-check';
import {canonicalJson, offerKey, sameValue, targetText} from '../../../src/domain/change/fields.js';

describe('fields', () => {
  it('writes the same bytes for the same value, whatever the order of its keys', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.parse(canonicalJson(value))).to.deep.equal(JSON.parse(JSON.stringify(value)));
      }),
    );
    expect(canonicalJson({b: 1, a: [{d: null, c: 'x'}]})).to.equal('{"a":[{"c":"x","d":null}],"b":1}');
    expect(canonicalJson({a: undefined})).to.equal('{}');
  });

  it('compares by value', () => {
    expect(sameValue({a: ['x'], b: 1}, {b: 1, a: ['x']})).to.equal(true);
    expect(sameValue('19.00', '19.0')).to.equal(false);
  });

  it('names an offer by SKU, else by product and options', () => {
    expect(offerKey('tee', {sku: 'T-1', options: []}, '7')).to.deep.equal({product: 'tee', sku: 'T-1', remoteId: '7'});
    const key = offerKey('tee', {sku: null, options: [{name: 'Size', value: 'M'}]});
    expect(key).to.deep.equal({product: 'tee', options: 'Size=M'});
    expect(targetText({kind: 'offer', key})).to.equal('tee [Size=M]');
    expect(targetText({kind: 'listing', key: {product: 'tee'}})).to.equal('tee');
  });
});
