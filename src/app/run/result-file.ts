import type {Image} from '../../domain/catalog/types.js';
import {canonicalJson, LISTING_FIELDS, OFFER_FIELDS} from '../../domain/change/fields.js';
import type {JournalEntry} from '../../domain/change/run.js';
import type {Change, FieldChanges, FieldValue} from '../../domain/change/types.js';
import {writeImageCell} from '../../formats/dialects/images.js';
import {writeTable} from '../../formats/write.js';
import type {Context} from '../context.js';
import {allowOutput} from '../output.js';
import {showRun} from './look.js';

/** States of rows that may be sent again after their cause is mended. */
const RETRY: ReadonlySet<string> = new Set(['rejected', 'mismatched', 'drifted', 'unknown', 'planned']);
const LOST: ReadonlySet<string> = new Set(['ROW_PARENT_MISSING', 'ROW_GUARDED']);

/** Fields whose column in souk's own files has another name. */
const COLUMNS: Readonly<Record<string, string>> = {images: 'image_urls'};

interface ResultRow {
  readonly change: Change;
  readonly entry: JournalEntry;
  /** What the row writes; in a retry file a product's own fields travel with its first variant. */
  readonly fields: FieldChanges;
}

/**
 * Writes a run's rows in order: what was to be written, in souk's columns, and `_status,_code,_message,_before,_after`.
 * With `failed` only the rows that did not get through: the file to mend and import again.
 */
export async function writeResultFile(
  context: Context,
  id: string,
  file: string,
  {failed, force}: {readonly failed: boolean; readonly force: boolean},
): Promise<{readonly rows: number}> {
  await allowOutput(context, file, {replace: force});
  const {rows: all} = await showRun(context, id);
  const rows = failed ? retryRows(all) : all.map((row) => ({...row, fields: row.change.fields}));
  const names = fieldsOf(rows);
  const header = ['sku', 'product', 'options', ...names.map((name) => COLUMNS[name] ?? name)];
  const told = ['_kind', '_op', '_status', '_code', '_message', '_before', '_after'];
  await writeTable(
    file,
    [...header, ...told],
    rows.map((row) => cellsOf(row, names)),
    {guardFormulas: true},
  );
  return {rows: rows.length};
}

/** A product without a variant beside it can not be imported: its fields go to the first of its variants in the plan. */
function retryRows(all: readonly Omit<ResultRow, 'fields'>[]): readonly ResultRow[] {
  const failed = all.filter(({entry}) => RETRY.has(entry.state) || LOST.has(entry.code ?? ''));
  const offers = (rows: readonly Omit<ResultRow, 'fields'>[]) =>
    rows.filter(({change}) => change.target.kind === 'offer');
  const rows = new Map<number, ResultRow>(failed.map((row) => [row.change.n, {...row, fields: row.change.fields}]));
  for (const {change} of failed.filter((row) => row.change.target.kind === 'listing')) {
    const own = ({change: other}: Omit<ResultRow, 'fields'>) => other.target.key.product === change.target.key.product;
    const carrier = offers(failed).find(own) ?? offers(all).find(own);
    if (carrier === undefined) continue;
    rows.set(carrier.change.n, {...carrier, fields: {...change.fields, ...carrier.change.fields}});
    rows.delete(change.n);
  }
  return [...rows.values()].sort((a, b) => a.change.n - b.change.n);
}

/** The fields that occur, in the order souk's own files have them. */
function fieldsOf(rows: readonly ResultRow[]): readonly string[] {
  const found = new Set(rows.flatMap(({fields}) => Object.keys(fields)));
  const order = new Set<string>([...LISTING_FIELDS, ...OFFER_FIELDS, 'stock']);
  return [...order].filter((name) => found.has(name) && name !== 'sku' && name !== 'options' && name !== 'extra');
}

function cellsOf({change, entry, fields}: ResultRow, names: readonly string[]): readonly string[] {
  const {key, kind} = change.target;
  const side = (name: 'before' | 'after') =>
    canonicalJson(Object.fromEntries(Object.entries(change.fields).map(([field, value]) => [field, value[name]])));
  const options = fields['options']?.after;
  return [
    key.sku ?? '',
    key.product ?? '',
    typeof options === 'string' ? options : (key.options ?? ''),
    ...names.map((name) => cellOf(name, fields[name]?.after)),
    kind,
    change.op,
    entry.state,
    entry.code ?? '',
    entry.message ?? '',
    side('before'),
    entry.observed ?? side('after'),
  ];
}

/** As souk's own files write it; an empty cell leaves alone when the file comes back. */
function cellOf(name: string, value: FieldValue | undefined): string {
  if (value === undefined || value === null) return '';
  if (name === 'images') return writeImageCell(value as unknown as readonly Image[]);
  if (Array.isArray(value)) return value.join(', ');
  return typeof value === 'object' ? canonicalJson(value) : String(value);
}
