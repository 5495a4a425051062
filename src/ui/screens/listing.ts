import type {FileConflict} from '../../app/listing/build.js';
import type {ExportResult} from '../../app/listing/export.js';
import type {ShopsExport} from '../../app/listing/export-shops.js';
import type {ImportResult} from '../../app/listing/import.js';
import type {ListResult} from '../../app/listing/list.js';
import type {CodeCount, Wording} from '../../app/listing/refusals.js';
import type {ShownListing} from '../../app/listing/show.js';
import type {ValidateResult} from '../../app/listing/validate.js';
import type {FateCounts, Finding} from '../../domain/catalog/row.js';
import {FATES} from '../../domain/catalog/row.js';
import {targetText} from '../../domain/change/fields.js';
import type {Message} from '../../domain/errors.js';
import {instantShort, instantText, plain, valueText} from '../format.js';
import {render} from '../messages/catalogue.js';
import type {Screen} from '../screen.js';
import type {Session} from '../session.js';
import {NAME_CELLS, safeWords} from './plan.js';

/** How many findings a screen shows; all of them are in the errors file. */
const SHOWN = 10;
const SAMPLE = 50;

/** Puts messages into the user's words, for files that are written below. */
export function wordingOf({language}: Pick<Session, 'language'>): Wording {
  return (message: Message) => render(language, message);
}

/** What an import found, before its plan is shown. */
export function showImport(screen: Screen, result: ImportResult): void {
  const {shop, file, key, dialect, errorsFile} = result;
  const names = {shop: shop.name, platform: shop.platform, currency: shop.terms.currency};
  screen.say('listing.matched', {...names, file: `${plain(file)} (${dialect})`, key});
  screen.line();
  showRows(screen, result.rows, result.fates);
  if (result.orphans > 0) screen.say('listing.orphans', {count: result.orphans});
  if (result.compared !== null) showCompared(screen, result.compared);
  showCarried(screen, result.carried, result.keepsCarried);
  showHeld(screen, result);
  showFindings(screen, result.errors, 'listing.more-refusals');
  showCodes(screen, result.codes, 'error', result.errors.length);
  if (errorsFile !== null) showRefused(screen, result, errorsFile);
  showWarned(screen, result);
  showConflicts(screen, result.conflicts);
  screen.line();
}

/** `rows 1,214 = 38 create + 212 update + …`: the parts always add up. */
function showRows(screen: Screen, total: number, fates: FateCounts): void {
  const parts = FATES.filter((fate) => fates[fate] > 0).map((fate) =>
    screen.text(`listing.fate-${fate}`, {count: fates[fate]}),
  );
  screen.say('listing.rows', {total, parts: parts.length === 0 ? '0' : parts.join(' + ')});
}

function showRefused(screen: Screen, {fates, errors}: Pick<ImportResult, 'fates' | 'errors'>, file: string): void {
  screen.say('listing.refusals', {count: fates.refused, reasons: errors.length, file: plain(file)});
}

function showCompared(screen: Screen, {export: id, at, kept}: NonNullable<ImportResult['compared']>): void {
  screen.say('listing.compared', {export: id, at: instantShort(at)});
  if (kept > 0) screen.say('listing.compared-kept', {count: kept});
}

/** Columns that souk does not understand: one misnamed shows here, before it is missed. */
function showCarried(screen: Screen, columns: readonly string[], kept: boolean): void {
  if (columns.length > 0) screen.say('listing.carried', {columns: columns.map(plain), kept});
}

/** Prices that a guard kept back, each with its reason, and what mends them. */
function showHeld(screen: Screen, {held, plan}: ImportResult): void {
  if (held.length === 0) return;
  screen.line();
  screen.line(screen.paint.look(screen.text('listing.held-head', {count: held.length})));
  const shown = held.slice(0, SHOWN);
  for (const {target, field, wished, line, reason} of shown) {
    const what = `${plain(targetText(target))}  ${field} ${wished ?? '–'}  (${screen.text('listing.held-line', {line})})`;
    screen.line(`    ${what}`);
    screen.line(`      ${safeWords(screen, reason)}`);
  }
  for (const hint of new Set(shown.map(({reason}) => hintOf(screen, reason))))
    if (hint !== '') screen.line(`    ${hint}`);
  if (plan === null) return;
  if (held.length > SHOWN) screen.say('listing.held-more', {count: held.length - SHOWN, plan: plan.id});
  else screen.say('listing.held-plan', {plan: plan.id});
}

function hintOf(screen: Screen, reason: Message): string {
  try {
    return plain(screen.words(reason).hint);
  } catch {
    return '';
  }
}

function showFindings(
  screen: Screen,
  findings: readonly Finding[],
  more: 'listing.more-refusals' | 'listing.more-warned',
): void {
  if (findings.length === 0) return;
  screen.line();
  const rows = findings
    .slice(0, SHOWN)
    .map((finding) => [String(finding.line), plain(finding.column), plain(screen.words(finding.message).text)]);
  screen.table(
    [
      {label: 'line', align: 'right'},
      {label: 'column', names: NAME_CELLS},
      {label: '', shrink: true},
    ],
    rows,
  );
  if (findings.length > SHOWN) screen.say(more, {count: findings.length - SHOWN});
}

function showWarned(
  screen: Screen,
  {warned, codes, warningsFile}: Pick<ImportResult, 'warned' | 'codes' | 'warningsFile'>,
): void {
  if (warned.length === 0) return;
  screen.line();
  screen.line(screen.paint.look(screen.text('listing.warned', {count: warned.length})));
  showFindings(screen, warned, 'listing.more-warned');
  showCodes(screen, codes, 'warning', warned.length);
  if (warningsFile !== null) screen.say('listing.warnings-file', {file: plain(warningsFile)});
}

/** A summary by code, where a screen does not show everything. */
function showCodes(screen: Screen, codes: readonly CodeCount[], severity: Finding['severity'], found: number): void {
  const counts = codes.filter((each) => each.severity === severity);
  if (found > SHOWN) screen.say('listing.codes', {codes: counts});
}

function showConflicts(screen: Screen, conflicts: readonly FileConflict[]): void {
  if (conflicts.length === 0) return;
  screen.line();
  const rows = conflicts
    .slice(0, SHOWN)
    .map(({target, field, exported, file, shop, line}) => [
      String(line),
      plain(targetText(target)),
      field,
      valueText(exported),
      valueText(file),
      valueText(shop),
    ]);
  const columns = [
    {label: 'line', align: 'right' as const},
    {label: '', names: NAME_CELLS},
    {label: ''},
    ...['exported', 'file', 'shop'].map((label) => ({label, shrink: true})),
  ];
  screen.table(columns, rows);
  if (conflicts.length > SHOWN) screen.say('listing.conflict-more', {count: conflicts.length - SHOWN});
}

/** What the JSON of an import says beside the plan. */
export function importJson(result: ImportResult, words: Wording) {
  const {file, dialect, key, rows, fates, orphans, errors, warned, codes, conflicts, errorsFile, warningsFile} = result;
  return {
    file,
    dialect,
    matchedBy: key,
    rows: {total: rows, ...fates},
    orphans,
    refusals: findingsJson(errors, words),
    notes: findingsJson(warned, words),
    codes,
    conflicts: conflicts.slice(0, SAMPLE),
    held: result.held.slice(0, SAMPLE).map(({target, line, field, wished, reason}) => {
      const {text, hint} = words(reason);
      return {target, line, field, wished, code: reason.code, reason: text, hint};
    }),
    comparedWith: result.compared === null ? null : {...result.compared, at: instantText(result.compared.at)},
    columnsCarried: result.carried,
    ...(errorsFile === null ? {} : {errorsFile}),
    ...(warningsFile === null ? {} : {warningsFile}),
  };
}

function findingsJson(findings: readonly Finding[], words: Wording) {
  return findings.slice(0, SAMPLE).map(({line, column, value, message}) => {
    const {text, hint} = words(message);
    return {line, column, value, code: message.code, reason: text, hint};
  });
}

export function showValidation(screen: Screen, result: ValidateResult): void {
  const {file, dialect, rows, fates, errors, errorsFile} = result;
  screen.say('listing.read', {file: plain(file), dialect});
  screen.line();
  showRows(screen, rows, fates);
  showCarried(screen, result.carried, true);
  showFindings(screen, errors, 'listing.more-refusals');
  showCodes(screen, result.codes, 'error', errors.length);
  if (errorsFile !== null) showRefused(screen, result, errorsFile);
  showWarned(screen, result);
  if (errors.length > 0) return;
  screen.line();
  screen.say('listing.valid', {file: plain(file)});
}

export function validationJson(result: ValidateResult, words: Wording) {
  const {file, dialect, rows, fates, errors, warned, codes, errorsFile, warningsFile} = result;
  return {
    file,
    dialect,
    rows: {total: rows, ...fates},
    refusals: findingsJson(errors, words),
    notes: findingsJson(warned, words),
    codes,
    columnsCarried: result.carried,
    ...(errorsFile === null ? {} : {errorsFile}),
    ...(warningsFile === null ? {} : {warningsFile}),
  };
}

export function showExport(
  screen: Screen,
  {listings, offers, file, dialect, export: id}: Omit<ExportResult, 'warnings'>,
): void {
  screen.say('listing.exported', {listings, offers, file: plain(file), dialect});
  screen.say('listing.export-id', {id});
}

export function showShopsExport(screen: Screen, {file, rows, shops}: Omit<ShopsExport, 'warnings'>): void {
  screen.say('listing.exported-shops', {rows, file: plain(file)});
  for (const {shop, offers, export: id} of shops) screen.say('listing.exported-shop', {shop, offers, id});
  screen.say('listing.shops-back', {});
}

const RIGHT = new Set(['price', 'compare_at_price', 'base_price', 'cost', 'stock']);

export function showList(screen: Screen, {shop, fields, rows, total}: ListResult): void {
  if (rows.length === 0) {
    screen.say('listing.none', {shop});
    return;
  }
  const columns = fields.map((field) => ({
    label: field,
    ...(RIGHT.has(field) ? {align: 'right' as const} : field === 'sku' ? {names: NAME_CELLS} : {shrink: true}),
  }));
  const cells = rows.map((row) => fields.map((field) => plain(String(row[field] ?? ''))));
  screen.table(columns, cells, {indent: 0});
  screen.line();
  screen.say('listing.counted', {shown: rows.length, total, shop});
}

export function showOne(screen: Screen, {product, listing, offer, siblings, currency}: ShownListing): void {
  screen.line(
    screen.paint.strong(`${plain(String(offer['sku'] ?? product))}  ${plain(String(listing['title'] ?? ''))}`),
  );
  screen.line();
  const rows: string[][] = [['product', plain(product)]];
  const add = (name: string, value: unknown) => {
    const text = valueText(value as Parameters<typeof valueText>[0]);
    if (value !== null && value !== '' && text !== '[]' && text !== '{}') rows.push([name, text]);
  };
  const promoted = offer['base_price'] !== null && offer['base_price'] !== offer['price'];
  const price = offer['price'] === null ? null : `${String(offer['price'])} ${currency}`;
  add(
    'price',
    promoted ? `${price ?? ''} (${screen.text('listing.base', {price: String(offer['base_price'])})})` : price,
  );
  for (const [name, value] of Object.entries(offer))
    if (!['price', 'base_price', 'base_compare_at_price', 'sku'].includes(name)) add(name, value);
  for (const [name, value] of Object.entries(listing)) if (name !== 'title') add(name, value);
  screen.table([{label: ''}, {label: '', shrink: true}], rows);
  if (siblings.length === 0) return;
  screen.line();
  screen.table(
    [{label: 'sku'}, {label: 'options', shrink: true}, {label: 'price', align: 'right'}],
    siblings.map((each) => [plain(each.sku ?? ''), plain(each.options), each.price ?? '']),
  );
}
