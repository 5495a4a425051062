import {expect} from 'chai';
import fc from 'fast-check';
import {formatOptions, gtinValid, parseOptions, skuKey, skuTwinKey} from '../../../src/domain/catalog/key.js';

describe('keys', () => {
  it('trims a SKU and nothing more; an empty one is none', () => {
    expect(skuKey('  A b-1 ')).to.equal('A b-1');
    expect([skuKey(''), skuKey('   '), skuKey(null), skuKey(undefined)]).to.deep.equal([null, null, null, null]);
  });

  it('finds twins by case and white space', () => {
    expect(skuTwinKey('Tee Red-M')).to.equal(skuTwinKey('TEERED-m'));
    expect(skuTwinKey('TEE-RED')).to.not.equal(skuTwinKey('TEE-BLUE'));
  });

  it('writes options so that they can be read again, whatever is in them', () => {
    const word = fc
      .string({minLength: 1, maxLength: 8, unit: fc.constantFrom('a', 'Ä', '=', ';', '\\', ' ', '–', '9')})
      .map((text) => text.trim());
    const option = fc.record({name: word.filter((text) => text !== ''), value: word});
    fc.assert(
      fc.property(fc.array(option, {maxLength: 3}), (options) => {
        expect(parseOptions(formatOptions(options))).to.deep.equal(options);
      }),
    );
  });

  it('refuses options without a name and value', () => {
    expect(parseOptions('Size')).to.equal(null);
    expect(parseOptions('')).to.deep.equal([]);
  });

  it('checks the digit GS1 demands', () => {
    for (const good of ['4006381333931', '96385074', '036000291452', '10614141000415'])
      expect(gtinValid(good), good).to.equal(true);
    for (const bad of ['4006381333932', '400638133393', '', '8.9E+12', 'abc', '40063813339311'])
      expect(gtinValid(bad), bad).to.equal(false);
  });
});
