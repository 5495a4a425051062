import {expect} from 'chai';
import {sameListing} from '../../../src/app/shop/same.js';
import type {RemoteListing} from '../../../src/ports/platform.js';
import {aListing, anOffer} from '../../data/support/records.js';

const listing = aListing('l', [
  anOffer('o1', {sku: 'A', options: [{name: 'Size', value: 'S'}], extra: {shelf: 'A1'}}),
  anOffer('o2', {sku: 'B', options: [{name: 'Size', value: 'M'}]}),
]);

/** Every value of a listing changed once, lists and words too. */
function* variations(value: unknown): Generator<unknown> {
  if (Array.isArray(value)) {
    yield [...value, 'more'];
    if (value.length > 0) yield value.slice(1);
    if (value.length > 1) yield [...value].reverse();
    for (const [index, part] of value.entries())
      for (const other of variations(part)) yield value.map((each: unknown, at) => (at === index ? other : each));
    return;
  }
  if (value !== null && typeof value === 'object') {
    for (const [key, part] of Object.entries(value))
      for (const other of variations(part)) yield {...value, [key]: other};
    return;
  }
  yield typeof value === 'number' ? value + 1 : `${String(value)} other`;
}

describe('two forms of a listing', () => {
  it('are the same when everything in them is, and in no other case', () => {
    expect(sameListing(listing, structuredClone(listing))).to.equal(true);
    const others = [...variations({...listing, remoteId: undefined})];
    expect(others.length).to.be.greaterThan(40);
    for (const other of others) {
      if ((other as RemoteListing).remoteId !== undefined) continue;
      expect(sameListing(listing, other as RemoteListing), JSON.stringify(other)).to.equal(false);
    }
  });

  it('do not differ by an empty word of an image, nor by the order of carried columns', () => {
    const images = [{url: 'https://a/1.jpg'}];
    const bare = aListing('l', [], {images, extra: {a: '1', b: '2'}});
    const worded = aListing('l', [], {images: [{url: 'https://a/1.jpg', alt: ''}], extra: {b: '2', a: '1'}});
    expect(sameListing(bare, worded)).to.equal(true);
    expect(sameListing(bare, aListing('l', [], {images, extra: {a: '1', c: '2'}}))).to.equal(false);
  });
});
