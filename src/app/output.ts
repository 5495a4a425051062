import {lstat, realpath} from 'node:fs/promises';
import path from 'node:path';
import {KnownError} from '../domain/errors.js';
import type {Context} from './context.js';

/** What a folder shop is made of (COMMANDS.md "The folder shop"), in lower case. */
const SHOP_FILES: ReadonlySet<string> = new Set([
  'listings.csv',
  'items.csv',
  'costs.csv',
  'fees.csv',
  'bounds.csv',
  'supply.csv',
  'daily.csv',
  'orders.csv',
  'rivals.csv',
  'promotions.csv',
  'promotions.yaml',
  'pricing.yaml',
]);

type Store = Pick<Context, 'data'>;

export interface OutputRule {
  /** Whether a file that is there may be replaced: with `--force`, and for reports that nobody edits. */
  readonly replace: boolean;
  /** Whether a shop's own file may be begun, when it is not there yet. Default: no. */
  readonly begin?: boolean;
}

/**
 * To be asked before any file is written that a command line names. Nothing a person edits is lost without `--force`,
 * and nothing at all is written over what a connected folder shop lives on. The store is only opened, where it is not
 * yet, when the name is one that shops have.
 *
 * @throws KnownError input OUTPUT_IS_SHOP_FILE, FILE_EXISTS.
 */
export async function allowOutput(
  store: Store | (() => Promise<Store>),
  file: string,
  {replace, begin = false}: OutputRule,
): Promise<void> {
  const there = (await lstat(file).catch(() => null)) !== null;
  if (SHOP_FILES.has(path.basename(file).toLowerCase()) && (there || !begin)) {
    const {data} = typeof store === 'function' ? await store() : store;
    const folder = await realFolder(path.dirname(file));
    for (const {name, settings} of await data.shops.list()) {
      const own = settings['dir'] ?? '';
      if (own !== '' && (await realFolder(own)) === folder)
        throw new KnownError('input', 'OUTPUT_IS_SHOP_FILE', {file, shop: name});
    }
  }
  if (there && !replace) throw new KnownError('input', 'FILE_EXISTS', {file});
}

async function realFolder(folder: string): Promise<string> {
  return await realpath(folder).catch(() => path.resolve(folder));
}

/**
 * `spring.csv` → `spring.errors.csv` beside it; `spring.errors.csv`, mended and imported again, → `spring.errors.2.csv`.
 * Files that are no tables by their ending keep it: `spring.dat` → `spring.dat.errors.csv`.
 */
export function errorsFileFor(file: string): string {
  return beside(file, 'errors');
}

/** The same for what is only worth a look: `spring.csv` → `spring.warnings.csv`. */
export function warningsFileFor(file: string): string {
  return beside(file, 'warnings');
}

function beside(file: string, what: 'errors' | 'warnings'): string {
  const {dir, name, ext} = path.parse(file);
  const table = ext === '' || /^\.(?:csv|tsv|txt)$/iu.test(ext);
  const stem = table ? name : `${name}${ext}`;
  const [, first = '', number = '1'] = /^(.*)\.errors(?:\.(\d{1,4}))?$/u.exec(stem) ?? [];
  return path.join(dir, first === '' ? `${stem}.${what}.csv` : `${first}.${what}.${Number(number) + 1}.csv`);
}

/** `plan.json` for shop main of several: `plan.main.json`. */
export function fileOfShop(file: string, shop: string): string {
  const dot = file.lastIndexOf('.');
  const slash = Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\'));
  return dot > slash + 1 ? `${file.slice(0, dot)}.${shop}${file.slice(dot)}` : `${file}.${shop}`;
}
