import {expect} from 'chai';
import {matches, type SelectableOffer} from '../../../src/domain/catalog/selector.js';
import {parseWhere} from '../../../src/domain/catalog/where.js';
import {KnownError} from '../../../src/domain/errors.js';

const MUG: SelectableOffer = {
  sku: 'MUG-01',
  product: 'mug',
  title: 'Blue mug',
  vendor: 'Acme & Sons',
  category: 'Mugs and Cups',
  tags: ['new', 'blue'],
  status: 'active',
  price: 1250,
  stock: 4,
  cost: null,
};

function meets(text: string): boolean {
  return matches(parseWhere(text, 'USD'), MUG);
}

function code(text: string): string {
  try {
    parseWhere(text, 'USD');
  } catch (error) {
    if (error instanceof KnownError) return error.code;
  }
  return 'read';
}

describe('--where', () => {
  it('is met', () => {
    for (const text of [
      '',
      'stock>0',
      'stock > 3 and price<=12.50',
      'price=12.5 and status=active',
      "category='Mugs and Cups'",
      'category="mugs AND cups" and stock>=4',
      'title=Blue mug',
      'title=*mug and tag=new',
      'tag in (old, blue)',
      'tag not in (old, red)',
      'vendor="Acme & Sons"',
      'sku in (CAP-9, MUG-*)',
      'vendor != Other',
      'stock != 5',
    ]) {
      expect(meets(text), text).to.equal(true);
    }
  });

  it('is not met, where a fact is unknown either', () => {
    for (const text of [
      'stock>4',
      'cost<100',
      'cost>=0',
      'price>12.50',
      'tag=green',
      'title=mug',
      'status in (draft, archived)',
      'tag != new',
    ]) {
      expect(meets(text), text).to.equal(false);
    }
  });

  it('reads amounts in the currency of the shop', () => {
    expect(parseWhere('price>=980', 'JPY')).to.deep.equal([{field: 'price', is: '>=', value: 980}]);
    expect(parseWhere('cost<.5', 'USD')).to.deep.equal([{field: 'cost', is: '<', value: 50}]);
  });

  it('says what it can not read', () => {
    const table: readonly [string, string][] = [
      ['colour=red', 'WHERE_FIELD'],
      ['stock>many', 'WHERE_VALUE'],
      ['stock>1.5', 'WHERE_VALUE'],
      ['price>12,50', 'WHERE_FORM'],
      ['price>1e3', 'WHERE_VALUE'],
      ['stock', 'WHERE_FORM'],
      ['stock>', 'WHERE_FORM'],
      ['category=', 'WHERE_FORM'],
      ['category>A', 'WHERE_FORM'],
      ['stock>0 or stock<5', 'WHERE_FORM'],
      ['stock>0 and', 'WHERE_FORM'],
      ['and stock>0', 'WHERE_FIELD'],
      ['tag in A, B', 'WHERE_FORM'],
      ['tag in (A, B', 'WHERE_FORM'],
      ['tag in ()', 'WHERE_FORM'],
      ['title="open', 'WHERE_FORM'],
    ];
    for (const [text, expected] of table) expect(code(text), text).to.equal(expected);
  });
});
