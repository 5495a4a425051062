import {type Message, message} from '../../domain/errors.js';
import type {CheckFinding, CheckResult} from '../../ports/platform.js';
import type {Line} from './desk.js';

/** What souk does, and the permissions of which any one lets it. */
const RIGHTS: readonly {readonly does: string; readonly any: readonly string[]}[] = [
  {does: 'read products', any: ['ReadCatalog', 'ReadProduct']},
  {does: 'write products and prices', any: ['UpdateCatalog', 'UpdateProduct']},
  {does: 'make products', any: ['CreateCatalog', 'CreateProduct']},
  {does: 'read orders', any: ['ReadOrder']},
  {does: 'read stock locations', any: ['ReadStockLocation', 'ReadCatalog']},
];

/** Whether the channel is as the shop was connected, and has what selling takes. */
export async function check(line: Line, signal: AbortSignal): Promise<CheckResult> {
  const desk = await line.desk(signal);
  const {channel, scale} = desk;
  const {terms} = line.shop;
  const sells = channel.availableCurrencyCodes;
  const findings: CheckFinding[] = [
    found(
      sells.includes(terms.currency),
      message('VENDURE_CURRENCY', {channel: channel.code, currency: terms.currency, sells: sells.join(', ')}),
    ),
    found(
      channel.pricesIncludeTax === terms.pricesIncludeTax,
      message('VENDURE_TAX', {channel: channel.code, withTax: channel.pricesIncludeTax}),
    ),
    found(channel.defaultTaxZone !== null, message('VENDURE_ZONE', {channel: channel.code, zone: 'tax'})),
    warned(channel.defaultShippingZone !== null, message('VENDURE_ZONE', {channel: channel.code, zone: 'shipping'})),
    warned(desk.location !== null, message('VENDURE_STOCK_NOWHERE', {channel: channel.code})),
    ...(await rightsOf(line, signal)),
  ];
  if (channel.defaultCurrencyCode !== terms.currency) {
    const {defaultCurrencyCode: own} = channel;
    findings.push(
      warned(false, message('VENDURE_NOT_DEFAULT', {channel: channel.code, currency: scale.currency, own})),
    );
  }
  if (desk.locations > 1) findings.push(warned(false, message('VENDURE_LOCATIONS', {count: desk.locations})));
  return {ok: findings.every(({ok, warning}) => ok || warning === true), findings};
}

interface Me {
  readonly me: {readonly channels: readonly {readonly code: string; readonly permissions: readonly string[]}[]} | null;
}

/** A key may not ask who it is: with one, a right that is missing shows when it is needed. */
async function rightsOf(line: Line, signal: AbortSignal): Promise<readonly CheckFinding[]> {
  if (line.door.aliases === 1) return [];
  const {channel} = await line.desk(signal);
  const {me} = await line.door.ask<Me>('{ me { channels { code permissions } } }', {}, signal);
  const own = me?.channels.find(({code}) => code === channel.code)?.permissions ?? [];
  const may = (any: readonly string[]) => own.includes('SuperAdmin') || any.some((right) => own.includes(right));
  return RIGHTS.map(({does, any}) => found(may(any), message('VENDURE_RIGHT', {does, right: any[0] ?? ''})));
}

function found(ok: boolean, text: Message): CheckFinding {
  return {ok, message: text};
}

function warned(ok: boolean, text: Message): CheckFinding {
  return ok ? {ok, message: text} : {ok: true, warning: true, message: text};
}
