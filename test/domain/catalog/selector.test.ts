import {expect} from 'chai';
import fc from 'fast-check';
import {matches, type SelectableOffer, type Selector} from '../../../src/domain/catalog/selector.js';

const OFFER: SelectableOffer = {
  sku: 'MUG-01',
  product: 'stoneware-mug',
  title: 'Stoneware mug',
  vendor: 'Acme',
  category: 'Mugs',
  tags: ['kitchen', 'gift'],
  status: 'active',
  price: 1890,
  stock: 12,
  cost: null,
};

const CASES: readonly (readonly [string, Selector, boolean])[] = [
  ['no condition: every offer', [], true],
  ['text, whatever its case', [{field: 'category', values: ['mugs']}], true],
  ['any of several', [{field: 'category', values: ['Bags', 'Mugs']}], true],
  ['none of them', [{field: 'category', values: ['Bags', 'Mugs'], not: true}], false],
  ['a tag among others', [{field: 'tag', values: ['gift']}], true],
  [
    'and between conditions',
    [
      {field: 'category', values: ['Mugs']},
      {field: 'stock', is: '>', value: 20},
    ],
    false,
  ],
  ['a wildcard', [{field: 'sku', values: ['MUG-*']}], true],
  ['wildcards in the middle', [{field: 'title', values: ['s*ware*g']}], true],
  ['a wildcard does not use a letter twice', [{field: 'sku', values: ['MUG-01*01']}], false],
  ['unknown meets no comparison', [{field: 'cost', is: '<', value: 1}], false],
  ['unknown meets not even !=', [{field: 'cost', is: '!=', value: 1}], false],
  ['at most', [{field: 'price', is: '<=', value: 1890}], true],
  ['below', [{field: 'price', is: '<', value: 1890}], false],
];

describe('selectors', () => {
  for (const [name, selector, expected] of CASES) {
    it(name, () => {
      expect(matches(selector, OFFER)).to.equal(expected);
    });
  }

  it('agrees with a regular expression about wildcards, and stays quick on many of them', () => {
    const piece = fc.constantFrom('a', 'b', '*', 'ab');
    fc.assert(
      fc.property(
        fc.array(piece, {maxLength: 8}),
        fc.array(fc.constantFrom('a', 'b'), {maxLength: 10}),
        (pattern, text) => {
          const wanted = new RegExp(`^${pattern.join('').replace(/\*+/gu, '.*')}$`, 'u').test(text.join(''));
          expect(matches([{field: 'title', values: [pattern.join('')]}], {...OFFER, title: text.join('')})).to.equal(
            wanted,
          );
        },
      ),
    );
    const hostile = `${'a*'.repeat(2000)}b`;
    expect(matches([{field: 'title', values: [hostile]}], {...OFFER, title: 'a'.repeat(20_000)})).to.equal(false);
  });
});
