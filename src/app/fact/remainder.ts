import type {Shop} from '../../domain/catalog/types.js';
import type {Message} from '../../domain/errors.js';
import {writeTable} from '../../formats/csv.js';
import {readCell} from '../../formats/facts/cell.js';
import {type FactName, factKind} from '../../formats/facts/kinds.js';
import type {Refusal} from '../../formats/facts/row.js';
import {customerMark} from '../shop/keep.js';
import type {FactFile, FactRow} from './read.js';

/** Words for error files, which people read: handed in, since sentences live in `ui`. */
export type InWords = (message: Message) => {readonly text: string; readonly hint: string};

/** What is wrong, a line each: for `reject-all`. */
export async function writeReport(to: string, facts: FactFile, words: InWords): Promise<void> {
  const header = ['line', 'column', 'value', 'code', 'reason', 'hint'];
  const row = ({line, column, value, message}: Refusal) => {
    const {text, hint} = words(message);
    return [String(line), column, value, message.code, text, hint];
  };
  await writeTable(
    to,
    header,
    mapped(refusedRows(facts), ({refusal}) => row(refusal)),
    {guardFormulas: true},
  );
}

const NOTES = ['_line', '_code', '_reason', '_hint'];

/**
 * The refused rows in the file's own columns, to mend and import again: for `skip-rows`. Of files with persons only
 * souk's columns, only cells that were understood, and the customer as the mark that is kept.
 */
export async function writeRemainder(
  to: string,
  facts: FactFile,
  kind: FactName,
  shop: Shop,
  words: InWords,
  hash: (id: string) => string,
): Promise<void> {
  const {personal} = factKind(kind);
  const all = facts.table.header
    .map((name, index) => ({name: name.trim(), index}))
    .filter(({name}) => !NOTES.includes(name));
  const columns = personal ? [...facts.header.at].map(([name, index]) => ({name, index})) : all;
  const cells = (row: FactRow) =>
    columns.map(({name, index}) =>
      personal ? harmless(kind, name, row.row.cells[index] ?? '', row, shop, hash) : (row.row.cells[index] ?? ''),
    );
  const rows = mapped(refusedRows(facts), (each) => {
    const {text, hint} = words(each.refusal.message);
    return [...cells(each), String(each.row.line), each.refusal.message.code, text, hint];
  });
  await writeTable(to, [...columns.map(({name}) => name), ...NOTES], rows, {guardFormulas: true});
}

/** A row with too many cells may have a name under any heading: nothing of it is repeated. */
function harmless(
  kind: FactName,
  name: string,
  cell: string,
  row: FactRow,
  shop: Shop,
  hash: (id: string) => string,
): string {
  if (row.fate === 'refused' && row.refusal.column === '') return '';
  const text = cell.trim();
  if (name === 'customer_id') return text === '' ? '' : `hash:${customerMark(text, hash) ?? ''}`;
  const type = factKind(kind).columns.find((column) => column.name === name)?.type ?? 'text';
  const read = text === '' ? null : readCell(type, text, shop.terms);
  return read !== null && 'value' in read && read.value !== null ? text : '';
}

async function* refusedRows(facts: FactFile): AsyncIterable<Extract<FactRow, {fate: 'refused'}>> {
  for await (const batch of facts.rows()) {
    for (const row of batch) if (row.fate === 'refused') yield row;
  }
}

async function* mapped<A, B>(rows: AsyncIterable<A>, turn: (row: A) => B): AsyncIterable<B> {
  for await (const row of rows) yield turn(row);
}
