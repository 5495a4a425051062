import type {Context} from '../app/context.js';
import type {CopyInput} from '../app/listing/copy.js';
import type {ImportInput, ImportResult} from '../app/listing/import.js';
import type {ValidateInput} from '../app/listing/validate.js';
import type {ImportMode, MatchKey} from '../domain/catalog/choices.js';
import {EXIT_CODES, worstExit} from '../domain/errors.js';
import type {Answer} from './answer.js';
import {type ReadingFlags, readingOf} from './listing-flags.js';
import {programOf} from './program.js';
import {type Screen, screenOf} from './screen.js';
import {importJson, showImport, wordingOf} from './screens/listing.js';
import type {Session} from './session.js';
import {type WriteFlags, writePlans} from './write.js';

/** The flags of `listing import` as oclif parses them. */
export interface ImportFlags extends ReadingFlags {
  readonly shop?: string | undefined;
  readonly dialect: string;
  readonly key: MatchKey;
  readonly 'make-sku'?: string | undefined;
  readonly mode: ImportMode;
  readonly 'on-error': 'reject-all' | 'skip-rows';
  readonly prefer?: 'file' | 'shop' | undefined;
  readonly against?: string | undefined;
  readonly errors?: string | undefined;
  readonly warnings?: string | undefined;
  readonly 'allow-negative-stock': boolean;
  readonly 'override-bounds': boolean;
}

/** What the use case is asked, of what was typed. */
export function importInput(session: Session, context: Context, file: string, flags: ImportFlags): ImportInput {
  const {shop, dialect, key, mode, prefer, against, errors, warnings} = flags;
  const makeSku = flags['make-sku'];
  return {
    shop,
    file,
    dialect,
    key,
    mode,
    onError: flags['on-error'],
    reading: readingOf(flags),
    adWords: {templates: programOf(session).templates, home: context.home},
    negativeStock: flags['allow-negative-stock'],
    overrideBounds: flags['override-bounds'],
    words: wordingOf(session),
    ...(makeSku === undefined ? {} : {makeSku}),
    ...(prefer === undefined ? {} : {prefer}),
    ...(against === undefined ? {} : {against}),
    ...(errors === undefined ? {} : {errors}),
    ...(warnings === undefined ? {} : {warnings}),
  };
}

/** The flags of `listing validate` as oclif parses them. */
export interface ValidateFlags extends ReadingFlags {
  readonly dialect: string;
  readonly currency: string;
  readonly key: MatchKey;
  readonly 'make-sku'?: string | undefined;
  readonly errors?: string | undefined;
  readonly warnings?: string | undefined;
  readonly 'allow-negative-stock': boolean;
}

/** What the check is asked, of what was typed. */
export function validateInput(session: Session, file: string, flags: ValidateFlags): ValidateInput {
  const {dialect, currency, key, errors, warnings} = flags;
  const makeSku = flags['make-sku'];
  return {
    file,
    dialect,
    currency,
    key,
    reading: readingOf(flags),
    adWords: {templates: programOf(session).templates, home: session.home},
    negativeStock: flags['allow-negative-stock'],
    words: wordingOf(session),
    ...(makeSku === undefined ? {} : {makeSku}),
    ...(errors === undefined ? {} : {errors}),
    ...(warnings === undefined ? {} : {warnings}),
  };
}

/** The flags of `listing copy` as oclif parses them. */
export interface CopyFlags {
  readonly from: string;
  readonly to: string;
  readonly where?: string | undefined;
  readonly update: boolean;
  readonly 'make-sku'?: string | undefined;
  readonly 'on-error': 'reject-all' | 'skip-rows';
  readonly 'override-bounds': boolean;
}

/** What the copy is asked, of what was typed. */
export function copyInput(session: Session, context: Context, flags: CopyFlags): CopyInput {
  const {from, to, where, update} = flags;
  const makeSku = flags['make-sku'];
  return {
    from,
    to,
    update,
    onError: flags['on-error'],
    overrideBounds: flags['override-bounds'],
    words: wordingOf(session),
    adWords: {templates: programOf(session).templates, home: context.home},
    ...(where === undefined ? {} : {where}),
    ...(makeSku === undefined ? {} : {makeSku}),
  };
}

/** The same for a sheet of several shops: where one of them may not be written, none is. */
export async function writeImports(
  session: Session,
  context: Context,
  results: readonly ImportResult[],
  flags: WriteFlags,
): Promise<Answer> {
  const [only] = results;
  if (only !== undefined && results.length === 1) return await writeImport(session, context, only, flags);
  const words = wordingOf(session);
  const imports = results.map((result) => ({shop: result.shop.name, ...importJson(result, words)}));
  const warnings = results.flatMap((each) => each.warnings);
  const stopped = results.find(({plan}) => plan === null)?.failure ?? null;
  if (stopped !== null) {
    const show = (screen: Screen) => {
      for (const result of results) showImport(screen, result);
      screen.say('listing.shops-stopped', {shops: results.length});
    };
    return {result: {imports}, warnings, failure: stopped, show};
  }
  if (!session.io.json) for (const result of results) showImport(screenOf(session.io, session.language), result);
  const plans = results.flatMap(({plan}) => plan ?? []);
  const written = await writePlans(session, context, plans, flags);
  const left = results.some(({failure}) => failure !== null) ? [EXIT_CODES.rows] : [];
  return {
    ...written,
    warnings: [...warnings, ...(written.warnings ?? [])],
    result: {imports, ...(written.result as object)},
    exit: worstExit([written.exit ?? EXIT_CODES.done, ...left]),
  };
}

/** Shows what an import found, then its plan, asks and writes; a file that may not be written ends here. */
export async function writeImport(
  session: Session,
  context: Context,
  result: ImportResult,
  flags: WriteFlags,
): Promise<Answer> {
  const found = importJson(result, wordingOf(session));
  const {plan, failure} = result;
  const refusal = failure === null ? {} : {failure};
  if (plan === null)
    return {result: found, warnings: result.warnings, ...refusal, show: (screen) => showImport(screen, result)};
  if (!session.io.json) showImport(screenOf(session.io, session.language), result);
  const written = await writePlans(session, context, [plan], flags);
  if (flags['dry-run'] !== true) await result.remember();
  const warnings = [...result.warnings, ...(written.warnings ?? [])];
  const answer = {...written, warnings, result: {...found, ...(written.result as object)}};
  if (failure === null) return answer;
  // Rows left out are a failure of their own (3); a worse one of the run goes first.
  const worse =
    written.failure !== undefined &&
    worstExit([EXIT_CODES[written.failure.category], EXIT_CODES.rows]) !== EXIT_CODES.rows;
  return worse ? answer : {...answer, failure};
}
