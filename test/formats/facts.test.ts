import {readFileSync} from 'node:fs';
import {expect} from 'chai';
import fc from 'fast-check';
import {readCell} from '../../src/formats/facts/cell.js';
import {FACT_KINDS} from '../../src/formats/facts/kinds.js';
import {matchHeader, readRow, shape} from '../../src/formats/facts/row.js';
import {LISTING_COLUMNS} from '../../src/platforms/folder/sheet.js';

const EUR = {currency: 'EUR', zone: 'Europe/Berlin'};

describe('cells of fact files', () => {
  it('are read exactly or refused, never guessed', () => {
    const cases: readonly [Parameters<typeof readCell>[0], string, unknown][] = [
      ['price', '12.50', 1250],
      ['price', '.5', 50],
      ['price', '12,50', 'CELL_AMOUNT'],
      ['price', '1.234,50', 'CELL_AMOUNT'],
      ['price', '€5', 'CELL_AMOUNT'],
      ['price', '1e5', 'CELL_AMOUNT'],
      ['price', 'NaN', 'CELL_AMOUNT'],
      ['price', 'Infinity', 'CELL_AMOUNT'],
      ['price', '0x10', 'CELL_AMOUNT'],
      ['price', '9'.repeat(20), 'CELL_AMOUNT'],
      ['price', '1.005', 'CELL_AMOUNT'],
      ['price', '0.00', 'CELL_ZERO'],
      ['amount', '0', 0],
      ['amount', '-1', 'CELL_NEGATIVE'],
      ['signed', '-1.50', -150],
      ['rate', '0.150', '0.15'],
      ['rate', '15', 'CELL_RATE'],
      ['rate', '1', 'CELL_RATE'],
      ['count', '10.0', 10],
      ['count', '10.5', 'CELL_COUNT'],
      ['pack', '0', 'CELL_ZERO'],
      ['quantity', '-2', -2],
      ['flag', 'Yes', true],
      ['flag', '2', 'CELL_YES_NO'],
      ['date', '2026-02-29', 'CELL_DATE'],
      ['date', '2024-02-29', '2024-02-29'],
      ['instant', '2026-03-01', Date.parse('2026-02-28T23:00:00Z')],
      ['instant', '2026-07-01 12:00', Date.parse('2026-07-01T10:00:00Z')],
      ['instant', '2026-07-01T12:00:00+02:00', Date.parse('2026-07-01T10:00:00Z')],
      ['instant', '2026-07-01 12:00:00 Z', Date.parse('2026-07-01T12:00:00Z')],
      ['instant', '01/02/2026', 'CELL_INSTANT'],
      ['instant', '45000', 'CELL_INSTANT'],
      ['code', '8.9E+12', 'CELL_EXCEL_NUMBER'],
      ['code', '0012345', '0012345'],
      ['country', 'de', 'DE'],
      ['country', 'Lindenweg 12', null],
    ];
    for (const [type, text, wanted] of cases) {
      const read = readCell(type, text, EUR);
      expect('value' in read ? read.value : read.code, `${type} ${text}`).to.equal(wanted);
    }
  });

  it('come back from a record as they went in', () => {
    const amount = fc.integer({min: 1, max: 1_000_000});
    const none = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, {nil: null});
    const {bounds} = FACT_KINDS;
    fc.assert(
      fc.property(
        fc.record({
          sku: fc.constantFrom('A', 'B 1'),
          listPrice: none(amount),
          minPrice: none(amount),
          maxPrice: none(amount),
          mapPrice: none(amount),
          msrp: none(amount),
        }),
        (record) => {
          expect(bounds.record(bounds.values(record), 'EUR')).to.deep.equal(record);
        },
      ),
    );
  });

  it('are read in the currency of their row', () => {
    const {columns} = FACT_KINDS.orders;
    const header = ['order_id', 'ordered_at', 'sku', 'quantity', 'unit_price', 'currency'];
    const setup = {file: 'o.csv', columns, header: matchHeader('o.csv', columns, header), terms: EUR, personal: true};
    const read = (price: string, currency: string) =>
      readRow({line: 2, cells: ['1', '2026-01-01', 'A', '1', price, currency]}, setup);
    expect(read('980', 'jpy')).to.have.nested.property('values.unit_price', 980);
    expect(read('9.80', '')).to.have.nested.property('values.unit_price', 980);
    expect(read('9.80', 'JPY')).to.have.nested.property('refusal.message.code', 'CELL_AMOUNT');
    expect(read('9.80', 'XXQ')).to.have.nested.property('refusal.message.code', 'CELL_CURRENCY');
  });

  it('of persons are shown by their shape only', () => {
    expect(shape('Anna Smith, Lindenweg 12')).to.equal('Aaaa Aaaaa, Aaaaaaaaa 99');
    fc.assert(
      fc.property(fc.string({unit: 'grapheme'}), (text) =>
        /^[^\p{L}\p{N}]*$/u.test(shape(text).replace(/[aA9]/gu, '')),
      ),
    );
  });

  it('stand under the headings of the templates', () => {
    const headings = (file: string) => readFileSync(`templates/facts/${file}`, 'utf8');
    for (const {file, columns} of Object.values(FACT_KINDS))
      expect(headings(file), file).to.equal(`${columns.map(({name}) => name).join(',')}\n`);
    const listing = LISTING_COLUMNS.map(({name}) => name).filter((name) => name !== 'image_alts');
    expect(headings('listings.csv')).to.equal(`${listing.join(',')}\n`);
  });
});
