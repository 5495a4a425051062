import type {ShopTerms} from '../../domain/catalog/types.js';
import type {Bulk} from './bulk/open.js';
import type {Door} from './door.js';
import type {Found} from './find.js';

/** How the shop counts and what souk may do there, as the shop says itself: asked once. */
export interface Desk {
  readonly currency: string;
  readonly taxesIncluded: boolean;
  /** Scopes of the app, as granted. */
  readonly scopes: ReadonlySet<string>;
  /** Where stock is read and written; null: there is no such place, or souk may not see it. */
  readonly location: Location | null;
  /** Names of the active locations. */
  readonly locations: readonly string[];
}

export interface Location {
  readonly id: string;
  readonly name: string;
}

/** What the connector speaks through, and for whom. */
export interface Line {
  readonly door: Door;
  readonly bulk: Bulk;
  /** Variants by id, as they were when souk read them last: what places a large batch without asking again. */
  readonly seen: Map<string, Found>;
  /** The setting `channels`: names of sales channels, `all`, `none`, or nothing. */
  readonly channels: string;
  readonly shop: {readonly name: string; readonly terms: ShopTerms};
  /** Asked once and kept. */
  desk(signal: AbortSignal): Promise<Desk>;
}

const SHOP = {
  name: 'SoukShop',
  text: 'query SoukShop { shop { currencyCode taxesIncluded } currentAppInstallation { accessScopes { handle } } }',
};
const LOCATIONS = {
  name: 'SoukLocations',
  text: 'query SoukLocations { locations(first: 200, sortKey: ID) { nodes { id name isActive } } }',
};

interface ShopAnswer {
  readonly shop: {readonly currencyCode: string; readonly taxesIncluded: boolean};
  readonly currentAppInstallation: {readonly accessScopes: readonly {readonly handle: string}[]};
}

interface LocationsAnswer {
  readonly locations: {
    readonly nodes: readonly {readonly id: string; readonly name: string; readonly isActive: boolean}[];
  };
}

/** True when a scope was granted; who may write may read. */
export function may(scopes: ReadonlySet<string>, scope: string): boolean {
  return scopes.has(scope) || scopes.has(scope.replace(/^read_/u, 'write_'));
}

/** Asks how the shop counts. `place`: name or id of the location to use; empty: the first that is active. */
export async function askDesk(door: Door, place: string, signal: AbortSignal): Promise<Desk> {
  const {shop, currentAppInstallation} = await door.ask<ShopAnswer>(SHOP, {}, signal);
  const scopes = new Set(currentAppInstallation.accessScopes.map(({handle}) => handle));
  const seen = may(scopes, 'read_locations') || may(scopes, 'read_inventory');
  const nodes = seen ? (await door.ask<LocationsAnswer>(LOCATIONS, {}, signal)).locations.nodes : [];
  const active = nodes.filter(({isActive}) => isActive);
  const named = ({id, name}: Location) => id === place || id.endsWith(`/${place}`) || name === place;
  return {
    currency: shop.currencyCode,
    taxesIncluded: shop.taxesIncluded,
    scopes,
    location: (place === '' ? active[0] : active.find(named)) ?? null,
    locations: active.map(({name}) => name),
  };
}
