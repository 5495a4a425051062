import {Flags} from '@oclif/core';

/** Flags that describe a promotion. */
export const WISH_FLAGS = {
  name: Flags.string({summary: 'A name of your own.', helpGroup: 'PROMOTION'}),
  percent: Flags.string({summary: 'Percentage off.', helpValue: '15', helpGroup: 'PROMOTION', exclusive: ['amount']}),
  amount: Flags.string({summary: 'Amount off each unit.', helpValue: '2.00', helpGroup: 'PROMOTION'}),
  where: Flags.string({summary: "Which offers, such as 'category=Mugs and stock>0'.", helpGroup: 'PROMOTION'}),
  sku: Flags.string({summary: 'This SKU; may be given several times.', multiple: true, helpGroup: 'PROMOTION'}),
  all: Flags.boolean({
    default: false,
    summary: 'Every offer of the shop.',
    helpGroup: 'PROMOTION',
    exclusive: ['where', 'sku'],
  }),
  from: Flags.string({
    summary: 'Start, in the shop’s time; default: now.',
    helpValue: '2026-11-27',
    helpGroup: 'PROMOTION',
  }),
  to: Flags.string({
    summary: 'End (needed, but with --file): a date is its last day, whole; a time is the minute at which it is over.',
    helpValue: '2026-11-30',
    helpGroup: 'PROMOTION',
  }),
  announced: Flags.string({
    summary: 'When buyers are told of it, where that is before its start.',
    helpValue: '2026-11-20',
    helpGroup: 'PROMOTION',
  }),
  strike: Flags.boolean({
    summary: 'Show the base price struck through (default).',
    allowNo: true,
    helpGroup: 'PROMOTION',
  }),
  'accept-losses': Flags.boolean({
    default: false,
    summary: 'Go below known bounds: floor, cost, MAP.',
    helpGroup: 'PROMOTION',
  }),
};
