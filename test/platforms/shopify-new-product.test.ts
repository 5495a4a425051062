import {expect} from 'chai';
import type {OptionValue} from '../../src/domain/catalog/types.js';
import type {Desk} from '../../src/platforms/shopify/desk.js';
import {inputOf} from '../../src/platforms/shopify/new-product.js';
import {hasWide} from '../../src/platforms/shopify/push.js';
import type {Wish} from '../../src/platforms/shopify/wish.js';

const DESK: Desk = {currency: 'EUR', taxesIncluded: true, scopes: new Set(), location: null, locations: []};
const size = (value: string): OptionValue => ({name: 'Size', value});

function wish(options: readonly OptionValue[]): Wish {
  const change = {
    n: 1,
    target: {kind: 'offer', key: {product: 'shirt'}},
    op: 'create',
    fields: {},
    reasons: [],
    guards: [],
  } as const;
  return {change, input: {price: '20.00'}, item: {}, options, stock: null};
}

describe('shopify: a product that productSet is told of', () => {
  it('that was left half made names every variant that is there: what is not named would be deleted', () => {
    const there = {
      id: 'P',
      standIn: null,
      variants: [
        {id: 'V-L', options: [size('L')]},
        {id: 'V-XL', options: [size('XL')]},
      ],
    };
    const offers = [wish([size('M')]), wish([size('L')])];
    expect(inputOf({handle: 'shirt', listing: null, there, offers}, DESK)).to.deep.equal({
      productOptions: [{name: 'Size', position: 1, values: [{name: 'M'}, {name: 'L'}, {name: 'XL'}]}],
      variants: [
        {price: '20.00', optionValues: [{optionName: 'Size', name: 'M'}]},
        {id: 'V-L', price: '20.00', optionValues: [{optionName: 'Size', name: 'L'}]},
        {id: 'V-XL', optionValues: [{optionName: 'Size', name: 'XL'}]},
      ],
    });
  });

  it('with the stand-in alone has the first offer in its place', () => {
    const there = {id: 'P', standIn: 'V', variants: []};
    const {variants} = inputOf({handle: 'shirt', listing: null, there, offers: [wish([size('M')])]}, DESK) as {
      variants: readonly object[];
    };
    expect(variants).to.deep.equal([{id: 'V', price: '20.00', optionValues: [{optionName: 'Size', name: 'M'}]}]);
  });
});

describe('shopify: a large plan', () => {
  it('is cut as small ones are where a product gets more new variants than one request takes', () => {
    const made = (product: string, count: number) =>
      Array.from({length: count}, (_, i) => ({
        ...wish([]).change,
        n: i,
        target: {kind: 'offer', key: {product}} as const,
      }));
    expect(hasWide([...made('shirt', 200), ...made('cap', 200)], 200)).to.equal(false);
    expect(hasWide([...made('shirt', 201), ...made('cap', 1)], 200)).to.equal(true);
    expect(
      hasWide(
        made('shirt', 300).map((change) => ({...change, op: 'update' as const})),
        200,
      ),
    ).to.equal(false);
  });
});
