import type {AdWords} from '../../domain/catalog/ad-words.js';
import {checkSheet} from '../../domain/catalog/checks.js';
import type {MatchKey} from '../../domain/catalog/choices.js';
import {combineListing} from '../../domain/catalog/combine.js';
import {groupProducts} from '../../domain/catalog/group.js';
import {JUDGES, type ProductLimits, refuseDependents} from '../../domain/catalog/judge.js';
import {indexLive} from '../../domain/catalog/live.js';
import {matchRows} from '../../domain/catalog/match.js';
import {assembleProducts} from '../../domain/catalog/products.js';
import {countFates, type Fate, type FateCounts, type Finding, type Sheet} from '../../domain/catalog/row.js';
import {KnownError, type Message} from '../../domain/errors.js';
import {currencyKnown} from '../../domain/money.js';
import {columnsOf} from '../../formats/dialects/columns.js';
import {readSheet} from '../../formats/dialects/read.js';
import type {Context} from '../context.js';
import {type AdWordFiles, readAdWords} from './ad-words.js';
import {
  type CodeCount,
  countCodes,
  errorsTarget,
  Refusals,
  type Wording,
  writeReport,
  writeWarnings,
} from './refusals.js';
import {screen} from './screen.js';
import {type OpenCatalogue, openCatalogue, type Reading} from './sheet.js';

/** What most platforms take; a shop's own limits are checked on import. */
const USUAL_LIMITS: ProductLimits = {
  variantsPerProduct: 2048,
  optionsPerProduct: 3,
  titleLength: 255,
  descriptionLength: 500_000,
};

export interface ValidateInput {
  readonly file: string;
  readonly dialect: string;
  readonly reading: Reading;
  readonly currency: string;
  readonly key: MatchKey;
  readonly makeSku?: string;
  readonly errors?: string;
  readonly warnings?: string;
  readonly adWords: AdWordFiles;
  /** Whether stock below zero may be written. */
  readonly negativeStock: boolean;
  readonly words: Wording;
}

export interface ValidateResult {
  readonly file: string;
  readonly dialect: string;
  readonly rows: number;
  readonly fates: FateCounts;
  readonly errors: readonly Finding[];
  readonly warned: readonly Finding[];
  /** Both of them, counted by code. */
  readonly codes: readonly CodeCount[];
  readonly warnings: readonly Message[];
  readonly errorsFile: string | null;
  readonly warningsFile: string | null;
  /** Columns that souk does not understand. */
  readonly carried: readonly string[];
  /** Rows refused for want of a SKU. */
  readonly withoutSku: number;
}

/** Judgements that only a shop can make: whether a price may be missing depends on what is there. */
const SHOPLESS: ReadonlySet<string> = new Set(['PRICE_MISSING', 'TITLE_MISSING', 'OPTION_NAME_MISSING']);

/**
 * Checks a catalogue file as far as that goes without a shop. Writes nothing but the list of errors when asked to; the
 * store is opened only to keep that list off the files of shops.
 */
export async function validateFile(open: () => Promise<Context>, input: ValidateInput): Promise<ValidateResult> {
  if (!currencyKnown(input.currency)) throw new KnownError('usage', 'CURRENCY_UNKNOWN', {currency: input.currency});
  const {dialect, currency, reading} = input;
  const catalogue = await openCatalogue(input.file, {dialect, currency, ...reading});
  const adWords = await readAdWords(input.adWords);
  const {sheet, proved} = await readRest(catalogue, input, adWords);
  const refusals = new Refusals(sheet.findings);
  refusals.add(checkSheet(sheet, groupProducts(sheet.rows), adWords));
  const live = indexLive([]);
  const matched = matchRows(sheet, live, {
    key: input.key,
    ...(input.makeSku === undefined ? {} : {makeSku: input.makeSku}),
  });
  refusals.add(matched.findings);
  const {products, findings} = assembleProducts(sheet, matched, live);
  refusals.add(findings);
  const {negativeStock} = input;
  const judged = {mode: 'upsert', limits: USUAL_LIMITS, negativeStock, exportedStock: () => null} as const;
  for (const product of products) {
    for (const judge of JUDGES) {
      const found = judge(product, sheet, judged);
      refusals.add(found.filter(({message}) => !SHOPLESS.has(message.code)));
    }
    refusals.add(combineListing(product, refusals.lines, () => null, sheet).findings);
  }
  refusals.add(refuseDependents(products, refusals.lines, sheet));
  const errors = refusals.of('error');
  if (input.errors !== undefined && errors.length > 0)
    await writeReport(await errorsTarget(open, input.file, input.errors), sheet, errors, input.words);
  const warned = refusals.of('warning');
  const {words, warnings: asked} = input;
  const report = {file: input.file, asked, sheet, words};
  const {warningsFile} = asked === undefined ? {warningsFile: null} : await writeWarnings(open, report, warned);
  const variants = new Set(
    products.flatMap(({lead, variants: found}) => [lead.line, ...found.map(({row}) => row.line)]),
  );
  const fate = ({line, kind}: {line: number; kind: string}): Fate => {
    if (refusals.has(line)) return 'refused';
    if (kind === 'ignored') return 'ignored';
    return variants.has(line) ? 'planned' : 'continuation';
  };
  const fates = countFates(sheet.rows.map(fate));
  return {
    file: input.file,
    dialect: sheet.dialect,
    rows: sheet.rows.length + proved,
    fates: {...fates, planned: fates.planned + proved},
    errors,
    warned,
    codes: countCodes([...errors, ...warned]),
    warnings: sheet.warnings,
    errorsFile: errors.length > 0 ? (input.errors ?? null) : null,
    warningsFile,
    carried: sheet.carried,
    withoutSku: refusals.count('SKU_MISSING'),
  };
}

/**
 * The rows of a file that have to be looked at, and how many others are proved good. Rows that are matched by anything
 * but their SKU are all looked at.
 */
async function readRest(
  {table, dialect, form}: OpenCatalogue,
  {file, key, makeSku}: ValidateInput,
  adWords: AdWords,
): Promise<{readonly sheet: Sheet; readonly proved: number}> {
  const screened =
    key === 'sku' && makeSku === undefined ? await screen(table, dialect, {form, limits: USUAL_LIMITS, adWords}) : null;
  const sheet = await readSheet(file, screened?.rest ?? table, dialect, form);
  const proved = screened?.proved ?? 0;
  if (proved === 0 && sheet.rows.every(({kind}) => kind === 'ignored'))
    throw new KnownError('input', 'FILE_NO_ROWS', {file});
  const {columns} = columnsOf(dialect, table.header);
  const carried = columns.flatMap(({header, known}, index) =>
    !known && (screened?.filled.has(index) === true || sheet.carried.includes(header)) ? [header] : [],
  );
  return {sheet: {...sheet, carried}, proved};
}
