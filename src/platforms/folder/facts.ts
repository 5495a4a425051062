import type {ShopTerms} from '../../domain/catalog/types.js';
import {KnownError, type Message} from '../../domain/errors.js';
import {blank} from '../../formats/csv.js';
import {type FactName, type FactRecords, factKind, recordReader} from '../../formats/facts/kinds.js';
import {matchHeader, type RowSetup, readRow, type Values} from '../../formats/facts/row.js';
import {findFile} from './files.js';
import {type Growth, openGrowing, parseCursor} from './grow.js';

/** A page as the port has it. */
interface FactPage<K extends FactName> {
  readonly records: readonly FactRecords[K][];
  readonly cursor: string;
  readonly refused: readonly Message[];
}

/** Cursor of a file that was never there. */
const NOTHING = '{}';

/**
 * What is new in one fact file. A file that is not there has nothing; one that can not be read as a table is a refusal,
 * so that the others are still read.
 */
export async function* pullFacts<K extends FactName>(
  directory: string,
  terms: ShopTerms,
  name: K,
  cursor: string | null,
  signal: AbortSignal,
): AsyncIterable<FactPage<K>> {
  try {
    yield* readFacts(directory, terms, name, cursor, signal);
  } catch (error) {
    if (!(error instanceof KnownError) || error.category === 'drift') throw error;
    const refusal = {code: error.code, params: error.params} as Message;
    yield {records: [], cursor: cursor ?? NOTHING, refused: error.code === 'FILE_EMPTY' ? [] : [refusal]};
  }
}

/** The same, but a file that can not be read as a table is thrown. @throws KnownError input. */
export async function* readFacts<K extends FactName>(
  directory: string,
  terms: ShopTerms,
  name: K,
  cursor: string | null,
  signal: AbortSignal,
): AsyncIterable<FactPage<K>> {
  signal.throwIfAborted();
  const file = await findFile(directory, factKind(name).file);
  if (file === null) yield {records: [], cursor: cursor ?? NOTHING, refused: []};
  // A schedule is all of its rows: of a part of them nothing can be said.
  else if (name === 'fees') yield* wholeOf(pages(file, name, terms, null, signal));
  else yield* pages(file, name, terms, cursor, signal);
}

/** Everything of a file on one page, and no record where a row of it is refused. */
async function* wholeOf<K extends FactName>(all: AsyncIterable<FactPage<K>>): AsyncIterable<FactPage<K>> {
  const records: FactRecords[K][] = [];
  const refused: Message[] = [];
  let cursor = NOTHING;
  for await (const page of all) {
    records.push(...page.records);
    refused.push(...page.refused);
    cursor = page.cursor;
  }
  yield {records: refused.length > 0 ? [] : records, cursor, refused};
}

/** Pages carry the old cursor until the last, so that a pull that is cut short reads the rest again. */
async function* pages<K extends FactName>(
  file: string,
  name: K,
  terms: ShopTerms,
  cursor: string | null,
  signal: AbortSignal,
): AsyncIterable<FactPage<K>> {
  const kind = factKind(name);
  const growth = await openGrowing(file, parseCursor(cursor));
  const header = matchHeader(file, kind.columns, growth.table.header);
  const setup: RowSetup = {
    file,
    columns: kind.columns,
    header,
    terms: {currency: terms.currency, zone: terms.zone},
    personal: kind.personal,
  };
  const record = recordReader(name, terms.currency);
  let caughtUp = kind.reader === undefined || !growth.grown;
  for await (const batch of growth.rows()) {
    signal.throwIfAborted();
    if (!caughtUp) await readBefore(growth, setup, record, signal);
    caughtUp = true;
    const records: FactRecords[K][] = [];
    const refused: Message[] = [];
    for (const row of batch) {
      if (blank(row.cells)) continue;
      const read = readRow(row, setup);
      if ('refusal' in read) refused.push(read.refusal.message);
      else records.push(record(read.values));
    }
    if (records.length > 0 || refused.length > 0) yield {records, cursor: cursor ?? NOTHING, refused};
  }
  const end = await growth.cursor();
  yield {records: [], cursor: end.offset === 0 ? NOTHING : JSON.stringify(end), refused: []};
}

/** Shows a reader the rows of earlier pulls, so that it goes on counting where it was. */
async function readBefore(
  growth: Growth,
  setup: RowSetup,
  record: (values: Values) => unknown,
  signal: AbortSignal,
): Promise<void> {
  for await (const batch of growth.before()) {
    signal.throwIfAborted();
    for (const row of batch) {
      const read = blank(row.cells) ? null : readRow(row, setup);
      if (read !== null && 'values' in read) record(read.values);
    }
  }
}
