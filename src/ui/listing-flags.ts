import {Flags} from '@oclif/core';
import type {Reading} from '../app/listing/sheet.js';
import {DIALECT_NAMES, IMPORT_MODES, MATCH_KEYS} from '../domain/catalog/choices.js';
import {DECIMAL_MARKS, type DecimalMark} from '../domain/catalog/number-form.js';

/** How a catalogue file is to be read, where it does not say so itself. */
export const READING_FLAGS = {
  encoding: Flags.string({summary: 'The encoding, when it is guessed wrong.', helpValue: 'NAME'}),
  delimiter: Flags.string({summary: 'What parts the cells; "tab" for a tab.', helpValue: 'MARK'}),
  sheet: Flags.string({summary: 'The sheet of a workbook.', helpValue: 'NAME'}),
  map: Flags.string({summary: 'A mapping file, for files of no known format.', helpValue: 'FILE'}),
  decimal: Flags.option({options: DECIMAL_MARKS, summary: 'How the file writes its numbers.'})(),
};

/** Those flags as oclif parses them. */
export interface ReadingFlags {
  readonly encoding?: string | undefined;
  readonly delimiter?: string | undefined;
  readonly sheet?: string | undefined;
  readonly map?: string | undefined;
  readonly decimal?: DecimalMark | undefined;
}

/** What the use case is asked, of what was typed. */
export function readingOf({encoding, delimiter, sheet, decimal, map}: ReadingFlags): Reading {
  return {
    ...(encoding === undefined ? {} : {encoding}),
    ...(delimiter === undefined ? {} : {delimiter: /^(?:tab|\\t)$/iu.test(delimiter) ? '\t' : delimiter}),
    ...(sheet === undefined ? {} : {sheet}),
    ...(decimal === undefined ? {} : {decimal}),
    ...(map === undefined ? {} : {map}),
  };
}

/** The flags of `listing import` beside those of every writing command. */
export const IMPORT_FLAGS = {
  dialect: Flags.option({
    options: ['auto', ...DIALECT_NAMES] as const,
    default: 'auto',
    summary: "The file's format.",
  })(),
  ...READING_FLAGS,
  key: Flags.option({
    options: MATCH_KEYS,
    default: 'sku',
    summary: 'What tells which offer of the shop a row means.',
  })(),
  'make-sku': Flags.string({
    summary: 'Make codes for rows without a SKU, from {handle}, {options} and {n}.',
    helpValue: 'PATTERN',
  }),
  mode: Flags.option({
    options: IMPORT_MODES,
    default: 'upsert',
    summary: 'Create and update, or only one of them.',
  })(),
  'on-error': Flags.option({
    options: ['reject-all', 'skip-rows'] as const,
    default: 'reject-all',
    summary: 'What a refused row does to the others.',
  })(),
  prefer: Flags.option({
    options: ['file', 'shop'] as const,
    summary: 'Who wins where both changed since the export.',
  })(),
  against: Flags.string({summary: 'The export to compare the file with, or "none".', helpValue: 'ID'}),
  errors: Flags.string({summary: 'Where refused rows are written.', helpValue: 'FILE'}),
  warnings: Flags.string({summary: 'Where goes what is only worth a look.', helpValue: 'FILE'}),
  'allow-negative-stock': Flags.boolean({default: false, summary: 'Write stock below zero as it stands.'}),
  'override-bounds': Flags.boolean({
    default: false,
    summary: 'Write prices below the known floor or above the ceiling.',
  }),
};

/** The flags of `listing validate`. */
export const VALIDATE_FLAGS = {
  dialect: IMPORT_FLAGS.dialect,
  ...READING_FLAGS,
  currency: Flags.string({default: 'USD', summary: 'The currency of the prices.', helpValue: 'CODE'}),
  key: Flags.option({options: MATCH_KEYS, default: 'sku', summary: 'What is to tell which offer a row means.'})(),
  'make-sku': Flags.string({summary: 'As for import: codes for rows without a SKU.', helpValue: 'PATTERN'}),
  errors: IMPORT_FLAGS.errors,
  warnings: IMPORT_FLAGS.warnings,
  'allow-negative-stock': Flags.boolean({default: false, summary: 'Take stock below zero as it stands.'}),
};
