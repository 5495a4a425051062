import {type Message, message} from '../../domain/errors.js';
import type {CheckFinding, CheckResult} from '../../ports/platform.js';
import type {Door} from '../answers.js';
import {ask} from './ask.js';
import type {Chosen, Place} from './place.js';

/** What is checked: the shop's set-up against souk's terms. */
export interface Checked {
  readonly door: Door;
  readonly currency: string;
  readonly pricesIncludeTax: boolean;
  readonly chosen: Chosen;
}

interface PriceList {
  readonly title: string;
  readonly status: string;
  readonly starts_at: string | null;
  readonly ends_at: string | null;
}

/** Everything that a sale needs, looked at one by one; a shop that lacks one of them takes writes and sells nothing. */
export async function checkShop(
  {door, currency, pricesIncludeTax, chosen}: Checked,
  place: Place,
  now: number,
  signal: AbortSignal,
): Promise<CheckResult> {
  const known = [...place.currencies].sort().join(', ');
  const names = place.locations.map(({name}) => name).join(', ');
  const [here, there] = [yesNo(pricesIncludeTax), yesNo(place.taxIncluded.has(currency))];
  const findings: CheckFinding[] = [
    finding(place.currencies.has(currency), message('MEDUSA_CURRENCY', {currency, known})),
    finding(place.regions.has(currency), message('MEDUSA_REGION', {currency, ok: place.regions.has(currency)})),
    finding(place.channel !== null, message('MEDUSA_CHANNEL', {ok: place.channel !== null, wanted: chosen.channel})),
    finding(place.profile !== null, message('MEDUSA_PROFILE', {ok: place.profile !== null})),
    finding(
      place.location !== null,
      message('MEDUSA_LOCATION', {ok: place.location !== null, names, wanted: chosen.location}),
    ),
    finding(here === there, message('MEDUSA_TAX', {here, there, currency})),
    ...(await priceLists(door, now, signal)),
  ];
  return {ok: findings.every(({ok}) => ok), findings};
}

function finding(ok: boolean, said: Message): CheckFinding {
  return {ok, message: said};
}

/** A price list that is on sells below the prices that souk sees. */
async function priceLists(door: Door, now: number, signal: AbortSignal): Promise<readonly CheckFinding[]> {
  const query = {limit: '1000', fields: 'id,title,status,starts_at,ends_at'};
  const {price_lists: lists} = await ask<{price_lists: readonly PriceList[]}>(
    door,
    '/admin/price-lists',
    query,
    'price_lists',
    signal,
  );
  const on = lists.filter(({status, ends_at: end}) => status === 'active' && (end === null || Date.parse(end) > now));
  const [first] = on;
  if (first === undefined) return [];
  return [{ok: true, warning: true, message: message('MEDUSA_PRICE_LISTS', {count: on.length, title: first.title})}];
}

function yesNo(value: boolean): string {
  return value ? 'yes' : 'no';
}
