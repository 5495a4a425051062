import {expect} from 'chai';
import {DIALECT_NAMES} from '../../../src/domain/catalog/choices.js';
import {groupProducts} from '../../../src/domain/catalog/group.js';
import type {Sheet} from '../../../src/domain/catalog/row.js';
import {KnownError} from '../../../src/domain/errors.js';
import {parseTable} from '../../../src/formats/csv.js';
import {readAltCell, readImageCell, writeAltCell} from '../../../src/formats/dialects/images.js';
import {DIALECTS, dialectNamed} from '../../../src/formats/dialects/index.js';
import {readSheet} from '../../../src/formats/dialects/read.js';
import {recognise, requireFit} from '../../../src/formats/dialects/recognise.js';
import {SHOPIFY_COLUMNS, TEMPLATE_ORDER, unknownShopifyColumn} from '../../../src/formats/dialects/shopify-columns.js';
import {headerKey} from '../../../src/formats/dialects/types.js';

async function sheet(lines: readonly string[], dialect?: string): Promise<Sheet> {
  const table = await parseTable(`${lines.join('\n')}\n`);
  return await readSheet(
    'x.csv',
    table,
    dialect === undefined ? recognise(DIALECTS, table.header, 'x.csv') : dialectNamed(dialect),
    {currency: 'USD', decimal: undefined},
  );
}

describe('dialects', () => {
  it('are those that flags offer', () => {
    expect(DIALECTS.map(({name}) => name)).to.deep.equal([...DIALECT_NAMES]);
  });

  it('name each header once', () => {
    for (const {name, columns} of DIALECTS) {
      const headers = columns.flatMap((column) => [...new Set(column.headers.map(headerKey))]);
      expect(new Set(headers).size, name).to.equal(headers.length);
    }
  });

  it('know the whole official template of Shopify', () => {
    const known = new Set(SHOPIFY_COLUMNS.flatMap(({headers}) => headers.map(headerKey)));
    expect(TEMPLATE_ORDER.filter((header) => !known.has(headerKey(header)))).to.deep.equal([]);
  });

  it('are told by the header, whatever its case and order', () => {
    const of = (header: readonly string[]) => recognise(DIALECTS, header, 'x.csv').name;
    expect(of(['Title', 'handle', 'VARIANT SKU'])).to.equal('shopify');
    expect(of(['Title', 'URL handle', 'Price'])).to.equal('shopify');
    expect(of(['price', 'sku'])).to.equal('souk');
    expect(of(['sku', '_export', ...'abcdefgh'])).to.equal('souk');
  });

  it('are not guessed', () => {
    for (const header of [
      ['a', 'b'],
      ['Handle', 'x'],
    ]) {
      expect(() => recognise(DIALECTS, header, 'x.csv'), header.join())
        .to.throw(KnownError)
        .with.property('code', 'DIALECT_UNKNOWN');
    }
  });

  it('name what a file lacks that says nothing beside its codes, and the nearest column for each', () => {
    const lacks = (header: readonly string[], work: (header: readonly string[]) => unknown) => {
      try {
        work(header);
      } catch (error) {
        if (error instanceof KnownError && error.code === 'COLUMNS_NOT_UNDERSTOOD') return error.params;
        throw error;
      }
      return null;
    };
    const guess = (header: readonly string[]) => lacks(header, (each) => recognise(DIALECTS, each, 'x.csv'));
    expect(guess(['SKU', 'Name', 'Preis (EUR)', 'Qty'])).to.deep.include({
      found: 'SKU, Name, Preis (EUR), Qty',
      missing: [
        {field: 'title', column: 'title', nearest: 'Name'},
        {field: 'price', column: 'price', nearest: 'Preis (EUR)'},
        {field: 'stock', column: 'stock', nearest: 'Qty'},
      ],
    });
    expect(guess(['ID', 'Type', 'SKU', 'Regular price'])).to.have.nested.property(
      'missing[1].nearest',
      'Regular price',
    );
    expect(guess(['sku', 'shelf'])).to.have.nested.property('missing[1].nearest', '');
    expect(lacks(['SKU', 'Preis'], (each) => requireFit(dialectNamed('souk'), each, 'x.csv'))).not.to.equal(null);
    expect(lacks(['sku', 'price', 'shelf'], (each) => recognise(DIALECTS, each, 'x.csv'))).to.equal(null);
  });

  it('say of unknown Shopify columns whose they are', () => {
    const level = (header: string) => (unknownShopifyColumn(header) as {readonly level: string}).level;
    expect(level('Farbe (product.metafields.custom.farbe)')).to.equal('listing');
    expect(level('Grösse (variant.metafields.custom.groesse)')).to.equal('offer');
    expect(level('Included / Brazil')).to.equal('listing');
    expect(level('Price / Brazil')).to.equal('offer');
    expect(level('每件商品的成本')).to.equal('offer');
  });

  it('read both generations of Shopify headers into the same', async () => {
    const [old] = (
      await sheet(['Handle,Title,Body (HTML),Variant SKU,Variant Price,Variant Grams', 'a,A,B,S,1.00,5.0'])
    ).rows;
    const [now] = (await sheet(['URL handle,Title,Description,SKU,Price,Weight value (grams)', 'a,A,B,S,1.00,5'])).rows;
    expect(old?.listing).to.deep.equal(now?.listing);
    expect(old?.offer).to.deep.equal(now?.offer);
    expect(old?.offer).to.deep.equal({sku: 'S', price: 100, weightGrams: 5, extra: {}});
  });

  it('tell variants, images, words and nothing apart', async () => {
    const {rows} = await sheet([
      'Handle,Title,Tags,Option1 Value,Variant Price,Image Src,Image Position,Status',
      'a,A,,Red,1.00,https://x.example/1.jpg,1,active',
      'a,,,,,https://x.example/2.jpg,2,',
      'a,,new,,,,,',
      ',,,,,,,',
      '# a note,,,,,,,',
    ]);
    expect(rows.map(({kind, line}) => `${line} ${kind}`)).to.deep.equal([
      '2 variant',
      '3 image',
      '4 product',
      '5 ignored',
      '6 ignored',
    ]);
    expect(groupProducts(rows)).to.have.length(1);
  });

  it('do not take a product called Total for a total', async () => {
    const {rows} = await sheet([
      'sku,title,price,stock',
      'Total,,120.50,7',
      'T-1,Total recall,9.00,1',
      'total-9,Nine,9.00,1',
      'Summe,,,',
    ]);
    expect(rows.map(({kind}) => kind)).to.deep.equal(['ignored', 'variant', 'variant', 'ignored']);
  });

  it('take guards off and keep columns nobody knows', async () => {
    const {rows, columns} = await sheet(["sku,title,'=sum,product:season,,other,other", "'=A,'-x,1,2,3,4,5"], 'souk');
    expect(rows[0]?.offer).to.deep.equal({
      sku: '=A',
      extra: {'=sum': '1', 'column 5': '3', other: '4', 'other (2)': '5'},
    });
    expect(rows[0]?.listing).to.deep.equal({title: '-x', extra: {season: '2'}});
    expect(columns.map(({header}) => header)).to.include('column 5');
  });

  it('write and read images with their words', () => {
    const images = [
      {url: 'https://a.example/1', alt: 'a|b\\'},
      {url: 'https://a.example/2'},
      {url: 'https://a.example/3', alt: 'c'},
    ];
    expect(readAltCell(writeAltCell(images))).to.deep.equal(['a|b\\', '', 'c']);
    expect(readImageCell('https://a.example/1, https://a.example/2\nhttps://a.example/3')).to.deep.equal({
      value: images.map(({url}) => ({url})),
    });
    expect(readImageCell('https://a.example/1 two.jpg')).to.have.property('refused');
  });
});
