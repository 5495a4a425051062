import {KnownError} from '../../domain/errors.js';
import {type Door, shopFailure} from '../answers.js';
import {ask, isOwn, mustAnswer} from './ask.js';

interface Setting {
  readonly id: string;
  readonly value?: unknown;
}

/** Settings of a group by their ids; null where this key may not see them, or the shop has no such group. */
export async function settingsOf(
  {http, shop}: Door,
  group: string,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, string> | null> {
  const query = {_fields: 'id,value'};
  const request = {method: 'GET', path: `/settings/${group}`, query, repeatable: true} as const;
  const answer = await http.send(request, signal).catch((error: unknown) => {
    throw shopFailure(shop, error);
  });
  if ([401, 403, 404].includes(answer.status) && isOwn(answer)) return null;
  mustAnswer(shop, answer);
  const settings = Array.isArray(answer.body) ? (answer.body as readonly Setting[]) : [];
  return new Map(settings.map(({id, value}) => [id, String(value ?? '')]));
}

/** The unit in which the shop weighs; null: it does not say. */
export async function weightUnitOf(door: Door, signal: AbortSignal): Promise<string | null> {
  const settings = await settingsOf(door, 'products', signal);
  return settings?.get('woocommerce_weight_unit') ?? null;
}

/** The currency the shop sells in; null: it does not say. */
export async function currencyOf(
  door: Door,
  general: ReadonlyMap<string, string> | null,
  signal: AbortSignal,
): Promise<string | null> {
  const set = general?.get('woocommerce_currency');
  if (set !== undefined) return set;
  try {
    return (await ask<{code?: string}>(door, '/data/currencies/current', {}, signal)).code ?? null;
  } catch (error) {
    if (error instanceof KnownError && error.category === 'auth') return null;
    throw error;
  }
}
