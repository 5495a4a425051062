import path from 'node:path';
import type {Finding, Sheet} from '../../domain/catalog/row.js';
import {KnownError, type Message, message} from '../../domain/errors.js';
import {writeTable} from '../../formats/csv.js';
import {allowOutput, errorsFileFor, warningsFileFor} from '../output.js';

/** Turns a message into words and what mends it; handed in, since words belong to the layer above. */
export type Wording = (message: Message) => {readonly text: string; readonly hint: string};

/** What was found in a file, as it grows while the file is looked at. */
export class Refusals {
  readonly #findings: Finding[];
  readonly #lines = new Set<number>();
  readonly #said = new Set<string>();

  constructor(findings: readonly Finding[]) {
    this.#findings = [];
    this.add(findings);
  }

  add(findings: readonly Finding[]): void {
    for (const finding of findings) {
      const {line, column, message} = finding;
      const said = `${line} ${message.code} ${column}`;
      if (this.#said.has(said)) continue;
      this.#said.add(said);
      this.#findings.push(finding);
      if (finding.severity === 'error') this.#lines.add(finding.line);
    }
  }

  /** Lines of refused rows. */
  get lines(): ReadonlySet<number> {
    return this.#lines;
  }

  /** How many rows are refused for this. */
  count(code: Message['code']): number {
    return this.#findings.filter(({message}) => message.code === code).length;
  }

  has(line: number): boolean {
    return this.#lines.has(line);
  }

  of(severity: Finding['severity']): readonly Finding[] {
    return this.#findings.filter((finding) => finding.severity === severity).sort((a, b) => a.line - b.line);
  }
}

/** How often each thing was found, the gravest and commonest first. */
export interface CodeCount {
  readonly code: Message['code'];
  readonly severity: Finding['severity'];
  readonly count: number;
}

/** A summary by code of what was found. */
export function countCodes(findings: readonly Finding[]): readonly CodeCount[] {
  const counts = new Map<string, CodeCount>();
  for (const {severity, message: said} of findings) {
    const key = `${severity} ${said.code}`;
    counts.set(key, {code: said.code, severity, count: (counts.get(key)?.count ?? 0) + 1});
  }
  const order = (a: CodeCount, b: CodeCount) =>
    a.severity < b.severity ? -1 : a.severity > b.severity ? 1 : b.count - a.count || (a.code < b.code ? -1 : 1);
  return [...counts.values()].sort(order);
}

/**
 * Writes what is only worth a look, beside the file or where it was asked for. A default place that can not be written
 * to is said and keeps nothing from being done: the findings are on the screen too.
 *
 * @throws KnownError of {@link errorsTarget} and input FILE_NOT_WRITABLE for a place that was named.
 */
export async function writeWarnings(
  store: Parameters<typeof allowOutput>[0],
  {file, asked, sheet, words}: {file: string; asked: string | undefined; sheet: Sheet; words: Wording},
  warned: readonly Finding[],
): Promise<{readonly warningsFile: string | null; readonly notes: readonly Message[]}> {
  if (warned.length === 0) return {warningsFile: null, notes: []};
  const target = asked ?? warningsFileFor(file);
  try {
    await outputTarget(store, file, target);
    await writeReport(target, sheet, warned, words);
    return {warningsFile: target, notes: []};
  } catch (error) {
    if (!(error instanceof KnownError) || asked !== undefined) throw error;
    return {warningsFile: null, notes: [message('WARNINGS_NOT_WRITTEN', {file: target, why: error.code})]};
  }
}

/**
 * Where the refusals of a file are written. Never over the file itself, nor over what a shop lives on.
 *
 * @throws KnownError usage ERRORS_OVER_INPUT, input OUTPUT_IS_SHOP_FILE
 */
export async function errorsTarget(
  store: Parameters<typeof allowOutput>[0],
  file: string,
  asked: string | undefined,
): Promise<string> {
  const target = asked ?? errorsFileFor(file);
  await outputTarget(store, file, target);
  return target;
}

async function outputTarget(store: Parameters<typeof allowOutput>[0], file: string, target: string): Promise<void> {
  if (path.resolve(target) === path.resolve(file)) throw new KnownError('usage', 'ERRORS_OVER_INPUT', {file});
  await allowOutput(store, target, {replace: true});
}

const REPORT = ['file', 'line', 'column', 'value', 'code', 'reason', 'hint'];

/** Writes each refusal as a row: for reading, beside the file that has to be mended. */
export async function writeReport(
  target: string,
  sheet: Sheet,
  errors: readonly Finding[],
  words: Wording,
): Promise<void> {
  const rows = errors.map(({line, column, value, message}) => {
    const {text, hint} = words(message);
    return [sheet.file, String(line), column, value, message.code, text, hint];
  });
  await writeTable(target, REPORT, rows, {guardFormulas: true});
}

/** Writes the refused rows as they stood, under the same header, with why: to be mended and imported again. */
export async function writeRemainder(
  target: string,
  sheet: Sheet,
  errors: readonly Finding[],
  words: Wording,
): Promise<void> {
  const reasons = new Map<number, Finding[]>();
  for (const finding of errors) reasons.set(finding.line, [...(reasons.get(finding.line) ?? []), finding]);
  const kept = sheet.rows.filter(({line}) => reasons.has(line));
  const drop = new Set(
    sheet.header.flatMap((cell, index) => (['_code', '_reason'].includes(cell.trim().toLowerCase()) ? [index] : [])),
  );
  const width = kept.reduce((most, {cells}) => Math.max(most, cells.length), sheet.header.length);
  const padded = (cells: readonly string[]) =>
    Array.from({length: width}, (_, index) => cells[index] ?? '').filter((_, index) => !drop.has(index));
  const rows = kept.map(({line, cells}) => {
    const why = reasons.get(line) ?? [];
    const codes = [...new Set(why.map(({message}) => message.code))].join(' ');
    const texts = [
      ...new Set(why.map(({column, message}) => (column === '' ? '' : `${column}: `) + words(message).text)),
    ].join(' ');
    return [...padded(cells), codes, texts];
  });
  const header = [...padded(sheet.header), '_code', '_reason'];
  await writeTable(target, header, rows, {delimiter: sheet.delimiter, bom: sheet.bom});
}
