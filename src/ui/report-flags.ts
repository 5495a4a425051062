import {Flags, SHOPS_FLAG} from './command.js';

/** The form of a report, and where it goes. */
export const OUTPUT_FLAGS = {
  format: Flags.option({options: ['table', 'csv', 'json', 'html'] as const})({
    summary: 'Default: as the ending of --output says, else table.',
  }),
  output: Flags.string({char: 'o', summary: 'Write to this file.', helpValue: 'FILE'}),
  open: Flags.boolean({default: false, summary: 'Write the page (--format html) and show it in the browser.'}),
};

/** Those flags as parsed. */
export interface OutputFlags {
  readonly format?: 'table' | 'csv' | 'json' | 'html' | undefined;
  readonly output?: string | undefined;
  readonly open: boolean;
}

/** The flags of every report of sales. */
export const REPORT_FLAGS = {
  ...SHOPS_FLAG,
  from: Flags.string({summary: 'First day.', helpValue: '2026-10-01', exclusive: ['last']}),
  to: Flags.string({summary: 'First day no longer counted; default: tomorrow.', helpValue: '2026-11-01'}),
  last: Flags.string({summary: 'Instead of --from: 30d (the default), 12w, 6m, 1y.', helpValue: '30d'}),
  basis: Flags.option({options: ['order', 'cash'] as const, default: 'order'})({
    summary: 'Count a return on the day of its order, or on the day it came back.',
  }),
  currency: Flags.string({summary: 'Currency to report in; needs --rate for the others.', helpValue: 'EUR'}),
  rate: Flags.string({multiple: true, summary: 'What one unit of another currency is worth.', helpValue: 'USD=0.9214'}),
  ...OUTPUT_FLAGS,
  explain: Flags.boolean({default: false, summary: 'Only say what each word means.'}),
};

/** Those flags as parsed. */
export interface ReportFlags extends OutputFlags {
  readonly shop?: readonly string[] | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly last?: string | undefined;
  readonly basis: 'order' | 'cash';
  readonly currency?: string | undefined;
  readonly rate?: readonly string[] | undefined;
  readonly explain: boolean;
}
