import {stringify} from 'yaml';
import {slug} from '../../domain/catalog/slug.js';
import {openTable, type TableOptions} from '../../formats/csv.js';
import {guessColumns} from '../../formats/dialects/missing.js';
import {souk} from '../../formats/dialects/souk.js';
import {MAP_FIELDS} from '../../formats/map/mapped.js';
import {writeAtomic} from '../../formats/write.js';
import type {Context} from '../context.js';
import {allowOutput} from '../output.js';

/** A column of a file with a few of its values. */
export interface SampledColumn {
  readonly header: string;
  readonly samples: readonly string[];
}

/** A file as somebody who maps it must see it. */
export interface MapDraft {
  readonly delimiter: string;
  readonly columns: readonly SampledColumn[];
  /** souk's fields with the column that is likely meant; empty: none. */
  readonly guesses: readonly {readonly field: string; readonly column: string}[];
}

const SAMPLES = 3;
const ROWS = 200;

/** Looks at the columns of a file, for mapping them. */
export async function draftMap(
  file: string,
  reading: Pick<TableOptions, 'encoding' | 'delimiter' | 'sheet'>,
): Promise<MapDraft> {
  const table = await openTable(file, reading);
  const samples = table.header.map(() => new Set<string>());
  let seen = 0;
  for await (const batch of table.rows()) {
    for (const {cells} of batch) {
      for (const [index, cell] of cells.entries()) {
        const values = samples[index];
        if (cell.trim() !== '' && values !== undefined && values.size < SAMPLES) values.add(cell.trim());
      }
    }
    seen += batch.length;
    if (seen >= ROWS) break;
  }
  const columns = table.header.flatMap((header, index) =>
    header.trim() === '' ? [] : [{header, samples: [...(samples[index] ?? [])]}],
  );
  const guessed = new Map(guessColumns(souk, table.header).map(({field, nearest}) => [field, nearest]));
  const same = (field: string) => columns.find(({header}) => header.trim().toLowerCase() === field)?.header;
  return {
    delimiter: table.delimiter,
    columns,
    guesses: MAP_FIELDS.map((field) => ({field, column: same(field) ?? guessed.get(field) ?? ''})),
  };
}

/** Writes a mapping file. @throws KnownError input FILE_EXISTS, FILE_NOT_WRITABLE */
export async function writeMap(
  context: () => Promise<Context>,
  {
    output,
    force,
    name,
    delimiter,
    columns,
  }: {
    readonly output: string;
    readonly force: boolean;
    readonly name: string;
    readonly delimiter: string;
    readonly columns: Readonly<Record<string, string>>;
  },
): Promise<void> {
  await allowOutput(context, output, {replace: force});
  const known = slug(name)
    .replace(/[^a-z\d-]/gu, '')
    .slice(0, 40);
  await writeAtomic(output, [stringify({version: 1, name: known === '' ? 'mapped' : known, delimiter, columns})]);
}
