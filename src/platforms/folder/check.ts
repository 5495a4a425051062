import {lstat} from 'node:fs/promises';
import path from 'node:path';
import type {ShopTerms} from '../../domain/catalog/types.js';
import {KnownError, type Message, message} from '../../domain/errors.js';
import {FACT_KINDS, type FactName, factKind} from '../../formats/facts/kinds.js';
import type {CheckFinding, CheckResult} from '../../ports/platform.js';
import {readFacts} from './facts.js';
import {LISTINGS_FILE, writable} from './files.js';

/** What the listings file holds. */
interface Contents {
  readonly offers: number;
  readonly refused: readonly Message[];
}

export interface CheckSetup {
  readonly shop: string;
  readonly directory: string;
  readonly terms: ShopTerms;
  readonly signal: AbortSignal;
}

/** Rows that a finding names. */
const ROWS_NAMED = 100;

/**
 * Looks whether the folder can be read and written, and through every file for rows that can not be read; each finding
 * says what it looked at.
 */
export async function checkFolder(setup: CheckSetup, read: () => Promise<Contents>): Promise<CheckResult> {
  const {directory} = setup;
  try {
    const {offers, refused} = await read();
    const findings: CheckFinding[] = [{ok: true, message: message('folder.listings', {directory, offers})}];
    findings.push(...unreadable(setup, LISTINGS_FILE, refused, refused.length));
    for (const name of Object.keys(FACT_KINDS) as FactName[]) findings.push(...(await checkFacts(setup, name)));
    const link = (await lstat(path.join(directory, LISTINGS_FILE))).isSymbolicLink();
    if (link) findings.push({ok: false, message: message('FILE_IS_LINK', {file: path.join(directory, LISTINGS_FILE)})});
    const may = await writable(directory);
    findings.push({
      ok: may,
      message: may ? message('folder.writable', {directory}) : message('FOLDER_READ_ONLY', {directory}),
    });
    return {ok: findings.every(({ok}) => ok), findings};
  } catch (error) {
    if (!(error instanceof KnownError)) throw error;
    return {ok: false, findings: [{ok: false, message: {code: error.code, params: error.params} as Message}]};
  }
}

/** Reads one file of facts from its beginning, whatever earlier pulls have read of it. */
export async function checkFacts(setup: CheckSetup, name: FactName): Promise<readonly CheckFinding[]> {
  const {directory, terms, signal} = setup;
  const rows: Message[] = [];
  let count = 0;
  try {
    for await (const {refused} of readFacts(directory, terms, name, null, signal)) {
      rows.push(...refused.slice(0, ROWS_NAMED - rows.length));
      count += refused.length;
    }
  } catch (error) {
    if (!(error instanceof KnownError)) throw error;
    return error.code === 'FILE_EMPTY'
      ? []
      : [{ok: true, warning: true, message: {code: error.code, params: error.params} as Message}];
  }
  return unreadable(setup, factKind(name).file, rows, count);
}

/** Rows of a file that can not be read, as one finding. */
export function unreadable(setup: CheckSetup, file: string, rows: readonly Message[], count: number): CheckFinding[] {
  if (count === 0) return [];
  const said = message('FOLDER_ROWS_UNREADABLE', {shop: setup.shop, file, rows: count});
  return [{ok: true, warning: true, message: said, rows: rows.slice(0, ROWS_NAMED)}];
}
