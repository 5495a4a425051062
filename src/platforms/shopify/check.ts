import {type Message, message} from '../../domain/errors.js';
import type {CheckFinding, CheckResult} from '../../ports/platform.js';
import {type Desk, type Line, may} from './desk.js';
import {PUBLISHING, shelvesOf} from './publish.js';

/** What souk does, and the scope that lets it. */
const SCOPES = [
  {does: 'read products', scope: 'read_products'},
  {does: 'write products and prices', scope: 'write_products'},
  {does: 'read stock', scope: 'read_inventory'},
  {does: 'write stock', scope: 'write_inventory'},
  {does: 'read orders', scope: 'read_orders'},
] as const;
/** What souk can do without, at a price. */
const WELCOME = [
  {does: 'read orders older than 60 days', scope: 'read_all_orders'},
  {does: 'put new products on the sales channels', scope: PUBLISHING},
  {does: 'tell returning customers apart, and countries', scope: 'read_customers'},
] as const;

/** Whether the shop is as it was connected, and which scopes are missing. */
export async function check(line: Line, place: string, signal: AbortSignal): Promise<CheckResult> {
  const desk = await line.desk(signal);
  const {terms} = line.shop;
  const {currency, taxesIncluded, scopes} = desk;
  const findings: CheckFinding[] = [
    found(currency === terms.currency, message('SHOPIFY_CURRENCY', {currency, wanted: terms.currency})),
    found(taxesIncluded === terms.pricesIncludeTax, message('SHOPIFY_TAX', {withTax: taxesIncluded})),
    ...SCOPES.map((each) => found(may(scopes, each.scope), message('SHOPIFY_MAY', each))),
    ...WELCOME.map((each) => warned(may(scopes, each.scope), message('SHOPIFY_MAY', each))),
    ...places(desk, place),
    ...(await shelves(line, signal)),
  ];
  return {ok: findings.every(({ok, warning}) => ok || warning === true), findings};
}

/** Whether each sales channel that was asked for is there. */
async function shelves(line: Line, signal: AbortSignal): Promise<readonly CheckFinding[]> {
  const found = await shelvesOf(line, signal);
  if (found === null) return [];
  const [chosen, all] = [found.chosen, found.all].map((each) => each.map(({name}) => name).join(', '));
  const channels = all ?? '';
  return [
    ...(found.chosen.length === 0 ? [] : [{ok: true, message: message('SHOPIFY_CHANNELS', {chosen: chosen ?? ''})}]),
    ...found.unknown.map((channel) => warned(false, message('SHOPIFY_CHANNEL_MISSING', {channel, channels}))),
  ];
}

function places({location, locations}: Desk, place: string): readonly CheckFinding[] {
  const named = locations.join(', ');
  if (location === null) return [found(false, message('SHOPIFY_LOCATION', {location: place, locations: named}))];
  const choose = locations.length > 1 && place === '';
  const findings = [found(true, message('SHOPIFY_LOCATION', {location: location.name, locations: named}))];
  return choose ? [...findings, warned(false, message('SHOPIFY_LOCATIONS', {locations: named}))] : findings;
}

function found(ok: boolean, text: Message): CheckFinding {
  return {ok, message: text};
}

function warned(ok: boolean, text: Message): CheckFinding {
  return ok ? {ok, message: text} : {ok: true, warning: true, message: text};
}
