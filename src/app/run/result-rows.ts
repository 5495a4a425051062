import {CLEAR} from '../../domain/catalog/row.js';
import type {Image} from '../../domain/catalog/types.js';
import {canonicalJson} from '../../domain/change/canonical.js';
import {LISTING_FIELDS, OFFER_FIELDS} from '../../domain/change/fields.js';
import type {FieldChange, FieldChanges} from '../../domain/change/types.js';
import {writeAltCell, writeImageCell} from '../../formats/dialects/images.js';
import {type EntryWords, type Fate, fateOf, hasFailed, type Told} from './result-row.js';

/** A result as a table: cells under the header, and what became of each row. */
export interface ResultTable {
  readonly header: readonly string[];
  readonly rows: readonly {readonly cells: readonly string[]; readonly fate: Fate}[];
  /** The file whose own columns these are; null: souk's. */
  readonly file: string | null;
}

/** Fields whose column in souk's own files has another name. */
const COLUMNS: Readonly<Record<string, string>> = {images: 'image_urls'};

/** One variant, or one product of which no variant is in the plan. */
interface Row {
  readonly told: readonly Told[];
  /** What the row writes; a product's own fields travel with its first variant. */
  readonly fields: FieldChanges;
}

/**
 * The rows of a run in souk's own columns, one a variant: for what did not come from a file, or from one that is no
 * longer as it was. In the order of the file where the plan knows it, else of the plan.
 */
export function ownRows(told: readonly Told[], words: EntryWords, failed: boolean): ResultTable {
  const rows = rowsOf(told, failed);
  const names = fieldsOf(rows);
  const alts = rows.some(({fields}) => altsOf(fields) !== '');
  const header = [
    'sku',
    'product',
    'options',
    ...names.map((name) => COLUMNS[name] ?? name),
    ...(alts ? ['image_alts'] : []),
  ];
  return {
    header,
    rows: rows.map((row) => ({
      cells: [...cellsOf(row, names), ...(alts ? [altsOf(row.fields)] : [])],
      fate: fateOf(row.told, words),
    })),
    file: null,
  };
}

/** Offers with their stock; each product with the first of its variants, since no file has a product without one. */
function rowsOf(told: readonly Told[], failed: boolean): readonly Row[] {
  const wanted = failed ? told.filter(hasFailed) : told;
  const groups = new Map<string, Told[]>();
  const nameOf = ({change: {target}}: Told) =>
    target.kind === 'listing'
      ? `listing ${target.key.product}`
      : `${target.key.sku ?? ''} ${target.key.product ?? ''} ${target.key.options ?? ''}`;
  for (const each of wanted.filter(({change}) => change.target.kind !== 'listing'))
    groups.set(nameOf(each), [...(groups.get(nameOf(each)) ?? []), each]);
  for (const each of wanted.filter(({change}) => change.target.kind === 'listing')) {
    const own = ({change: {target}}: Told) =>
      target.kind === 'offer' && target.key.product === each.change.target.key.product;
    const carrier = [...groups.values()].find((group) => group.some(own)) ?? told.filter(own).slice(0, 1);
    const [first] = carrier;
    if (first === undefined) groups.set(nameOf(each), [each]);
    else groups.set(nameOf(first), [each, ...carrier]);
  }
  const rows = [...groups.values()].map((group): Row => ({told: group, fields: merged(group)}));
  return rows.sort((a, b) => placeOf(a) - placeOf(b));
}

function merged(told: readonly Told[]): FieldChanges {
  return Object.fromEntries(told.flatMap(({change}) => Object.entries(change.fields)));
}

/** By the line of the file, else by the number in the plan. */
function placeOf({told}: Row): number {
  return Math.min(...told.map(({change: {source, n}}) => source?.line ?? n));
}

/** The fields that occur, in the order souk's own files have them. */
function fieldsOf(rows: readonly Row[]): readonly string[] {
  const found = new Set(rows.flatMap(({fields}) => Object.keys(fields)));
  const order = new Set<string>([...LISTING_FIELDS, ...OFFER_FIELDS, 'stock']);
  return [...order].filter((name) => found.has(name) && name !== 'sku' && name !== 'options' && name !== 'extra');
}

function cellsOf({told, fields}: Row, names: readonly string[]): readonly string[] {
  const key = (told.find(({change}) => change.target.kind !== 'listing') ?? told[0])?.change.target.key ?? {};
  const options = fields['options']?.after;
  return [
    key.sku ?? '',
    key.product ?? '',
    typeof options === 'string' ? options : (key.options ?? ''),
    ...names.map((name) => cellOf(name, fields[name])),
  ];
}

/** As souk's own files write it: an empty cell leaves alone when the file comes back, a mark clears. */
function cellOf(name: string, field: FieldChange | undefined): string {
  if (field === undefined) return '';
  const {before, after: value} = field;
  if (value === null) return before === null ? '' : CLEAR;
  if (name === 'images') return writeImageCell(value as unknown as readonly Image[]);
  if (Array.isArray(value)) return value.join(', ');
  return typeof value === 'object' ? canonicalJson(value) : String(value);
}

function altsOf(fields: FieldChanges): string {
  const images = fields['images']?.after;
  return Array.isArray(images) ? writeAltCell(images as unknown as readonly Image[]) : '';
}
