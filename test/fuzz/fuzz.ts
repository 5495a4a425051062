import {existsSync, readdirSync, readFileSync} from 'node:fs';
import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {gzipSync} from 'node:zlib';
import type {Context} from '../../src/app/context.js';
import {validateFile} from '../../src/app/listing/validate.js';
import {DIALECT_NAMES} from '../../src/domain/catalog/choices.js';
import {FATES} from '../../src/domain/catalog/row.js';
import {KnownError} from '../../src/domain/errors.js';
import {openTable, type TableRow, type TableSource} from '../../src/formats/csv.js';
import {decoder, inspectFile} from '../../src/formats/encoding.js';
import {FIXTURES} from '../support/catalogue-fixtures.js';
import {workbook} from '../support/workbook.js';
import {chance, mutate} from './mutate.js';

export interface FuzzInput {
  readonly seed: number;
  readonly cases: number;
}

/** A file that souk did not stand up to, with what makes it again. */
export interface Fall {
  readonly seed: number;
  readonly source: string;
  readonly what: string;
}

export interface FuzzResult {
  readonly cases: number;
  /** Files whose every row was read, and those that were refused, before that or by the check, by the code. */
  readonly read: number;
  readonly refused: ReadonlyMap<string, number>;
  readonly rows: number;
  /** Milliseconds of the slowest file. */
  readonly slowest: number;
  readonly falls: readonly Fall[];
}

const REAL = path.resolve('../shared/data');
/** Only the beginning of a real file: mutations in a long one are seldom near each other. */
const PART = 4000;

/** Mutates files by a seed, reads each and checks it, and tells of every one that was not read right. */
export async function fuzzFormats({seed, cases}: FuzzInput): Promise<FuzzResult> {
  const folder = await mkdtemp(path.join(tmpdir(), 'souk-fuzz-'));
  const sources = sourceFiles();
  const falls: Fall[] = [];
  const refused = new Map<string, number>();
  let read = 0;
  let rows = 0;
  let slowest = 0;
  try {
    for (let index = 0; index < cases; index++) {
      const own = (seed + index * 2_654_435_761) >>> 0;
      const {name, bytes} = caseOf(own, sources);
      const file = path.join(folder, 'case.csv');
      await writeFile(file, bytes);
      const began = performance.now();
      try {
        rows += await readWhole(file);
        read += 1;
        await everyFate(file, own);
      } catch (error) {
        if (error instanceof KnownError) refused.set(error.code, (refused.get(error.code) ?? 0) + 1);
        else falls.push({seed: own, source: name, what: String(error instanceof Error ? error.stack : error)});
      }
      slowest = Math.max(slowest, performance.now() - began);
    }
  } finally {
    await rm(folder, {recursive: true, force: true});
  }
  return {cases, read, refused, rows, slowest, falls};
}

interface Source {
  readonly name: string;
  readonly bytes: Buffer;
}

/** The fixtures, a workbook, a compressed file, and the beginnings of real files where they are. */
function sourceFiles(): readonly Source[] {
  const made = Object.entries(FIXTURES).map(([name, bytes]) => ({name, bytes: Buffer.from(bytes)}));
  const rows = [
    ['sku', 'title', 'price'],
    ['A-1', 'Mug', '12.50'],
    ['A-2', 'Jug', '9.00'],
  ];
  const packed = [
    {name: 'made.xlsx', bytes: workbook([{name: 'S', rows}])},
    {name: 'made.csv.gz', bytes: gzipSync(rows.join('\n'))},
  ];
  return [...made, ...packed, ...realFiles()];
}

function realFiles(): readonly Source[] {
  if (!existsSync(REAL)) return [];
  const names = readdirSync(REAL, {recursive: true})
    .map(String)
    .filter((name) => /\.[ct]sv$/u.test(name))
    .sort();
  return names.map((name) => ({name, bytes: readFileSync(path.join(REAL, name)).subarray(0, PART)}));
}

function caseOf(seed: number, sources: readonly Source[]): Source {
  const random = chance(seed);
  const source = sources[random(sources.length)];
  const other = sources[random(sources.length)];
  if (source === undefined || other === undefined) throw new Error('no files to mutate');
  return {name: source.name, bytes: mutate(source.bytes, random, other.bytes)};
}

/** Reads a file; how many rows it has. Throws when a letter or a line is lost. */
async function readWhole(file: string): Promise<number> {
  const table = await openTable(file);
  const rows = await allRows(table);
  if (table.encoding !== 'xlsx') await nothingLost(file, table, rows);
  return rows.length;
}

async function allRows(table: TableSource): Promise<readonly TableRow[]> {
  const rows: TableRow[] = [];
  let last = table.headerLine;
  for await (const batch of table.rows()) {
    for (const row of batch) {
      if (row.line <= last) throw new Error(`line ${row.line} after line ${last}`);
      last = row.line;
      rows.push(row);
    }
  }
  return rows;
}

/** All letters of the file that are no marks of a table stand in its cells, in their order. */
async function nothingLost(file: string, table: TableSource, rows: readonly TableRow[]): Promise<void> {
  const {encoding, packing} = await inspectFile(file);
  const text = decoder(encoding, file).push(await unpacked(file, packing));
  const plain = text.replace(/^[\t\n\r ]*\ufeff/u, '').replace(/^sep=.?[\r\n]+/iu, '');
  const marks = new Set(['"', '\r', '\n', table.delimiter]);
  const letters = (value: string) => [...value].filter((letter) => !marks.has(letter)).join('');
  const records = [...table.preamble.map(({cells}) => cells), table.header, ...rows.map(({cells}) => cells)];
  const found = letters(records.flat().join('')).replace(/\s/gu, '');
  if (found !== letters(plain).replace(/\s/gu, '')) throw new Error('letters of the file are in no cell');
}

async function unpacked(file: string, packing: TableSource['packing']): Promise<Buffer> {
  const bytes = readFileSync(file);
  return packing === 'gzip' ? (await import('node:zlib')).gunzipSync(bytes) : bytes;
}

/** The fates of a check add up to the rows of the file. */
async function everyFate(file: string, seed: number): Promise<void> {
  const rows = (await allRows(await openTable(file))).length;
  const asked = seed % 4 === 0 ? DIALECT_NAMES[seed % DIALECT_NAMES.length] : undefined;
  const dialect = asked ?? 'auto';
  const result = await validateFile(noStore, {
    file,
    dialect,
    currency: 'EUR',
    key: seed % 3 === 0 ? 'handle' : 'sku',
    reading: seed % 5 === 0 ? {decimal: 'comma'} : {},
    adWords: {templates: 'templates', home: path.dirname(file)},
    negativeStock: false,
    words: (message) => ({text: message.code, hint: ''}),
  });
  const fates = FATES.reduce((sum, fate) => sum + result.fates[fate], 0);
  if (fates !== rows || result.rows !== rows) throw new Error(`${rows} rows, ${result.rows} checked, ${fates} fates`);
}

async function noStore(): Promise<Context> {
  throw new Error('a check needs no store');
}
