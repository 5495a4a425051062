import {KnownError} from '../../domain/errors.js';
import {unguard} from '../csv.js';
import {dictionaryOf} from './columns.js';
import {foundText, requireContent} from './missing.js';
import {type Dialect, headerKey} from './types.js';

/** A file is taken for a dialect's without asking when the dialect knows at least this share of its columns. */
const SURE = 0.5;

/** How well a header fits a dialect: `fits` when all it needs is there; `score` is the share of columns it knows. */
export interface Fit {
  readonly dialect: Dialect;
  readonly fits: boolean;
  /** True when it need not be asked: enough of it is known, or a header settles it. */
  readonly sure: boolean;
  readonly score: number;
  /** Headers that are needed and were not found. */
  readonly missing: readonly string[];
}

/** Measures a header against a dialect. */
export function fitOf(dialect: Dialect, header: readonly string[]): Fit {
  const dictionary = dictionaryOf(dialect);
  const key = (name: string) => headerKey(dialect.bare?.(name) ?? name);
  const named = header.filter((cell) => cell.trim() !== '').map(unguard);
  const found = new Set(named.map(key));
  const known = named.filter((cell) => dictionary(cell) !== null).length;
  const missing = dialect.needs
    .filter((names) => !names.some((name) => found.has(key(name))))
    .map((names) => names.join(' or '));
  const signed = missing.length === 0 && (dialect.signs ?? []).some((name) => found.has(key(name)));
  const score = named.length === 0 ? 0 : known / named.length;
  return {dialect, fits: missing.length === 0, sure: missing.length === 0 && (signed || score >= SURE), score, missing};
}

/**
 * The dialect of a file by its header: of those whose needed columns are there and of which it is sure, the one that
 * knows most of the rest.
 *
 * @throws KnownError input DIALECT_UNKNOWN with the nearest guess; COLUMNS_NOT_UNDERSTOOD.
 */
export function recognise(dialects: readonly Dialect[], header: readonly string[], file: string): Dialect {
  const fits = dialects
    .map((dialect) => fitOf(dialect, header))
    .sort((a, b) => Number(b.sure) - Number(a.sure) || Number(b.fits) - Number(a.fits) || b.score - a.score);
  const [best] = fits;
  if (best?.fits === true) requireContent(best.dialect, header, file);
  if (best?.sure === true) return best.dialect;
  throw unknown(header, file, best);
}

/** Fails when a file lacks what the dialect that was asked for needs, or says nothing under columns that it knows. */
export function requireFit(dialect: Dialect, header: readonly string[], file: string): void {
  const fit = fitOf(dialect, header);
  if (!fit.fits) throw unknown(header, file, fit);
  requireContent(dialect, header, file);
}

function unknown(header: readonly string[], file: string, nearest: Fit | undefined): KnownError {
  return new KnownError('input', 'DIALECT_UNKNOWN', {
    file,
    found: foundText(header),
    nearest: nearest?.dialect.name ?? '',
    missing: nearest?.missing.join(', ') ?? '',
  });
}
