import type {ShopTerms} from '../../domain/catalog/types.js';
import type {Scale} from './amount.js';
import type {Door} from './door.js';

/** How the shop counts, as it says itself: asked once. */
export interface Desk {
  readonly scale: Scale;
  readonly channel: Channel;
  /** Where stock is read and written; null: the channel has no place for stock. */
  readonly location: string | null;
  readonly locations: number;
}

/** A channel of the server: to its users a shop. */
export interface Channel {
  readonly code: string;
  readonly defaultCurrencyCode: string;
  readonly availableCurrencyCodes: readonly string[];
  readonly defaultLanguageCode: string;
  readonly pricesIncludeTax: boolean;
  readonly defaultTaxZone: {readonly id: string} | null;
  readonly defaultShippingZone: {readonly id: string} | null;
}

const DESK = `{
  activeChannel {
    code defaultCurrencyCode availableCurrencyCodes defaultLanguageCode pricesIncludeTax
    defaultTaxZone { id } defaultShippingZone { id }
  }
  globalSettings { serverConfig { moneyStrategyPrecision } }
  stockLocations(options: {take: 100, sort: {id: ASC}}) { items { id name } }
}`;

interface Answered {
  readonly activeChannel: Channel;
  readonly globalSettings: {readonly serverConfig: {readonly moneyStrategyPrecision: number}};
  readonly stockLocations: {readonly items: readonly {readonly id: string; readonly name: string}[]};
}

/** What the connector speaks through, and for whom. */
export interface Line {
  readonly door: Door;
  readonly shop: {readonly name: string; readonly terms: ShopTerms};
  /** Asked once and kept. */
  desk(signal: AbortSignal): Promise<Desk>;
}

/** Asks how the shop counts. `place`: the name of the stock location to use; empty: the first. */
export async function askDesk(door: Door, currency: string, place: string, signal: AbortSignal): Promise<Desk> {
  const {activeChannel, globalSettings, stockLocations} = await door.ask<Answered>(DESK, {}, signal);
  const {items} = stockLocations;
  const location = place === '' ? items[0] : items.find(({name}) => name === place);
  return {
    scale: {currency, precision: globalSettings.serverConfig.moneyStrategyPrecision},
    channel: activeChannel,
    location: location?.id ?? null,
    locations: items.length,
  };
}
