import {expect} from 'chai';
import fc from 'fast-check';
import {DateTime} from 'luxon';
import {readCell} from '../../src/formats/facts/cell.js';

const TERMS = {currency: 'USD', zone: 'America/New_York'};
const two = (least: number, most: number) =>
  fc.integer({min: least, max: most}).map((value) => String(value).padStart(2, '0'));

describe('instants in cells', () => {
  it('in UTC are read as luxon reads them, days that do not exist too', () => {
    const parts = fc.tuple(
      fc.integer({min: 1960, max: 2210}),
      two(0, 13),
      two(0, 32),
      two(0, 25),
      two(0, 60),
      two(0, 60),
    );
    fc.assert(
      fc.property(parts, fc.constantFrom('', '.000', '.125', '.5'), ([year, ...rest], fraction) => {
        const [month, day, hour, minute, second] = rest;
        const text = `${year}-${month}-${day}T${hour}:${minute}:${second}${fraction}Z`;
        const luxon = DateTime.fromISO(text, {zone: 'utc'});
        const fine = luxon.isValid && luxon.year >= 1970 && luxon.year < 2200;
        expect(readCell('instant', text, TERMS), text).to.deep.equal(
          fine ? {value: luxon.toMillis()} : {code: 'CELL_INSTANT'},
        );
      }),
      {numRuns: 2000},
    );
  });

  it('without a zone are the shop’s wall clock', () => {
    const {value} = readCell('instant', '2026-03-08 12:00', TERMS) as {value: number};
    expect(new Date(value).toISOString()).to.equal('2026-03-08T16:00:00.000Z');
  });
});
