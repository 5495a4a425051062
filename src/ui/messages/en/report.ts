import type {ReportWords} from '../../../domain/words/report.js';
import type {Catalogue} from '../catalogue.js';

const label = (text: string) => ({text: () => text});
const counted = (count: number, thing: string) => `${count} ${thing}${count === 1 ? '' : 's'}`;

export const report: Catalogue<ReportWords> = {
  REPORT_DATE_INVALID: {
    text: ({text, flag}) => `"${text}" is not a day for ${flag}.`,
    hint: ({flag}) => `Write it as ${flag} 2026-10-01`,
  },
  REPORT_PERIOD_EMPTY: {
    text: ({from, to}) => `The period from ${from} to ${to} has no day: --to is the first day no longer counted.`,
    hint: () => 'All of October: --from 2026-10-01 --to 2026-11-01',
  },
  REPORT_PERIOD_LONG: {
    text: ({days, most}) => `${days} days are too many for one report; ${most} are the most.`,
    hint: () => 'Ask for a shorter one, such as --last 1y --by month',
  },
  REPORT_LAST_INVALID: {
    text: ({text}) => `"${text}" is no stretch of time for --last, up to ten years.`,
    hint: () => 'Write it as --last 30d, 12w, 6m or 1y',
  },
  REPORT_BY_INVALID: {
    text: ({text, known}) =>
      `--by can not have "${text}" there. It takes up to three of: ${known}; one of time at most.`,
    hint: () => 'souk report sales --by month,shop',
  },
  REPORT_RATE_INVALID: {
    text: ({text}) => `"${text}" is no rate, or names a currency twice.`,
    hint: () => 'Write one for each currency: --rate USD=0.9214 (one US dollar is 0.9214 of --currency)',
  },
  REPORT_CURRENCIES: {
    text: ({currencies}) =>
      `The sales are in several currencies (${currencies}), and souk does not add them without rates.`,
    hint: ({flags, shops}) => `Give the rates: ${flags}${shops > 1 ? ', or report one shop: --shop NAME' : ''}`,
  },
  REPORT_RATE_MISSING: {
    text: ({missing, currency}) => `A report in ${currency} needs rates for: ${missing}.`,
    hint: ({flags}) => `Add them: ${flags}`,
  },
  REPORT_CURRENCY_UNKNOWN: {
    text: ({currency, order}) => `Order ${order} is in "${currency}", which is no ISO 4217 currency code.`,
    hint: () => 'Correct the order and import it again: souk order import FILE',
  },
  REPORT_AMOUNT_TOO_LARGE: {
    text: ({order}) =>
      order === ''
        ? 'The sales add up to more than souk can count exactly.'
        : `Order ${order} has an amount larger than souk can count exactly.`,
    hint: () => 'Look for a slipped quantity or price, correct it and import it again: souk order import FILE',
  },
  REPORT_NOT_OPENED: {
    text: ({file}) => `There is no program here that shows ${file}.`,
    hint: ({file}) => `Open it in a browser: ${file}`,
  },
  REPORT_COST_UNKNOWN: {
    text: ({skus, lines, coverage}) =>
      `${counted(skus, 'SKU')} (${counted(lines, 'line')}) without a known cost: the margin stands on ${coverage} of the GMV.`,
    hint: () => 'souk cost import FILE',
  },
  REPORT_TAX_UNKNOWN: {
    text: ({lines, amount, currency}) =>
      `The tax of ${counted(lines, 'line')} is unknown: ${amount} ${currency} of net sales still hold it, and have no margin.`,
    hint: () => 'Give the tax of each line in the orders file, or connect the shop with --tax-rate',
  },
  REPORT_RETURNS_UNMATCHED: {
    text: ({count}) =>
      `${counted(count, 'return')} of orders that are not known here: counted on the day they came back.`,
    hint: () => 'Bring the older orders in: souk order import FILE',
  },
  REPORT_DAYS_UNPRICED: {
    text: ({units}) => `${units} units of the daily history have no price: they are among the units, not in the money.`,
    hint: () => 'Fill the column price of daily.csv',
  },
  'report.label.day': label('day'),
  'report.label.week': label('week'),
  'report.label.month': label('month'),
  'report.label.shop': label('shop'),
  'report.label.product': label('product'),
  'report.label.sku': label('SKU'),
  'report.label.category': label('category'),
  'report.label.title': label('title'),
  'report.label.kpi': label('figure'),
  'report.label.type': label('type'),
  'report.label.value': label('value'),
  'report.label.before': label('before'),
  'report.label.change': label('change'),
  'report.label.orders': label('orders'),
  'report.label.units': label('units'),
  'report.label.units_returned': label('units returned'),
  'report.label.gmv': label('GMV'),
  'report.label.discounts': label('discounts'),
  'report.label.returns': label('returns'),
  'report.label.tax': label('tax'),
  'report.label.net_sales': label('net sales'),
  'report.label.tax_unknown': label('tax unknown'),
  'report.label.aov': label('AOV'),
  'report.label.return_rate': label('return rate'),
  'report.label.cogs': label('COGS'),
  'report.label.gross_profit': label('gross profit'),
  'report.label.gross_margin': label('gross margin'),
  'report.label.margin_coverage': label('margin coverage'),
  'report.label.fees': label('fees'),
  'report.means.orders': label(
    'Distinct orders with at least one sold line. An order with two products counts in both of their rows, and once in the total.',
  ),
  'report.means.units': label(
    'Units sold; returned ones are not taken off. Where a shop keeps a daily history, that is the truth for the units.',
  ),
  'report.means.units_returned': label('Units that came back.'),
  'report.means.gmv': label(
    'Gross merchandise value: unit price × quantity of everything sold, before discounts and returns; with tax where the shop’s prices hold tax.',
  ),
  'report.means.discounts': label('What was taken off the price of what was sold.'),
  'report.means.returns': label('What was given back for returned units, less the discount they had.'),
  'report.means.tax': label(
    'Tax inside GMV − discounts − returns, where prices hold tax: as the order says, else by the rate of the offer or the shop.',
  ),
  'report.means.net_sales': label('GMV − discounts − returns − tax. Shipping is not part of it.'),
  'report.means.tax_unknown': label('Part of net sales whose tax is unknown and therefore still inside.'),
  'report.means.aov': label('Average order value: GMV of orders ÷ orders.'),
  'report.means.return_rate': label('Returned units ÷ units sold.'),
  'report.means.cogs': label(
    'Cost of goods sold: units × the landed unit cost that held when the order was placed. Returned units take theirs back. Unknown costs are left out, never counted as zero.',
  ),
  'report.means.gross_profit': label('Net sales − COGS, of what has a known cost.'),
  'report.means.gross_margin': label(
    'Gross profit ÷ net sales, of what has a known cost; fees are not taken off. A * says that some cost is unknown.',
  ),
  'report.means.margin_coverage': label('Share of the GMV whose cost is known.'),
  'report.means.fees': label('Fees that the orders name. Empty: none is known.'),
  'report.locale': label('en'),
  'report.sales': label('Sales'),
  'report.kpi': label('Key figures'),
  'report.basis': {text: ({basis}) => (basis === 'cash' ? 'cash date' : 'order date')},
  'report.basis-means': {
    text: ({basis}) =>
      basis === 'cash'
        ? 'Cash date: a return counts on the day it came back.'
        : 'Order date: a return counts on the day of the order it belongs to.',
  },
  'report.rate': {text: ({from, rate}) => `${from} at ${rate}`},
  'report.total': label('total'),
  'report.before': {text: ({period}) => `before (${period})`},
  'report.none': label('–'),
  'report.nothing-sold': label('Nothing was sold in this period.'),
  'report.pull-hint': {
    text: ({shop}) => `souk knows the orders that were pulled. Bring them up to date: souk shop pull --shop ${shop}`,
  },
  'report.short.return-rate': label('returned'),
  'report.short.margin': label('margin'),
  'report.more': {text: ({count}) => `… ${count} more rows: --format csv`},
  'report.spark': {text: ({line}) => `GMV ${line}`},
  'report.means': {text: ({command}) => `what each word means: ${command} --explain`},
  'report.html-hint': {text: ({command}) => `as a page with charts: ${command}`},
  'report.written': {text: ({file, rows}) => `${file} written, ${rows} rows.`},
  'report.cancelled': {text: ({count}) => `${count} cancelled ${count === 1 ? 'order is' : 'orders are'} left out.`},
  'report.daily': {text: ({units}) => `${units} units are known by their day only, without orders.`},
  'report.zone': {text: ({zone}) => `days of ${zone}`},
  'report.points': {text: ({points}) => `${points} points`},
  'report.html.title': {text: ({shops, period}) => `Sales of ${shops}, ${period}`},
  'report.html.compared': {text: ({period}) => `compared with ${period}`},
  'report.html.chart.sales': {text: ({step}) => `Net sales by ${step}`},
  'report.html.chart.orders': {text: ({step}) => `Orders by ${step}`},
  'report.html.chart.margin': {text: ({step}) => `Gross margin by ${step}`},
  'report.html.chart.products': label('Top products by net sales'),
  'report.html.products': label('Best-selling products'),
  'report.html.rows': label('In figures'),
  'report.html.words': label('What each word means'),
  'report.html.notes': label('To know when reading this'),
  'report.html.none': label('(unknown)'),
  'report.html.made': {text: ({version}) => `Made by souk ${version} from the shop’s own orders and costs.`},
  'report.html.coverage': {text: ({share}) => `on ${share} of GMV`},
};
