import {writeFile} from 'node:fs/promises';
import path from 'node:path';
import {gzipSync} from 'node:zlib';
import {expect} from 'chai';
import fc from 'fast-check';
import Papa from 'papaparse';
import {KnownError} from '../../src/domain/errors.js';
import {openTable, parseTable, type TableOptions} from '../../src/formats/csv.js';
import {numberText, shownBy} from '../../src/formats/xlsx/numbers.js';
import {withFolder} from '../support/souk.js';
import {type BookSheet, workbook, zip} from '../support/workbook.js';

async function read(bytes: Uint8Array | string, options: TableOptions = {}) {
  return await withFolder(async (folder) => {
    const file = path.join(folder, 'file.csv');
    await writeFile(file, bytes);
    const table = await openTable(file, options);
    const rows: (readonly string[])[] = [];
    for await (const batch of table.rows()) rows.push(...batch.map(({cells}) => cells));
    return {table, rows, notes: table.notes.map(({code}) => code)};
  });
}

async function failure(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return 'none';
  } catch (error) {
    if (error instanceof KnownError) return error.code;
    throw error;
  }
}

/** Texts in encodings that Node can read and not write, as other programs write them. */
const GB18030 =
  'c9ccc6b7b1e0bac52cb1eacce22cbcdbb8f10a412d312cb2bbd0e2b8d6b1a3cec2b1ad2c31322e35300a412d322cbba7cde2b1e3d0afcbaebaf82c392e39300a';
const BIG5 =
  'b0d3ab7ebd73b8b92cbcd0c3442cbbf9aee60a412d312caaa3b9b4ac4eac4ea55d2c31322e35300a412d322cafb5b0afa6c7b9f8b340b3db2c392e39300a';

describe('files in other encodings', () => {
  it('are recognised, and the guess is said', async () => {
    const chinese = await read(Buffer.from(GB18030, 'hex'));
    expect(chinese.table.encoding).to.equal('gb18030');
    expect(chinese.table.header).to.deep.equal(['商品编号', '标题', '价格']);
    expect(chinese.rows[0]).to.deep.equal(['A-1', '不锈钢保温杯', '12.50']);
    expect(chinese.notes).to.deep.equal(['ENCODING_GUESSED']);
    const taiwan = await read(Buffer.from(BIG5, 'hex'), {encoding: 'big5'});
    expect(taiwan.table.header).to.deep.equal(['商品編號', '標題', '價格']);
    expect(taiwan.notes).to.deep.equal([]);
  });

  it('of one byte a letter are told from Windows-1252 where they are long enough to tell', async () => {
    const russian = [...'артикул;название;цена\nА-1;Термос из нержавеющей стали большой ёмкости для похода;12.50\n'];
    const bytes = Buffer.from(russian.map(windows1251));
    const {table, rows} = await read(bytes);
    expect(table.encoding).to.equal('windows-1251');
    expect(rows[0]?.[1]).to.match(/^Термос из нержавеющей стали/u);
    const german = Buffer.from('sku;name\nA-1;Größe für Söhne, Käse und Möhren\n', 'latin1');
    expect((await read(german)).table.encoding).to.equal('windows-1252');
  });

  it('are UTF-8 where a letter is cut by the end of a piece, and not where one is missing', async () => {
    const text = `sku,name\nA,${'ä€手😀'.repeat(70_000)}\n`;
    expect((await read(text)).table.encoding).to.equal('utf-8');
    const cut = Buffer.concat([Buffer.from(text), Buffer.from([0xe6, 0x89])]);
    expect((await read(cut)).table.encoding).to.not.equal('utf-8');
  });

  it('and compressed ones are unpacked; cut off ones are damaged', async () => {
    const packed = gzipSync('sku,name\nA,ä\n');
    const {table, rows} = await read(packed);
    expect([table.packing, rows]).to.deep.equal(['gzip', [['A', 'ä']]]);
    expect(await failure(read(packed.subarray(0, packed.length - 9)))).to.equal('FILE_DAMAGED');
    expect(await failure(read(packed, {strict: true}))).to.equal('FILE_NOT_TABLE');
  });
});

describe('what stands before a header', () => {
  const CASES: readonly [name: string, text: string, header: readonly string[], line: number, remarks: number][] = [
    [
      'eBay',
      '#INFO,Version=0.0.2,,\n#INFO,,,\nAction(SiteID=US|Country=US),SKU,Title\nDraft,A,Mug\n',
      ['Action(SiteID=US|Country=US)', 'SKU', 'Title'],
      3,
      2,
    ],
    ['Info', 'Info,Version=1.0.0,Template=fx\nsku,title,price\nA,Mug,1\n', ['sku', 'title', 'price'], 2, 1],
    ['Meta', '# Required | The id; once,# Optional | A title\nid,title\n1,Mug\n', ['id', 'title'], 2, 1],
    ['a title', 'Price list 2026,,\n\nsku,title,price\nA,Mug,1\n', ['sku', 'title', 'price'], 3, 1],
  ];
  for (const [name, text, header, line, remarks] of CASES) {
    it(`is left out and said: ${name}`, async () => {
      const {table, notes} = await read(text);
      expect(table.header).to.deep.equal(header);
      expect([table.headerLine, table.preamble.length]).to.deep.equal([line, remarks]);
      expect(notes).to.deep.equal(['PREAMBLE_SKIPPED']);
    });
  }

  it('is the header where a column is only headed like a remark', async () => {
    for (const text of [
      '#,sku,title\n1,A,Mug\n',
      '#id,sku,title\n1,A,Mug\n',
      'sku\nA\n',
      'info,sku,title\nx,A,Mug\n',
    ]) {
      const {table} = await read(text);
      expect([table.headerLine, table.preamble.length], text).to.deep.equal([1, 0]);
    }
  });

  it('is never left out of a file that souk writes back', async () => {
    const {table} = await read('# remark\nsku,title,price\n', {strict: true});
    expect(table.header).to.deep.equal(['# remark']);
  });
});

describe('workbooks', () => {
  const book = (rows: BookSheet['rows']) => workbook([{name: 'Products', rows}]);

  it('give back codes, texts and numbers as somebody typed them', async () => {
    const {table, rows} = await read(
      book([
        ['sku', 'title', 'gtin', 'price', 'day', 'sold'],
        [
          '001',
          'Größe <M> & "L"\nnext',
          {raw: '4006381333931'},
          {raw: '19.989999999999998'},
          {raw: '46023', style: 1},
          {raw: '1', type: 'b'},
        ],
        ['', '', {raw: '12345678905', style: 2}, {raw: '5E-2'}, {raw: '46023.5', style: 1}, {raw: '#REF!', type: 'e'}],
      ]),
    );
    expect(table.encoding).to.equal('xlsx');
    expect(table.header).to.deep.equal(['sku', 'title', 'gtin', 'price', 'day', 'sold']);
    expect(rows).to.deep.equal([
      ['001', 'Größe <M> & "L"\nnext', '4006381333931', '19.99', '2026-01-01', 'TRUE'],
      ['', '', '0012345678905', '0.05', '2026-01-01T12:00:00', '#REF!'],
    ]);
  });

  it('say which sheet was read, and read another when asked', async () => {
    const sheets = [
      {name: 'Lists', hidden: true, rows: [['x']]},
      {name: 'Spring', rows: [['sku'], ['A']]},
      {name: 'Autumn', rows: [['sku'], ['B']]},
    ];
    const first = await read(workbook(sheets));
    expect([first.rows, first.notes]).to.deep.equal([[['A']], ['SHEET_CHOSEN']]);
    expect((await read(workbook(sheets), {sheet: 'Autumn'})).rows).to.deep.equal([['B']]);
    expect(await failure(read(workbook(sheets), {sheet: 'Winter'}))).to.equal('SHEET_UNKNOWN');
  });

  it('that are broken are refused as such', async () => {
    const whole = book([['sku'], ['A']]);
    expect(await failure(read(zip([['a.txt', 'no workbook']])))).to.equal('FILE_NOT_TABLE');
    expect(await failure(read(whole.subarray(0, whole.length / 2)))).to.equal('FILE_NOT_TABLE');
    const parts = [
      ['xl/workbook.xml', '<workbook><sheets><sheet name="S" id="r1"/></sheets></workbook>'],
      [
        'xl/_rels/workbook.xml.rels',
        '<Relationships><Relationship Id="r1" Target="worksheets/s.xml"/></Relationships>',
      ],
      ['xl/worksheets/s.xml', '<worksheet><sheetData><row r="1"><c r="A1">'],
    ] as const;
    expect(await failure(read(zip(parts)))).to.equal('FILE_DAMAGED');
  });

  it('of a hundred thousand rows are streamed', async () => {
    const rows = Array.from({length: 100_000}, (_, n) => [`S-${n}`, {raw: String(n)}] as const);
    await withFolder(async (folder) => {
      const file = path.join(folder, 'big.xlsx');
      await writeFile(file, book([['sku', 'stock'], ...rows]));
      const table = await openTable(file);
      let batches = 0;
      let read = 0;
      let last: readonly string[] = [];
      for await (const batch of table.rows()) {
        batches += 1;
        read += batch.length;
        last = batch.at(-1)?.cells ?? last;
      }
      expect([read, last]).to.deep.equal([100_000, ['S-99999', '99999']]);
      expect(batches).to.be.greaterThan(10);
    });
  });

  it('know dates, zeros and numbers that lost their end by their formats', () => {
    expect([
      shownBy(14, undefined),
      shownBy(0, undefined),
      shownBy(164, 'General'),
      shownBy(165, 'yyyy\\-mm\\-dd'),
    ]).to.deep.equal(['date', null, null, 'date']);
    expect(shownBy(166, '[$-409]#,##0.00 "days"')).to.equal(null);
    expect(numberText('8.90123456789E12', null, false)).to.equal('8901234567890');
    expect(numberText('123456789012345678', null, false)).to.equal('1.2345678901234568E+17');
    expect(numberText('0.1', null, false)).to.equal('0.1');
    expect(numberText('59', 'date', false)).to.equal('1900-02-28');
    expect(numberText('44561', 'date', true)).to.equal('2026-01-01');
  });
});

describe('records', () => {
  const mark = fc.constantFrom('"', '"', ',', ';', '\n', '\r\n', ' ', 'a', 'ä', '手', '');
  const text = fc.array(mark, {maxLength: 60}).map((marks) => marks.join(''));

  it('are cut as papaparse cuts them, wherever a text is well formed', async () => {
    await fc.assert(
      fc.asyncProperty(text, async (body) => {
        const whole = `h1,h2\n${body}`;
        const {data, errors} = Papa.parse<string[]>(whole.replaceAll('\r\n', '\n'), {delimiter: ',', newline: '\n'});
        fc.pre(errors.length === 0);
        const table = await parseTable(whole, {delimiter: ',', strict: true});
        const rows: (readonly string[])[] = [];
        for await (const batch of table.rows())
          rows.push(...batch.map(({cells}) => cells.map((cell) => cell.replaceAll('\r\n', '\n'))));
        // Papaparse sees an empty record after the last line end.
        const expected = body === '' || /\n$/u.test(whole.replaceAll('\r\n', '\n')) ? data.slice(1, -1) : data.slice(1);
        expect(rows).to.deep.equal(expected.length === 0 && rows.length === 0 ? [] : expected);
      }),
      {numRuns: 2000, seed: 4},
    );
  });

  it('are the same however the text comes in pieces', async () => {
    const {records} = await import('../../src/formats/records.js');
    const cut = async (pieces: readonly string[]) => {
      const found: unknown[] = [];
      const texts = (async function* () {
        yield* pieces;
      })();
      for await (const batch of records(texts, {file: 'x', delimiter: ',', line: 1})) found.push(...batch);
      return found;
    };
    const loose = fc.array(fc.oneof(mark, fc.constant('\r')), {maxLength: 60}).map((marks) => marks.join(''));
    await fc.assert(
      fc.asyncProperty(loose, fc.array(fc.nat(60), {maxLength: 5}), async (whole, at) => {
        const ends = [...new Set([0, ...at.map((n) => Math.min(n, whole.length)), whole.length])].sort((a, b) => a - b);
        const pieces = ends.slice(1).map((end, index) => whole.slice(ends[index], end));
        expect(await cut(pieces)).to.deep.equal(await cut([whole]));
      }),
      {numRuns: 2000, seed: 4},
    );
  });
});

function windows1251(letter: string): number {
  const code = letter.codePointAt(0) ?? 0;
  if (code < 0x80) return code;
  if (letter === 'ё') return 0xb8;
  return code - 0x410 + 0xc0;
}
