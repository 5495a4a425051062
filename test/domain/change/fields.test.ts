import {expect} from 'chai';
import fc from 'fast-check';
import {canonicalJson, canonicalPieces} from '../../../src/domain/change/canonical.js';
import {CanonicalBytes} from '../../../src/domain/change/canonical-bytes.js';
import {offerKey, sameValue, targetText} from '../../../src/domain/change/fields.js';

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

  it('writes the same in pieces, and as the plainest way of writing it would', () => {
    const plainest = (value: unknown): string => {
      if (Array.isArray(value)) return `[${value.map(plainest).join(',')}]`;
      if (value === null || typeof value !== 'object') return JSON.stringify(value ?? null);
      const parts = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
      return `{${parts.map(([key, part]) => `${JSON.stringify(key)}:${plainest(part)}`).join(',')}}`;
    };
    const bytes = new CanonicalBytes();
    fc.assert(
      fc.property(fc.dictionary(fc.string({unit: 'binary'}), fc.jsonValue({stringUnit: 'binary'})), (value) => {
        const text = canonicalJson(value);
        expect(text).to.equal(plainest(value));
        expect([...canonicalPieces(value)].join('')).to.equal(text);
        bytes.value(value);
        expect(Buffer.from(bytes.take()).toString()).to.equal(text);
      }),
    );
    for (const text of ['"', '\\', '\u0000', '\u001f', '\u007f', '\u2028', '\ud800', '\udfff', '\ud83d\ude00', '中'])
      expect(canonicalJson(text)).to.equal(JSON.stringify(text));
    expect([...canonicalPieces({})].join('')).to.equal('{}');
    bytes.value({a: undefined, b: [undefined, 'x'.repeat(2_000_000), '中'], c: {}, d: []});
    const long = `{"b":[null,"${'x'.repeat(2_000_000)}","中"],"c":{},"d":[]}`;
    expect(Buffer.from(bytes.take()).equals(Buffer.from(long))).to.equal(true);
    expect([...canonicalPieces({b: [], a: undefined})].join('')).to.equal('{"b":[]}');
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
