import {crc32, deflateRawSync} from 'node:zlib';

/** A cell of a workbook that a test makes: a text, or a number as it stands in the file with the style it goes under. */
export type BookCell = string | {readonly raw: string; readonly style?: number; readonly type?: string};

export interface BookSheet {
  readonly name: string;
  readonly hidden?: boolean;
  readonly rows: readonly (readonly BookCell[])[];
}

/** Styles of {@link workbook}: 0 plain, 1 a date, 2 thirteen digits with leading zeros. */
const STYLES =
  '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts><numFmt numFmtId="164" formatCode="0000000000000"/></numFmts>' +
  '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/></cellXfs></styleSheet>';

/** An Excel workbook with shared texts, as programs write it. */
export function workbook(sheets: readonly BookSheet[]): Buffer {
  const texts: string[] = [];
  const parts: [string, string][] = sheets.map(({rows}, index) => [
    `xl/worksheets/sheet${index + 1}.xml`,
    `<?xml version="1.0"?><worksheet><sheetData>${rows.map((row, at) => rowXml(row, at + 1, texts)).join('')}</sheetData></worksheet>`,
  ]);
  const names = sheets.map(
    ({name, hidden}, index) =>
      `<sheet name="${escaped(name)}" sheetId="${index + 1}" r:id="rId${index + 1}"${hidden === true ? ' state="hidden"' : ''}/>`,
  );
  const relations = sheets.map(
    (_, index) => `<Relationship Id="rId${index + 1}" Type="x" Target="worksheets/sheet${index + 1}.xml"/>`,
  );
  return zip([
    ['xl/workbook.xml', `<workbook xmlns:r="r"><sheets>${names.join('')}</sheets></workbook>`],
    ['xl/_rels/workbook.xml.rels', `<Relationships>${relations.join('')}</Relationships>`],
    ['xl/styles.xml', STYLES],
    ...parts,
    [
      'xl/sharedStrings.xml',
      `<sst>${texts.map((text) => `<si><t xml:space="preserve">${escaped(text)}</t></si>`).join('')}</sst>`,
    ],
  ]);
}

function rowXml(cells: readonly BookCell[], line: number, texts: string[]): string {
  const xml = cells.map((cell, index) => {
    if (cell === '') return '';
    const at = `${letters(index)}${line}`;
    if (typeof cell === 'string') return `<c r="${at}" t="s"><v>${texts.push(cell) - 1}</v></c>`;
    const type = cell.type === undefined ? '' : ` t="${cell.type}"`;
    return `<c r="${at}" s="${cell.style ?? 0}"${type}><v>${cell.raw}</v></c>`;
  });
  return `<row r="${line}">${xml.join('')}</row>`;
}

function letters(index: number): string {
  return (index >= 26 ? letters(Math.floor(index / 26) - 1) : '') + String.fromCharCode(65 + (index % 26));
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;').replaceAll('\r', '&#13;');
}

/** A ZIP archive of texts, compressed. */
export function zip(files: readonly (readonly [name: string, text: string])[]): Buffer {
  const local: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const [name, text] of files) {
    const plain = Buffer.from(text);
    const packed = deflateRawSync(plain);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(8, 4);
    common.writeUInt32LE(crc32(plain), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(plain.length, 18);
    common.writeUInt16LE(Buffer.byteLength(name), 22);
    const head = Buffer.concat([Buffer.from('PK\u0003\u0004', 'latin1'), common, Buffer.from(name), packed]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    central.push(
      Buffer.concat([Buffer.from('PK\u0001\u0002', 'latin1'), Buffer.from([20, 0]), common, tail, Buffer.from(name)]),
    );
    local.push(head);
    offset += head.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.write('PK\u0005\u0006', 'latin1');
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...local, directory, end]);
}
