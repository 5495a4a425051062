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
/** What only an undo needs. */
const TAKE_BACK = {does: 'take back products it made', any: ['DeleteCatalog', 'DeleteProduct']};

/** Whether the channel is as the shop was connected, and has what selling takes. */
export async function check(line: Line, signal: AbortSignal): Promise<CheckResult> {
  const rights = await rightsOf(line, signal);
  // Without them the other questions would be refused, with less of a reason.
  if (rights.some(({ok}) => !ok)) return {ok: false, findings: rights};
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
    ...rights,
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

interface Who {
  readonly activeChannel: {readonly code: string};
  readonly me: {readonly channels: readonly {readonly code: string; readonly permissions: readonly string[]}[]} | null;
}

/** A key may not ask who it is: with one, a right that is missing shows when it is needed. */
async function rightsOf(line: Line, signal: AbortSignal): Promise<readonly CheckFinding[]> {
  if (line.door.aliases === 1) return [];
  const query = '{ activeChannel { code } me { channels { code permissions } } }';
  const {activeChannel, me} = await line.door.ask<Who>(query, {}, signal);
  const own = me?.channels.find(({code}) => code === activeChannel.code)?.permissions ?? [];
  const may = (any: readonly string[]) => own.includes('SuperAdmin') || any.some((right) => own.includes(right));
  const said = ({does, any}: (typeof RIGHTS)[number]) => message('VENDURE_RIGHT', {does, right: any[0] ?? ''});
  return [...RIGHTS.map((right) => found(may(right.any), said(right))), warned(may(TAKE_BACK.any), said(TAKE_BACK))];
}

function found(ok: boolean, text: Message): CheckFinding {
  return {ok, message: text};
}

function warned(ok: boolean, text: Message): CheckFinding {
  return ok ? {ok, message: text} : {ok: true, warning: true, message: text};
}
