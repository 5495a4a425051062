import type {Door} from '../answers.js';
import {ask} from './ask.js';

/** What the shop has for new goods to stand in; null: it has none, or several and nobody said which. */
export interface Place {
  readonly channel: string | null;
  readonly profile: string | null;
  readonly location: string | null;
  readonly locations: readonly {readonly id: string; readonly name: string}[];
  /** Currencies of the store and of its regions, ISO 4217. */
  readonly currencies: ReadonlySet<string>;
  readonly regions: ReadonlySet<string>;
  /** Currencies whose prices hold tax. */
  readonly taxIncluded: ReadonlySet<string>;
}

/** Names or ids that the merchant set. */
export interface Chosen {
  readonly channel: string;
  readonly location: string;
}

interface Named {
  readonly id: string;
  readonly name: string;
}

interface Store {
  readonly default_sales_channel_id: string | null;
  readonly default_location_id: string | null;
  readonly supported_currencies?: readonly {readonly currency_code: string}[];
}

const ALL = '1000';

/** Asks for the shop's set-up. */
export async function placeOf(door: Door, chosen: Chosen, signal: AbortSignal): Promise<Place> {
  const few = {limit: ALL, fields: 'id,name'};
  const {stores} = await ask<{stores: readonly Store[]}>(
    door,
    '/admin/stores',
    {fields: 'id,default_sales_channel_id,default_location_id,supported_currencies.currency_code'},
    'stores',
    signal,
  );
  const channels = await ask<{sales_channels: readonly Named[]}>(
    door,
    '/admin/sales-channels',
    few,
    'sales_channels',
    signal,
  );
  const places = await ask<{stock_locations: readonly Named[]}>(
    door,
    '/admin/stock-locations',
    few,
    'stock_locations',
    signal,
  );
  const profiles = await ask<{shipping_profiles: readonly (Named & {readonly type: string})[]}>(
    door,
    '/admin/shipping-profiles',
    {limit: ALL, fields: 'id,name,type'},
    'shipping_profiles',
    signal,
  );
  const [store] = stores;
  return {
    channel: pick(channels.sales_channels, chosen.channel, store?.default_sales_channel_id),
    location: pick(places.stock_locations, chosen.location, store?.default_location_id),
    profile:
      (profiles.shipping_profiles.find(({type}) => type === 'default') ?? profiles.shipping_profiles[0])?.id ?? null,
    locations: places.stock_locations,
    currencies: codes(store?.supported_currencies ?? []),
    ...(await money(door, signal)),
  };
}

async function money(door: Door, signal: AbortSignal): Promise<Pick<Place, 'regions' | 'taxIncluded'>> {
  const {regions} = await ask<{regions: readonly {readonly currency_code: string}[]}>(
    door,
    '/admin/regions',
    {limit: ALL, fields: 'id,currency_code'},
    'regions',
    signal,
  );
  const {price_preferences: preferences} = await ask<{price_preferences: readonly Preference[]}>(
    door,
    '/admin/price-preferences',
    {limit: ALL, attribute: 'currency_code'},
    'price_preferences',
    signal,
  );
  const taxed = preferences.filter((each) => each.attribute === 'currency_code' && each.is_tax_inclusive);
  return {regions: codes(regions), taxIncluded: new Set(taxed.map(({value}) => value.toUpperCase()))};
}

interface Preference {
  readonly attribute: string;
  readonly value: string;
  readonly is_tax_inclusive: boolean;
}

function codes(listed: readonly {readonly currency_code: string}[]): ReadonlySet<string> {
  return new Set(listed.map(({currency_code}) => currency_code.toUpperCase()));
}

/** The one that is meant: by name or id, else the store's own, else the only one. */
function pick(listed: readonly Named[], wanted: string, own: string | null | undefined): string | null {
  if (wanted !== '') return listed.find(({id, name}) => id === wanted || name === wanted)?.id ?? null;
  const [only] = listed;
  return listed.find(({id}) => id === own)?.id ?? (listed.length === 1 && only !== undefined ? only.id : null);
}
