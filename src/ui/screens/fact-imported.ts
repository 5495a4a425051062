import type {FactImported} from '../../app/fact/import.js';
import {type Message, message} from '../../domain/errors.js';
import {type Language, render} from '../messages/catalogue.js';
import type {Screen} from '../screen.js';

const FATES = ['added', 'changed', 'same', 'repeated', 'refused', 'ignored', 'held'] as const;
const REFUSALS_SHOWN = 10;

/** What an import brought along that nobody asked for. */
export function warningsOf(shop: string, {file, unknownColumns, unlisted}: FactImported): Message[] {
  const unknown =
    unknownColumns.length === 0 ? [] : [message('FACT_COLUMNS_UNKNOWN', {file, columns: unknownColumns.join(', ')})];
  if (unlisted.count === 0) return unknown;
  return [...unknown, message('FACT_SKUS_UNLISTED', {shop, count: unlisted.count, skus: unlisted.skus.join(', ')})];
}

/** An import as its result. */
export function importJson(
  language: Language,
  shop: string,
  {kind, file, encoding, rows, unknownColumns, refusals, errorsFile}: FactImported,
) {
  return {
    kind,
    file,
    shop,
    encoding,
    rows,
    unknownColumns,
    errorsFile,
    refusals: refusals.map(({line, column, value, message: said}) => {
      const {text, hint} = render(language, said);
      return {line, column, value, code: said.code, message: text, hint};
    }),
  };
}

/** An import on the screen: the fate of every row. */
export function showImport(screen: Screen, shop: string, {kind, file, rows, refusals, errorsFile}: FactImported): void {
  screen.say(rows.held > 0 || rows.refused === rows.total - rows.ignored ? 'fact.nothing-kept' : 'fact.imported', {
    file,
    shop,
    kind,
  });
  const parts = FATES.filter((fate) => rows[fate] > 0).map((fate) =>
    screen.text('fact.fate', {fate, count: rows[fate]}),
  );
  screen.say('fact.rows', {total: rows.total, parts: parts.join(' + ') || '0'});
  for (const {message: said} of refusals.slice(0, REFUSALS_SHOWN))
    screen.say('fact.refusal', {text: screen.words(said).text});
  const more = rows.refused - REFUSALS_SHOWN;
  if (more > 0 && errorsFile !== null) screen.say('fact.more-refusals', {count: more, report: errorsFile});
}
