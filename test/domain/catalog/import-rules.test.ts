import {expect} from 'chai';
import {twins} from '../../../src/domain/catalog/checks.js';
import {diffFields, type Prefer} from '../../../src/domain/catalog/diff.js';
import {skuMaker} from '../../../src/domain/catalog/make-sku.js';
import {optionsKey, sameOptions} from '../../../src/domain/catalog/options.js';
import {type FieldMap, resolveListing, resolveOffer} from '../../../src/domain/catalog/resolve.js';
import {slug} from '../../../src/domain/catalog/slug.js';
import {KnownError} from '../../../src/domain/errors.js';

describe('three-way import', () => {
  const rows: readonly [
    about: string,
    exported: string | null,
    file: string,
    shop: string,
    prefer: Prefer | undefined,
    expected: string,
  ][] = [
    ['nothing differs', 'a', 'a', 'a', undefined, 'nothing'],
    ['no export: the file wins', null, 'b', 'a', undefined, 'write b'],
    ['changed in the file only', 'a', 'b', 'a', undefined, 'write b'],
    ['changed in the shop only: left alone', 'a', 'a', 'c', undefined, 'kept'],
    ['changed in the shop only, file preferred: still left alone', 'a', 'a', 'c', 'file', 'kept'],
    ['changed in both', 'a', 'b', 'c', undefined, 'conflict'],
    ['changed in both, file preferred', 'a', 'b', 'c', 'file', 'write b'],
    ['changed in both, shop preferred', 'a', 'b', 'c', 'shop', 'nothing'],
    ['changed in both to the same', 'a', 'b', 'b', undefined, 'nothing'],
  ];
  const outcome = (exported: FieldMap | null, file: FieldMap, shop: FieldMap, prefer: Prefer | undefined): string => {
    const {changes, conflicts, kept} = diffFields(() => file, shop, exported, prefer);
    const [change] = Object.values(changes);
    if (change !== undefined) return `write ${JSON.stringify(change.after).replace(/"/gu, '')}`;
    return conflicts.length > 0 ? 'conflict' : kept > 0 ? 'kept' : 'nothing';
  };
  for (const [about, exported, file, shop, prefer, expected] of rows) {
    it(about, () => {
      const base = exported === null ? null : {title: exported};
      expect(outcome(base, {title: file}, {title: shop}, prefer)).to.equal(expected);
    });
  }

  it('judges carried columns one by one', () => {
    const wish = {extra: {shelf: 'B', colour: 'red'}};
    const diff = diffFields(
      (there) => resolveListing(wish, there),
      {extra: {shelf: 'A', colour: 'blue'}},
      {extra: {shelf: 'A', colour: 'red'}},
      undefined,
    );
    expect(diff.changes['extra']?.after).to.deep.equal({shelf: 'B', colour: 'blue'});
    expect(diff.kept).to.equal(1);
  });
});

describe('values that mean the same', () => {
  it('are no change', () => {
    const there: FieldMap = {
      tags: ['b', 'a'],
      images: [{url: 'https://a.example/1', alt: 'One'}],
      status: 'active',
      extra: {Published: 'FALSE'},
    };
    expect(resolveListing({tags: ['a', 'b'], extra: {}}, there)).to.deep.equal({tags: ['b', 'a']});
    expect(resolveListing({images: [{url: 'https://a.example/1'}], extra: {}}, there)).to.deep.equal({
      images: there['images'],
    });
    expect(resolveListing({published: false, extra: {}}, there)).to.deep.equal({});
    expect(resolveListing({published: false, status: 'active', extra: {}}, there)).to.deep.equal({status: 'active'});
    expect(resolveListing({published: true, status: 'active', extra: {}}, there)).to.deep.equal({
      status: 'active',
      extra: {},
    });
    expect(resolveListing({published: true, extra: {}}, {status: 'draft', extra: {}})).to.deep.equal({
      status: 'active',
    });
    expect(resolveListing({published: false, extra: {}}, {status: 'archived', extra: {}})).to.deep.equal({});
    const offer: FieldMap = {options: 'Size=M', tax_rate: '0.190', sku: ' A '};
    const setup = {names: [], currency: 'USD'};
    expect(
      resolveOffer({options: [{name: null, value: ' M '}], taxRate: '0.19', sku: 'A', extra: {}}, offer, setup),
    ).to.deep.equal(offer);
    expect(
      resolveOffer({options: [{name: 'Title', value: 'Default Title'}], extra: {}}, {options: ''}, setup),
    ).to.deep.equal({options: ''});
  });

  it('adds images where the rows do not tell the whole list', () => {
    const there: FieldMap = {images: [{url: 'https://a.example/1'}, {url: 'https://a.example/3'}]};
    const addImages = [
      {url: 'https://a.example/2', position: 2},
      {url: 'https://a.example/3', alt: 'Three', position: 3},
    ];
    expect(resolveListing({addImages, extra: {}}, there)).to.deep.equal({
      images: [{url: 'https://a.example/1'}, {url: 'https://a.example/2'}, {url: 'https://a.example/3', alt: 'Three'}],
    });
  });

  it('knows no options from options', () => {
    expect(sameOptions([], [{name: 'Title', value: 'Default Title'}])).to.equal(true);
    expect(sameOptions([], [{name: 'Title', value: 'Inventory'}])).to.equal(false);
    expect(optionsKey([])).to.equal(optionsKey([{name: null, value: 'Default Title'}]));
    expect(optionsKey([{name: 'Size', value: 'M'}])).to.not.equal(optionsKey([{name: 'Size', value: 'm'}]));
  });
});

describe('--make-sku', () => {
  const facts = (handle: string, options: readonly string[] = [], n = 1) => ({
    handle,
    options: options.map((value) => ({name: 'Size', value})),
    n,
  });

  it('makes the same codes of the same facts, none twice, none that is taken', () => {
    const make = () => {
      const maker = skuMaker('{handle}-{options}', ['TEE-M-3']);
      return [
        facts('tee', ['M']),
        facts('tee', ['M/L']),
        facts('mug'),
        facts('tee-m'),
        facts('tee', ['m-3']),
        facts('茶', ['大 号']),
      ].map((each) => maker.make(each));
    };
    expect(make()).to.deep.equal(['tee-M', 'tee-M-L', 'mug', 'tee-m-2', 'tee-m-3-2', '茶-大-号']);
    expect(make()).to.deep.equal(make());
  });

  it('leaves no separators where a part is empty', () => {
    expect(skuMaker('X-{options}-{handle}-{n}', []).make(facts('mug', [], 2))).to.equal('X-mug-2');
    expect(skuMaker('{handle}', []).make(facts(' '))).to.equal(null);
  });

  it('refuses a pattern that tells nothing apart', () => {
    for (const pattern of ['', 'SKU', '{options}', '{sku}-{n}', '{handle', '{n}}']) {
      expect(() => skuMaker(pattern, []), pattern)
        .to.throw(KnownError)
        .with.property('code', 'SKU_PATTERN');
    }
  });
});

describe('small tools', () => {
  it('makes handles of titles', () => {
    expect(slug(' Crème brûlée, 2×! ')).to.equal('creme-brulee-2');
    expect(slug('烧水壶 大号')).to.equal('烧水壶-大号');
    expect(slug('!!!')).to.equal('');
  });

  it('finds each item that has a twin, with the other', () => {
    expect(twins(['a', 'b', 'a', 'c', 'a'], (text) => text)).to.deep.equal([
      ['a', 'a'],
      ['a', 'a'],
      ['a', 'a'],
    ]);
    expect(twins([1, 2, 3], () => null)).to.deep.equal([]);
  });
});
