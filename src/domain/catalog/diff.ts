import {sameValue} from '../change/fields.js';
import type {FieldChange, FieldValue} from '../change/types.js';
import {type FieldMap, record} from './resolve.js';

/** A cell that was changed in the file and, since the export, in the shop too. Values are canonical. */
export interface Conflict {
  readonly field: string;
  readonly exported: FieldValue;
  readonly file: FieldValue;
  readonly shop: FieldValue;
}

/** Who wins where file and shop both changed a cell. */
export type Prefer = 'file' | 'shop';

export interface FieldDiff {
  readonly changes: Record<string, FieldChange>;
  readonly conflicts: readonly Conflict[];
  /** Cells that differ from the shop only because the shop moved on after the export; left alone. */
  readonly kept: number;
}

/**
 * What a file changes of one target, three ways: only cells that differ from the export are wishes. Without an export
 * every cell of the file is one.
 *
 * @param resolve the wished fields, worded like those of the fields it is given
 */
export function diffFields(
  resolve: (there: FieldMap) => FieldMap,
  live: FieldMap,
  exported: FieldMap | null,
  prefer: Prefer | undefined,
): FieldDiff {
  const desired = resolve(live);
  const asExported = exported === null ? {} : resolve(exported);
  const changes: Record<string, FieldChange> = {};
  const conflicts: Conflict[] = [];
  let kept = 0;
  const judge = (
    field: string,
    file: FieldValue,
    shop: FieldValue,
    base: {value: FieldValue; file: FieldValue} | null,
  ) => {
    if (sameValue(file, shop)) return false;
    if (base !== null && sameValue(base.file, base.value)) {
      kept += 1;
      return false;
    }
    if (base === null || sameValue(shop, base.value) || prefer === 'file') return true;
    if (prefer === undefined) conflicts.push({field, exported: base.value, file, shop});
    return false;
  };
  for (const [field, file] of Object.entries(desired)) {
    const shop = live[field] ?? null;
    if (field === 'extra') {
      const after = extraAfter(
        record(file),
        record(shop),
        exported === null ? null : {value: record(exported['extra']), file: record(asExported['extra'])},
        judge,
      );
      if (!sameValue(after, shop)) changes['extra'] = {before: shop, after};
      continue;
    }
    const base =
      exported !== null && field in exported ? {value: exported[field] ?? null, file: asExported[field] ?? null} : null;
    if (judge(field, file, shop, base)) changes[field] = {before: shop, after: file};
  }
  return {changes, conflicts, kept};
}

type Texts = Readonly<Record<string, string>>;

/** Carried columns are judged one by one; the field is written whole. */
function extraAfter(
  file: Texts,
  shop: Texts,
  base: {readonly value: Texts; readonly file: Texts} | null,
  judge: (
    field: string,
    file: FieldValue,
    shop: FieldValue,
    base: {value: FieldValue; file: FieldValue} | null,
  ) => boolean,
): Record<string, string> {
  const after: Record<string, string> = {...shop};
  for (const name of new Set([...Object.keys(file), ...Object.keys(shop)])) {
    const of = (texts: Texts): FieldValue => texts[name] ?? null;
    if (!judge(name, of(file), of(shop), base === null ? null : {value: of(base.value), file: of(base.file)})) continue;
    const wanted = file[name];
    if (wanted === undefined) delete after[name];
    else after[name] = wanted;
  }
  return after;
}
