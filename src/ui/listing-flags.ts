import {Flags} from '@oclif/core';
import {DIALECT_NAMES, IMPORT_MODES, MATCH_KEYS} from '../domain/catalog/choices.js';

/** The flags of `listing import` beside those of every writing command. */
export const IMPORT_FLAGS = {
  dialect: Flags.option({
    options: ['auto', ...DIALECT_NAMES] as const,
    default: 'auto',
    summary: "The file's format.",
  })(),
  encoding: Flags.string({summary: 'The encoding, when it can not be guessed.', helpValue: 'NAME'}),
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
  'override-bounds': Flags.boolean({
    default: false,
    summary: 'Write prices below the known floor or above the ceiling.',
  }),
};
