import {expect} from 'chai';
import fc from 'fast-check';
import {ByteRow} from '../../src/formats/byte-row.js';
import {lookThrough} from '../../src/formats/byte-rows.js';
import {parseTable} from '../../src/formats/csv.js';

/** Letters of every width, and all that a table is cut by. */
const LETTERS = ['a', 'é', '杯', '😀', ',', ';', '"', '""', '\n', '\r', '\r\n', ' '];

async function* pieces(bytes: Buffer, size: number): AsyncIterable<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

describe('rows cut as bytes', () => {
  it('are the rows that are cut as texts, however the bytes come', async () => {
    const text = fc.array(fc.constantFrom(...LETTERS), {maxLength: 40}).map((parts) => parts.join(''));
    let whole = 0;
    await fc.assert(
      fc.asyncProperty(text, fc.integer({min: 1, max: 30}), async (rest, size) => {
        const all = `h,i\n${rest}`;
        const wanted: [number, readonly string[]][] = [];
        for await (const batch of (await parseTable(all, {delimiter: ','})).rows())
          for (const {line, cells} of batch) wanted.push([line, cells]);
        const found: [number, readonly string[]][] = [];
        const table = {delimiter: 0x2c, line: 1, skip: 1, pieces: () => pieces(Buffer.from(all), size)};
        const read = await lookThrough(table, 60, (row, line, odd) => {
          found.push([line, odd ?? Array.from({length: row.count}, (_, index) => row.cell(index))]);
        });
        if (!read) return;
        whole += 1;
        expect(found).to.deep.equal(wanted);
      }),
      {numRuns: 3000, seed: 5},
    );
    expect(whole, 'files whose quotes are all closed').to.be.greaterThan(1500);
  });

  it('may be made of texts', () => {
    const cells = ['', 'said "x"', '杯', 'end'];
    const row = new ByteRow(4);
    row.take(cells);
    expect(cells.map((_, index) => row.cell(index))).to.deep.equal(cells);
    expect([row.count, row.empty(0), row.empty(1), row.empty(9)]).to.deep.equal([4, true, false, true]);
  });
});
