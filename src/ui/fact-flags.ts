import {Flags, SHOP_FLAG} from './command.js';

/** Flags of every command that reads a file of facts. */
export const FACT_IMPORT_FLAGS = {
  ...SHOP_FLAG,
  'on-error': Flags.string({
    summary: 'With a bad row: take nothing and write FILE.errors.csv, or take the good rows and leave the rest in it.',
    options: ['reject-all', 'skip-rows'],
    default: 'reject-all',
  }),
  encoding: Flags.string({summary: 'Encoding of the file; default: recognised.', helpValue: 'gb18030'}),
  delimiter: Flags.string({summary: 'Mark between cells; default: recognised.', options: [',', ';', 'tab', '|']}),
};

/** Flags of every command that lists facts. */
export const FACT_LIST_FLAGS = {
  ...SHOP_FLAG,
  sku: Flags.string({summary: 'Only this SKU; may be given several times.', multiple: true, helpValue: 'SKU'}),
  limit: Flags.integer({summary: 'At most so many rows.', default: 1000, min: 1, max: 100_000}),
};
