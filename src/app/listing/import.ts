import {checkSheet} from '../../domain/catalog/checks.js';
import type {ImportMode, MatchKey} from '../../domain/catalog/choices.js';
import type {Prefer} from '../../domain/catalog/diff.js';
import {groupProducts} from '../../domain/catalog/group.js';
import {JUDGES, refuseDependents} from '../../domain/catalog/judge.js';
import {indexLive} from '../../domain/catalog/live.js';
import {type MatchedRow, matchRows} from '../../domain/catalog/match.js';
import {assembleProducts, type FileProduct} from '../../domain/catalog/products.js';
import {countFates, type Fate, type FateCounts, type Finding, type Sheet} from '../../domain/catalog/row.js';
import type {Shop} from '../../domain/catalog/types.js';
import type {Plan} from '../../domain/change/types.js';
import {type ErrorCategory, type Message, message} from '../../domain/errors.js';
import type {TableSource} from '../../formats/csv.js';
import {DIALECTS, dialectNamed} from '../../formats/dialects/index.js';
import {foundText, guessColumns} from '../../formats/dialects/missing.js';
import type {Capabilities} from '../../ports/platform.js';
import type {Context} from '../context.js';
import {savePlan} from '../plan/save.js';
import {openFacts} from '../price/facts.js';
import {loadRules} from '../price/rules.js';
import {findShop} from '../shop/find.js';
import {pullShop} from '../shop/pull.js';
import {type AdWordFiles, adWordsFor} from './ad-words.js';
import {type Built, buildChanges, type FileConflict, type HeldPrice} from './build.js';
import {draftImport} from './draft.js';
import {
  type CodeCount,
  countCodes,
  errorsTarget,
  Refusals,
  type Wording,
  writeRemainder,
  writeReport,
  writeWarnings,
} from './refusals.js';
import {rememberImport} from './remember.js';
import type {Reading} from './sheet.js';
import {type ExportBook, openExports} from './snapshots.js';
import {openRows} from './unchanged.js';

export interface ImportInput {
  readonly shop: string | undefined;
  readonly file: string;
  readonly dialect: string;
  readonly reading: Reading;
  /** Plans that are made together share one. */
  readonly batch?: string;
  /** The name that reports without a place of their own are called after; default: the file's. */
  readonly reports?: string;
  /** The file's table, where it was opened already; its rows, where they were read. */
  readonly table?: TableSource;
  readonly sheet?: Sheet;
  readonly key: MatchKey;
  readonly makeSku?: string;
  readonly mode: ImportMode;
  readonly onError: 'reject-all' | 'skip-rows';
  readonly prefer?: Prefer;
  /** An export's id, or "none". */
  readonly against?: string;
  /** Where refusals go; default: beside the file. */
  readonly errors?: string;
  /** Where goes what is only worth a look; default: beside the file. */
  readonly warnings?: string;
  readonly adWords: AdWordFiles;
  /** Whether stock below zero may be written. */
  readonly negativeStock: boolean;
  readonly overrideBounds: boolean;
  readonly words: Wording;
}

/** What an import found, and the plan it made; no plan when nothing may be written. */
export interface ImportResult {
  readonly shop: Shop;
  readonly file: string;
  readonly dialect: string;
  readonly key: MatchKey;
  readonly rows: number;
  readonly fates: FateCounts;
  readonly orphans: number;
  readonly errors: readonly Finding[];
  readonly warned: readonly Finding[];
  /** Both of them, counted by code. */
  readonly codes: readonly CodeCount[];
  readonly conflicts: readonly FileConflict[];
  /** Prices that a guard kept back. */
  readonly held: readonly HeldPrice[];
  /** The export that the file's cells were compared with; `kept`: cells left alone that the shop has otherwise by now. */
  readonly compared: {readonly export: string; readonly at: number; readonly kept: number} | null;
  /** Columns that souk does not understand, and whether the shop keeps such. */
  readonly carried: readonly string[];
  readonly keepsCarried: boolean;
  readonly warnings: readonly Message[];
  readonly errorsFile: string | null;
  readonly warningsFile: string | null;
  readonly plan: Plan | null;
  /** Keeps how the file wrote what it brings: to be called when the plan is more than looked at. */
  remember(): Promise<void>;
  /** Why the command does not end in 0, apart from what applying the plan may bring. */
  readonly failure: {readonly category: ErrorCategory; readonly message: Message} | null;
}

/** Reads a catalogue file, brings the shop up to date, and makes a plan of what differs. Writes nothing to the shop. */
export async function importListings(context: Context, input: ImportInput): Promise<ImportResult> {
  const errorsPath = await errorsTarget(context, input.reports ?? input.file, input.errors);
  const shop = await findShop(context, input.shop);
  const file = await openRows(context, shop, input);
  await pullShop(context, shop, {kinds: ['listings']});
  const platform = await context.platform(shop);
  const {capabilities} = platform;
  const {sheet, unchanged, unsaid} = await file.rest(capabilities);
  const adWords = await adWordsFor(sheet, input.adWords);
  const listings = await context.data.catalog.listings(shop.id);
  const live = indexLive(listings);
  const refusals = new Refusals(sheet.findings);
  refusals.add(checkSheet(sheet, groupProducts(sheet.rows), adWords));
  const {key, makeSku, mode} = input;
  const matched = matchRows(sheet, live, {key, ...(makeSku === undefined ? {} : {makeSku})});
  refusals.add(matched.findings);
  const assembled = assembleProducts(sheet, matched, live);
  refusals.add(assembled.findings);
  const exports = await openExports(context, shop, sheet, input.against);
  const judged = {
    mode,
    creates: capabilities.refuses?.includes('create') !== true,
    limits: capabilities.limits,
    negativeStock: input.negativeStock,
    exportedStock: (found: MatchedRow) => exportedStock(exports, found),
  };
  for (const product of assembled.products) for (const judge of JUDGES) refusals.add(judge(product, sheet, judged));
  const rules = await loadRules(context, shop);
  const facts = await openFacts(context, shop, rules, listings);
  const setup = {shop, sheet, facts, exports, capabilities, prefer: input.prefer, overrideBounds: input.overrideBounds};
  const built = settle(assembled.products, refusals, sheet, (refused) =>
    buildChanges(assembled.products, refused, setup),
  );
  const counted = countFates(fatesOf(sheet, built, refusals.lines).values());
  const fates = {...counted, unchanged: counted.unchanged + unchanged};
  const meant = new Set([...matched.rows.values()].flatMap(({live: found}) => found?.offer.id ?? []));
  const orphans = live.offers - meant.size - unchanged;
  const rows = sheet.rows.length + unchanged;
  const errors = refusals.of('error');
  const warned = refusals.of('warning');
  const {words, warnings: asked} = input;
  const {warningsFile, notes} = await writeWarnings(
    context,
    {file: input.reports ?? input.file, asked, sheet, words},
    warned,
  );
  const errorsFile = errors.length === 0 ? null : await writeErrors(input, errorsPath, sheet, errors);
  const failure = failureOf(input, {sheet, built, refusals, file: errorsFile ?? ''});
  const draft = async (): Promise<Plan> => {
    const plan = await draftImport(context, shop, {
      input,
      sheet,
      rows,
      built,
      fates,
      orphans,
      facts,
      rules,
    });
    return await savePlan(context, shop, plan);
  };
  const cautions = (await platform.cautions?.(built.changes, context.signal)) ?? [];
  const blocked = failure !== null && failure.category !== 'rows';
  return {
    shop,
    file: input.file,
    dialect: sheet.dialect,
    key,
    rows,
    fates,
    orphans,
    errors,
    warned,
    codes: countCodes([...errors, ...warned]),
    conflicts: built.conflicts,
    held: built.held,
    compared: comparedWith(exports, built),
    carried: sheet.carried,
    keepsCarried: keepsExtra(capabilities),
    warnings: [...sheet.warnings, ...saidOf(exports, built, shop, sheet, unsaid), ...cautions, ...notes],
    errorsFile,
    warningsFile,
    plan: blocked ? null : await draft(),
    remember: () =>
      rememberImport(context, {
        rows: file,
        input,
        sheet,
        unchanged,
        unsaid,
        products: assembled.products,
        live,
        built,
        refused: refusals.lines,
        setup,
      }),
    failure,
  };
}

/** Builds, refuses what contradicts itself and what falls with it, and builds again until nothing more is refused. */
function settle(
  products: readonly FileProduct[],
  refusals: Refusals,
  sheet: Sheet,
  build: (refused: ReadonlySet<number>) => Built,
): Built {
  refusals.add(refuseDependents(products, refusals.lines, sheet));
  for (;;) {
    const built = build(refusals.lines);
    if (built.findings.length === 0) return built;
    refusals.add(built.findings);
    refusals.add(refuseDependents(products, refusals.lines, sheet));
  }
}

/** The stock that a row left with, where its export is known. */
function exportedStock(exports: ExportBook, {row, live}: MatchedRow): number | null {
  const stock = live === null ? null : exports.of(row)?.offer(live.offer.remoteId)?.['stock'];
  return typeof stock === 'number' ? stock : null;
}

/** Every row of the file with its fate. */
function fatesOf(sheet: Sheet, built: Built, refused: ReadonlySet<number>): Map<number, Fate> {
  return new Map(
    sheet.rows.map(({line, kind}): [number, Fate] => {
      if (refused.has(line)) return [line, 'refused'];
      return [line, kind === 'ignored' ? 'ignored' : (built.fates.get(line) ?? 'continuation')];
    }),
  );
}

async function writeErrors(
  input: ImportInput,
  target: string,
  sheet: Sheet,
  errors: readonly Finding[],
): Promise<string> {
  if (input.onError === 'skip-rows') await writeRemainder(target, sheet, errors, input.words);
  else await writeReport(target, sheet, errors, input.words);
  return target;
}

function failureOf(
  input: ImportInput,
  {sheet, built, refusals, file}: {sheet: Sheet; built: Built; refusals: Refusals; file: string},
): ImportResult['failure'] {
  const refused = refusals.lines.size;
  const rows = {rows: refused, withoutSku: refusals.count('SKU_MISSING'), file, input: input.file};
  if (refused > 0 && input.onError === 'reject-all')
    return {category: 'input', message: priceColumnMissing(sheet, refusals) ?? message('FILE_REFUSED', rows)};
  if (built.conflicts.length > 0)
    return {category: 'drift', message: message('CONFLICTS', {cells: built.conflicts.length})};
  return refused > 0 ? {category: 'rows', message: message('ROWS_LEFT_OUT', rows)} : null;
}

/** Rows without a price are one mistake, not many, when the file has no column for it. */
function priceColumnMissing(sheet: Sheet, refusals: Refusals): Message | null {
  if (refusals.count('PRICE_MISSING') === 0 || sheet.columns.some(({field}) => field === 'price')) return null;
  const [guess] = guessColumns(
    DIALECTS.find(({name}) => name === sheet.dialect) ?? dialectNamed('souk'),
    sheet.header,
    ['price'],
  );
  const {column = 'price', nearest = ''} = guess ?? {};
  return message('MAP_PRICE_MISSING', {file: sheet.file, found: foundText(sheet.header), column, nearest});
}

/** Fields whose cells go by another name in a sheet. */
const CELLS: Readonly<Record<string, readonly string[]>> = {
  compare_at_price: ['compareAt'],
  tax_rate: ['taxRate'],
  weight_g: ['weightGrams'],
  images: ['images', 'image url'],
};

/** The header over a field in this file. */
function headerOf({columns}: Sheet, field: string): string {
  const cells = CELLS[field] ?? [field];
  return columns.find((column) => cells.includes(column.field))?.header ?? field;
}

function keepsExtra({fields}: Capabilities): boolean {
  return fields.offer.includes('extra') || fields.listing.includes('extra');
}

function comparedWith({shared}: ExportBook, {kept}: Built): ImportResult['compared'] {
  return shared === null ? null : {export: shared.id, at: shared.at, kept};
}

function saidOf(
  exports: ExportBook,
  built: Built,
  shop: Shop,
  sheet: Sheet,
  unsaid: ReadonlyMap<string, number>,
): Message[] {
  const unsupported = [...new Set([...built.unsupported.keys(), ...unsaid.keys()])].map((field) => {
    const count = (built.unsupported.get(field) ?? 0) + (unsaid.get(field) ?? 0);
    const column = headerOf(sheet, field);
    return message('FIELD_UNSUPPORTED', {column, count, shop: shop.name, platform: shop.platform});
  });
  // Columns that souk does not understand are named once, where the rows are counted.
  const others = [...built.extra].filter((name) => !sheet.carried.includes(name));
  const carried =
    others.length === 0
      ? []
      : [message('COLUMNS_UNSUPPORTED', {columns: others, shop: shop.name, platform: shop.platform})];
  return [...exports.unknown.map((id) => message('EXPORT_UNKNOWN', {id})), ...unsupported, ...carried];
}
