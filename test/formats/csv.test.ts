import {readdir, readFile, stat, symlink, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {expect} from 'chai';
import fc from 'fast-check';
import {KnownError} from '../../src/domain/errors.js';
import {
  guard,
  openTable,
  parseTable,
  type TableOptions,
  type TableRow,
  type TableSource,
  unguard,
  writeTable,
} from '../../src/formats/csv.js';
import {withFolder} from '../support/souk.js';

async function all(table: TableSource): Promise<TableRow[]> {
  const rows: TableRow[] = [];
  for await (const batch of table.rows()) rows.push(...batch);
  return rows;
}

async function opened(bytes: Uint8Array | string, options: TableOptions = {}) {
  return await withFolder(async (folder) => {
    const file = path.join(folder, 'a.csv');
    await writeFile(file, bytes);
    const table = await openTable(file, options);
    return {table, rows: await all(table)};
  });
}

async function failure(work: Promise<unknown>): Promise<string> {
  try {
    await work;
  } catch (error) {
    if (error instanceof KnownError) return error.code;
    throw error;
  }
  return 'none';
}

const cells = (rows: readonly TableRow[]) => rows.map((row) => row.cells);

describe('table files: encodings', () => {
  const text = 'sku,name\nA-1,Größe €\n';

  it('reads UTF-8 with and without a byte-order mark', async () => {
    for (const mark of ['', '\ufeff', '\n\t\ufeff']) {
      const {table, rows} = await opened(`${mark}${text}`);
      expect(table.header, JSON.stringify(mark)).to.deep.equal(['sku', 'name']);
      expect(table.bom).to.equal(mark !== '');
      expect(table.headerLine).to.equal(mark === '\n\t\ufeff' ? 2 : 1);
      expect(cells(rows)).to.deep.equal([['A-1', 'Größe €']]);
    }
  });

  it('reads UTF-16 of both orders, with and without a mark', async () => {
    for (const mark of ['', '\ufeff']) {
      const little = Buffer.from(mark + text, 'utf16le');
      const big = Buffer.from(little).swap16();
      for (const [encoding, bytes] of [
        ['utf-16le', little],
        ['utf-16be', big],
      ] as const) {
        const {table, rows} = await opened(bytes);
        expect(table.encoding).to.equal(encoding);
        expect(table.header).to.deep.equal(['sku', 'name']);
        expect(cells(rows)).to.deep.equal([['A-1', 'Größe €']]);
      }
    }
  });

  it('falls back to Windows-1252 when the bytes are not UTF-8', async () => {
    const {table, rows} = await opened(
      Buffer.concat([Buffer.from('sku,name\nA-1,'), Buffer.from([0x80, 0x93, 0xe4, 0x94]), Buffer.from('\n')]),
    );
    expect(table.encoding).to.equal('windows-1252');
    expect(cells(rows)).to.deep.equal([['A-1', '€“ä”']]);
  });

  it('reads GB18030 when asked, and says when the bytes are something else', async () => {
    const bytes = Buffer.concat([
      Buffer.from('sku,name\nA-1,'),
      Buffer.from([0xca, 0xd6, 0xbb, 0xfa]),
      Buffer.from('\n'),
    ]);
    expect(cells((await opened(bytes, {encoding: 'gb18030'})).rows)).to.deep.equal([['A-1', '手机']]);
    expect(await failure(opened(bytes, {encoding: 'utf-8'}))).to.equal('FILE_NOT_IN_ENCODING');
    expect(await failure(opened(bytes, {encoding: 'klingon'}))).to.equal('ENCODING_UNKNOWN');
  });

  it('keeps letters whole across pieces', async () => {
    const long = `sku,name\n${'ä€手'.repeat(200_000)},x\n`;
    const {rows} = await opened(long);
    expect(rows[0]?.cells[0]).to.equal('ä€手'.repeat(200_000));
  });

  it('refuses what is no table', async () => {
    expect(await failure(opened(''))).to.equal('FILE_EMPTY');
    expect(await failure(opened('\n \n,,\n'))).to.equal('FILE_EMPTY');
    expect(await failure(opened(Buffer.alloc(5000)))).to.equal('FILE_NOT_TABLE');
    expect(await failure(opened(Buffer.from('PK\u0003\u0004rest', 'latin1')))).to.equal('FILE_NOT_TABLE');
    expect(await failure(opened('sku,name\nA,\u0000\n'))).to.equal('FILE_NOT_TABLE');
    expect(await failure(openTable('/nonexistent/file.csv'))).to.equal('FILE_NOT_FOUND');
    expect(await failure(openTable('/'))).to.equal('FILE_NOT_TABLE');
  });
});

describe('table files: records', () => {
  it('takes LF, CRLF and CR, mixed, and counts lines as an editor does', async () => {
    const table = await parseTable('sku,text\r\nA,"one\r\ntwo"\nB,x\r\n\nC,"q"\r\nD,y\rE,z');
    expect((await all(table)).map(({line, cells: row}) => [line, ...row])).to.deep.equal([
      [2, 'A', 'one\r\ntwo'],
      [4, 'B', 'x'],
      [5, ''],
      [6, 'C', 'q'],
      [7, 'D', 'y'],
      [8, 'E', 'z'],
    ]);
    const mac = await parseTable('sku,text\rA,x\rB,"y\rz"\r');
    expect(cells(await all(mac))).to.deep.equal([
      ['A', 'x'],
      ['B', 'y\rz'],
    ]);
  });

  it('recognises the delimiter outside quotes, and a sep= line', async () => {
    const cases: readonly [string, string, number][] = [
      ['a;b;"c,d,e,f"\n1;2;3', ';', 1],
      ['a\tb\n1\t2', '\t', 1],
      ['a|b\n1|2', '|', 1],
      ['"a, b; c"\n1', ',', 1],
      ['sep=;\r\na;b\r\n1;2', ';', 2],
    ];
    for (const [text, delimiter, line] of cases) {
      const table = await parseTable(text);
      expect([table.delimiter, table.headerLine], text).to.deep.equal([delimiter, line]);
      expect(await all(table)).to.have.length(1);
    }
  });

  it('keeps twins, blanks and line breaks of the header, ragged and blank rows', async () => {
    const table = await parseTable('sku,"Price\n(EUR)",sku,\nA,1\n\nB,1,2,3,4\n');
    expect(table.header).to.deep.equal(['sku', 'Price\n(EUR)', 'sku', '']);
    expect((await all(table)).map(({line, cells: row}) => [line, row.length])).to.deep.equal([
      [3, 2],
      [4, 1],
      [5, 5],
    ]);
  });

  it('never turns text into numbers', async () => {
    const table = await parseTable('sku,gtin\n001,0012345678905\n1e5,8.9E+12\n');
    expect(cells(await all(table))).to.deep.equal([
      ['001', '0012345678905'],
      ['1e5', '8.9E+12'],
    ]);
  });

  it('reads on after broken quotes and says where they were', async () => {
    const table = await parseTable('sku,name\nA,"5" pipe"\nB,"open\nC,x\nD,y\n');
    const rows = await all(table);
    expect(rows.map(({line, cells: row}) => [line, ...row])).to.deep.equal([
      [2, 'A', '5" pipe'],
      [3, 'B', '"open'],
      [4, 'C', 'x'],
      [5, 'D', 'y'],
    ]);
    expect(table.problems).to.deep.equal([
      {line: 2, code: 'QUOTE_INSIDE'},
      {line: 3, code: 'QUOTE_OPEN'},
    ]);
    const hopeless = `sku,name\n${'A,"open\nB,"x\n'.repeat(200)}A,"open\n`;
    expect(await failure(parseTable(hopeless).then(all))).to.be.oneOf(['QUOTES_BROKEN', 'none']);
    expect(await failure(parseTable(`sku\n"${'x\n'.repeat(3_000_000)}`).then(all))).to.equal('QUOTES_BROKEN');
  });

  it('can be read again, and notices a file that changes meanwhile', async () => {
    await withFolder(async (folder) => {
      const file = path.join(folder, 'a.csv');
      await writeFile(file, 'sku\nA\n');
      const table = await openTable(file);
      expect(await all(table)).to.deep.equal(await all(table));
      await writeFile(file, 'sku\nB\n');
      expect(await failure(all(table))).to.equal('FILE_CHANGED');
    });
  });

  it('streams: the first rows are there long before the last', async () => {
    await withFolder(async (folder) => {
      const file = path.join(folder, 'big.csv');
      await writeTable(
        file,
        ['sku', 'text'],
        (function* () {
          for (let n = 0; n < 100_000; n++) yield [`S-${n}`, 'a, "quoted" text'];
        })(),
      );
      const table = await openTable(file);
      let batches = 0;
      let rows = 0;
      let last: TableRow | undefined;
      for await (const batch of table.rows()) {
        batches += 1;
        rows += batch.length;
        last = batch.at(-1);
      }
      expect(rows).to.equal(100_000);
      expect(batches).to.be.greaterThan(5);
      expect(last?.line).to.equal(100_001);
    });
  });
});

describe('table files: writing', () => {
  const cell = fc
    .oneof(
      fc.string({maxLength: 8}),
      fc.string({
        unit: fc.constantFrom('"', ',', ';', '\t', '|', '\n', '\r', "'", '=', '+', '-', '@', ' ', '1', 'ä'),
        maxLength: 8,
      }),
      fc.string({unit: 'grapheme', maxLength: 5}),
    )
    .filter((text) => !text.includes('\u0000'));

  it('gives back every cell, whatever is in it', async () => {
    await withFolder(async (folder) => {
      const file = path.join(folder, 'out.csv');
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.tuple(cell, cell, cell), {maxLength: 8}),
          fc.record({
            delimiter: fc.constantFrom(',', ';', '\t', '|'),
            bom: fc.boolean(),
            eol: fc.constantFrom('\n' as const, '\r\n' as const),
            guardFormulas: fc.boolean(),
          }),
          async (rows, options) => {
            await writeTable(file, ['a', 'b', 'c'], rows, options);
            const table = await openTable(file);
            expect(table.header).to.deep.equal(['a', 'b', 'c']);
            expect(table.bom).to.equal(options.bom);
            const back = cells(await all(table)).map((row) => (options.guardFormulas ? row.map(unguard) : row));
            expect(back).to.deep.equal(rows);
            expect(table.problems).to.deep.equal([]);
          },
        ),
        {numRuns: 300},
      );
    });
  });

  it('guards formulas and takes the guard off again, exactly', () => {
    expect(['=1+1', '+86 138', '-5', '+86', '-0.5', '@x', "'=1", 'plain', '\tx', '-x'].map(guard)).to.deep.equal([
      "'=1+1",
      "'+86 138",
      '-5',
      '+86',
      '-0.5',
      "'@x",
      "''=1",
      'plain',
      "'\tx",
      "'-x",
    ]);
    const marks = fc.string({unit: fc.constantFrom("'", '=', '+', '-', '@', '\t', '\r', '1', '.', 'a'), maxLength: 6});
    fc.assert(
      fc.property(marks, (text) => {
        expect(unguard(guard(text))).to.equal(text);
        expect(guard(text)).to.match(/^(?:[^=+\-@\t\r]|[+-][\d.]+$|$)/u);
      }),
    );
  });

  it('replaces in one step, keeps the mode, leaves nothing behind, and never writes through a link', async () => {
    await withFolder(async (folder) => {
      const file = path.join(folder, 'a.csv');
      await writeFile(file, 'old', {mode: 0o640});
      await writeTable(file, ['a'], [['1']]);
      expect(await readFile(file, 'utf8')).to.equal('a\n1\n');
      expect((await stat(file)).mode & 0o777).to.equal(0o640);
      const broken = (async function* () {
        yield ['2'];
        throw new Error('stop');
      })();
      expect(await writeTable(file, ['a'], broken).catch((error: Error) => error.message)).to.equal('stop');
      expect(await readFile(file, 'utf8')).to.equal('a\n1\n');
      await symlink(file, path.join(folder, 'link.csv'));
      expect(await failure(writeTable(path.join(folder, 'link.csv'), ['a'], []))).to.equal('FILE_IS_LINK');
      expect(await failure(writeTable(path.join(folder, 'none', 'a.csv'), ['a'], []))).to.equal('FILE_NOT_WRITABLE');
      expect((await readdir(folder)).sort()).to.deep.equal(['a.csv', 'link.csv']);
    });
  });
});
