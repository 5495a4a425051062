import {expect} from 'chai';
import fc from 'fast-check';
import {checkSheet} from '../../../src/domain/catalog/checks.js';
import {combineListing} from '../../../src/domain/catalog/combine.js';
import {diffFields} from '../../../src/domain/catalog/diff.js';
import {groupProducts} from '../../../src/domain/catalog/group.js';
import {JUDGES, namesFor} from '../../../src/domain/catalog/judge.js';
import {indexLive} from '../../../src/domain/catalog/live.js';
import {matchRows} from '../../../src/domain/catalog/match.js';
import {assembleProducts} from '../../../src/domain/catalog/products.js';
import {fileOfferFields, resolveListing, resolveOffer} from '../../../src/domain/catalog/resolve.js';
import type {StoredListing, StoredOffer} from '../../../src/domain/catalog/types.js';
import {listingFields} from '../../../src/domain/change/fields.js';
import {parseTable} from '../../../src/formats/csv.js';
import {DIALECTS, dialectNamed} from '../../../src/formats/dialects/index.js';
import {readSheet} from '../../../src/formats/dialects/read.js';
import {recognise} from '../../../src/formats/dialects/recognise.js';
import {writeDialect} from '../../../src/formats/dialects/table.js';
import type {Dialect} from '../../../src/formats/dialects/types.js';
import {tableText} from '../../../src/formats/write.js';

/** Words as shops hold them: quotes, separators, line breaks, formulas, other scripts, spaces at the ends. */
const words = fc.oneof(
  fc.string({maxLength: 12}),
  fc.constantFrom(
    '=1+1',
    "'=1+1",
    '-5',
    '+86 21',
    '@here',
    'a,b;"c"',
    'zwei\nZeilen',
    'drei\r\nZeilen',
    '茶壶 大号',
    ' am Rand ',
    "'90s",
    '\ttab',
  ),
);
const cell = words.filter(
  (text) => text.trim() !== '' && text.trim() !== '__CLEAR__' && !text.includes('\u0000') && !text.startsWith('\ufeff'),
);
const maybe = fc.oneof(fc.constant(''), cell);
const key = fc.stringMatching(/^[a-z\d]{1,6}(-[a-z\d]{1,4})?$/u);
const url = fc.stringMatching(/^[a-z\d]{1,8}$/u).map((name) => `https://img.example.com/${name}.jpg?v=1`);
const tag = fc.stringMatching(/^[A-Za-zäöü\d][A-Za-z\d ]{0,5}[a-z\d]$/u);
const extra = fc.dictionary(
  fc.oneof(
    fc.constantFrom(
      'SEO Title',
      'Variant Tax Code',
      'Price',
      'product:x',
      'Color (product.metafields.a.b)',
      'Price / Brazil',
      '=name',
      'Type',
      'sku',
    ),
    key,
  ),
  cell,
  {maxKeys: 4},
);

const offer = fc.record({
  sku: fc.oneof(key, fc.constantFrom("'123", '00123', '4006381333931', 'Ä-1', '-7', '=x')),
  cents: fc.integer({min: 1, max: 10 ** 7}),
  compare: fc.option(fc.integer({min: 1, max: 10 ** 6})),
  cost: fc.option(fc.integer({min: 0, max: 10 ** 6})),
  stock: fc.option(fc.integer({min: -50, max: 10 ** 5})),
  gtin: fc.option(fc.constantFrom('4006381333931', '0012345678905', 'A-9')),
  weightGrams: fc.option(fc.nat(10 ** 6)),
  taxRate: fc.option(fc.constantFrom('0.19', '0', '0.075')),
  image: fc.option(url),
  extra,
});

const catalogue = fc.uniqueArray(
  fc.record({
    product: key,
    title: cell,
    description: maybe,
    vendor: maybe,
    category: maybe,
    tags: fc.uniqueArray(tag, {maxLength: 3}),
    status: fc.constantFrom('active' as const, 'draft' as const, 'archived' as const),
    images: fc.array(fc.record({url, alt: fc.oneof(fc.constant(undefined), cell)}), {maxLength: 4}),
    extra,
    names: fc.uniqueArray(fc.stringMatching(/^[A-Z][a-zß;=\\]{0,4}$/u), {minLength: 1, maxLength: 3}),
    offers: fc.array(offer, {minLength: 1, maxLength: 4}),
  }),
  {selector: ({product}) => product, maxLength: 4},
);

type Drawn = typeof catalogue extends fc.Arbitrary<infer T> ? T : never;

/** The drawn catalogue as a shop would hold it, SKUs made unique. */
function stored(drawn: Drawn): StoredListing[] {
  let id = 0;
  const taken = new Set<string>();
  return drawn.map(
    ({names, offers, images, ...listing}, index): StoredListing => ({
      ...listing,
      id: index + 1,
      remoteId: `L${index}`,
      images: images.map(({url: address, alt}) => (alt === undefined ? {url: address} : {url: address, alt})),
      offers: offers.map(({sku, cents, compare, ...rest}, n): StoredOffer => {
        id += 1;
        let code = sku;
        while (taken.has(code.toLowerCase())) code = `${sku}-${id}${taken.size}`;
        taken.add(code.toLowerCase());
        const price = {price: cents, compareAt: compare === null ? null : cents + compare};
        const options =
          offers.length === 1 ? [] : names.map((name, at) => ({name, value: at === 0 ? `v${n};=\\ x` : 'same'}));
        return {
          ...rest,
          ...price,
          sku: code,
          options,
          currency: 'USD',
          id,
          listingId: index + 1,
          remoteId: `O${id}`,
          basePrice: price.price,
          baseCompareAt: price.compareAt,
        };
      }),
    }),
  );
}

/** What importing the export of this catalogue would change, or refuse, in a shop that holds just it. */
async function changesOf(dialect: Dialect, listings: readonly StoredListing[]): Promise<string[]> {
  const {header, rows} = writeDialect(dialect, listings, {currency: 'USD', exportId: 'E-TEST'});
  let text = '';
  for await (const piece of tableText(header, rows, {guardFormulas: true})) text += piece;
  const table = await parseTable(text);
  const sheet = await readSheet('export.csv', table, recognise(DIALECTS, table.header, 'export.csv'), {
    currency: 'USD',
    decimal: undefined,
  });
  const live = indexLive(listings);
  const matched = matchRows(sheet, live, {key: 'sku'});
  const {products, findings} = assembleProducts(sheet, matched, live);
  const limits = {variantsPerProduct: 100, optionsPerProduct: 3, titleLength: 255, descriptionLength: 10_000};
  const judged = products.flatMap((product) =>
    JUDGES.flatMap((judge) =>
      judge(product, sheet, {mode: 'update', limits, negativeStock: false, exportedStock: () => null}),
    ),
  );
  const errors = [
    ...sheet.findings,
    ...checkSheet(sheet, groupProducts(sheet.rows)),
    ...matched.findings,
    ...findings,
    ...judged,
  ];
  const found = errors
    .filter(({severity}) => severity === 'error')
    .map(({line, column, value, message}) => `${line} ${column} ${value} ${message.code}`);
  for (const product of products) {
    const {listing, variants, optionNames} = product;
    if (listing === null) continue;
    const {wish, findings: contradictions} = combineListing(product, new Set(), () => null, sheet);
    found.push(...contradictions.map(({message}) => message.code));
    const diff = diffFields((there) => resolveListing(wish, there), listingFields(listing), null, undefined);
    found.push(...Object.entries(diff.changes).map((change) => JSON.stringify(change)));
    for (const {row, live: same} of variants) {
      if (same === null) found.push(`line ${row.line} is new`);
      else {
        const names = namesFor(optionNames, same.offer.options);
        const offers = diffFields(
          (there) => resolveOffer(row.offer, there, {names, currency: 'USD'}),
          fileOfferFields(same.offer),
          null,
          undefined,
        );
        found.push(...Object.entries(offers.changes).map((change) => JSON.stringify(change)));
      }
    }
  }
  return found;
}

describe('export → import', () => {
  for (const dialect of DIALECTS) {
    it(`${dialect.name}: of any catalogue is an empty plan`, async () => {
      await fc.assert(
        fc.asyncProperty(catalogue, async (drawn) => {
          expect((await changesOf(dialect, stored(drawn))).join('\n')).to.equal('');
        }),
        {numRuns: 300},
      );
    });
  }

  it('leaves the columns of Shopify in their order, metafields and markets where Shopify has them', () => {
    const [listing] = stored([
      {
        product: 'a',
        title: 'A',
        description: '',
        vendor: '',
        category: '',
        tags: [],
        status: 'active',
        images: [],
        extra: {'Color (product.metafields.a.b)': 'red'},
        names: ['Size'],
        offers: [
          {
            sku: 'A',
            cents: 1,
            compare: null,
            cost: null,
            stock: null,
            gtin: null,
            weightGrams: null,
            taxRate: null,
            image: null,
            extra: {'Price / Brazil': '1', zebra: '2'},
          },
        ],
      },
    ]);
    const {header} = writeDialect(dialectNamed('shopify'), listing === undefined ? [] : [listing], {
      currency: 'USD',
      exportId: 'E',
    });
    const at = (name: string) => header.indexOf(name);
    expect(at('Handle')).to.equal(0);
    expect(at('Color (product.metafields.a.b)')).to.equal(at('Variant Image') - 1);
    expect(at('Price / Brazil')).to.equal(at('Status') - 1);
    expect(at('zebra')).to.equal(header.length - 1);
  });
});
