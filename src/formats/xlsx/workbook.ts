import {createHash} from 'node:crypto';
import {KnownError, type Message, message} from '../../domain/errors.js';
import {fileState, readBytes} from '../bytes.js';
import type {TableRow} from '../records.js';
import {type Shown, shownBy} from './numbers.js';
import {type Book, sheetRows, unescaped} from './sheet-rows.js';
import {scanXml} from './xml.js';
import {type Archive, openArchive} from './zip.js';

/** One sheet of an Excel workbook. Codes are texts again, dates ISO texts, numbers plain decimals. */
export interface Workbook {
  /** SHA-256 of the file's bytes, hex. */
  readonly hash: string;
  readonly notes: readonly Message[];
  /** All rows of the sheet, streamed; may be called again. */
  rows(): AsyncIterable<readonly TableRow[]>;
}

interface SheetPart {
  readonly name: string;
  readonly part: string;
  readonly hidden: boolean;
}

/** Letters of all texts of a workbook together; they are held in memory, since cells refer to them. */
const TEXTS = 96 * 1024 * 1024;

/**
 * Opens a workbook and chooses a sheet: the one asked for, else the first that is shown.
 *
 * @throws KnownError input FILE_NOT_TABLE, FILE_DAMAGED, SHEET_UNKNOWN, WORKBOOK_TOO_LARGE; drift FILE_CHANGED.
 */
export async function openWorkbook(file: string, asked: string | undefined): Promise<Workbook> {
  const {size, stamp} = await fileState(file);
  const hash = createHash('sha256');
  for await (const bytes of readBytes(file, 0, size)) hash.update(bytes);
  const {sheet, others, book} = await withArchive(file, async (archive) => {
    if (!archive.has('xl/workbook.xml')) throw new KnownError('input', 'FILE_NOT_TABLE', {file, kind: 'xlsx'});
    const {sheets, epoch1904} = await sheetsOf(archive, file);
    const chosen = choose(sheets, asked, file);
    const texts = await textsOf(archive, file);
    return {...chosen, book: {file, texts, styles: await stylesOf(archive, file), epoch1904} satisfies Book};
  });
  const notes =
    others.length === 0 ? [] : [message('SHEET_CHOSEN', {file, sheet: sheet.name, others: others.join(', ')})];
  const rows = async function* (): AsyncIterable<readonly TableRow[]> {
    const archive = await openArchive(file);
    try {
      yield* sheetRows(archive.read(sheet.part), book);
    } finally {
      archive.close();
    }
    if ((await fileState(file)).stamp !== stamp) throw new KnownError('drift', 'FILE_CHANGED', {file});
  };
  return {hash: hash.digest('hex'), notes, rows};
}

async function withArchive<T>(file: string, work: (archive: Archive) => Promise<T>): Promise<T> {
  const archive = await openArchive(file);
  try {
    return await work(archive);
  } finally {
    archive.close();
  }
}

function choose(
  sheets: readonly SheetPart[],
  asked: string | undefined,
  file: string,
): {readonly sheet: SheetPart; readonly others: readonly string[]} {
  const names = sheets.map(({name}) => name);
  const shown = sheets.filter(({hidden}) => !hidden);
  const sheet = asked === undefined ? (shown[0] ?? sheets[0]) : sheets.find(({name}) => name === asked);
  if (sheet === undefined && asked !== undefined)
    throw new KnownError('input', 'SHEET_UNKNOWN', {file, sheet: asked, sheets: names.join(', ')});
  if (sheet === undefined) throw new KnownError('input', 'FILE_EMPTY', {file});
  return {sheet, others: asked === undefined ? shown.filter((other) => other !== sheet).map(({name}) => name) : []};
}

async function sheetsOf(archive: Archive, file: string): Promise<{sheets: SheetPart[]; epoch1904: boolean}> {
  const targets = new Map<string, string>();
  await scanXml(
    archive.read('xl/_rels/workbook.xml.rels'),
    {
      open: (name, attribute) => {
        if (name === 'Relationship') targets.set(attribute('Id') ?? '', attribute('Target') ?? '');
      },
    },
    file,
  );
  const sheets: SheetPart[] = [];
  let epoch1904 = false;
  await scanXml(
    archive.read('xl/workbook.xml'),
    {
      open: (name, attribute) => {
        if (name === 'workbookPr') epoch1904 = /^(?:1|true)$/u.test(attribute('date1904') ?? '');
        if (name !== 'sheet') return;
        const target = targets.get(attribute('id') ?? '') ?? '';
        const part = target.startsWith('/') ? target.slice(1) : `xl/${target}`;
        const hidden = (attribute('state') ?? 'visible') !== 'visible';
        // Sheets of charts and macros hold no cells.
        if (/worksheets\//u.test(part)) sheets.push({name: attribute('name') ?? '', part, hidden});
      },
    },
    file,
  );
  return {sheets, epoch1904};
}

async function textsOf(archive: Archive, file: string): Promise<readonly string[]> {
  const texts: string[] = [];
  if (!archive.has('xl/sharedStrings.xml')) return texts;
  let text = '';
  let letters = 0;
  let open = false;
  let phonetic = false;
  await scanXml(
    archive.read('xl/sharedStrings.xml'),
    {
      open: (name) => {
        if (name === 'si') text = '';
        else if (name === 'rPh') phonetic = true;
        open = name === 't' && !phonetic;
      },
      text: (piece) => {
        if (!open) return;
        text += piece;
        letters += piece.length;
        if (letters > TEXTS) throw new KnownError('input', 'WORKBOOK_TOO_LARGE', {file});
      },
      close: (name) => {
        open = false;
        if (name === 'rPh') phonetic = false;
        else if (name === 'si') texts.push(unescaped(text));
      },
    },
    file,
  );
  return texts;
}

/** What each style of the workbook makes of a number. */
async function stylesOf(archive: Archive, file: string): Promise<readonly Shown[]> {
  const styles: Shown[] = [];
  if (!archive.has('xl/styles.xml')) return styles;
  const codes = new Map<number, string>();
  let inside = false;
  await scanXml(
    archive.read('xl/styles.xml'),
    {
      open: (name, attribute) => {
        const id = Number(attribute('numFmtId') ?? 0);
        if (name === 'numFmt') codes.set(id, attribute('formatCode') ?? '');
        else if (name === 'cellXfs') inside = true;
        else if (name === 'xf' && inside) styles.push(shownBy(id, codes.get(id)));
      },
      close: (name) => {
        if (name === 'cellXfs') inside = false;
      },
    },
    file,
  );
  return styles;
}
