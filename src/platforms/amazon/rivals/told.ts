import type {ToldRivals} from '../../../ports/platform.js';
import {minorOf, RIVAL_PREFIX, recordsOf, type Sighting} from './records.js';
import {MOST_OFFERS, type WirePrice} from './wire.js';

/** ANY_OFFER_CHANGED 1.0, as far as it is read (schemas/notifications/AnyOfferChangedNotification.json). */
interface OfferChanged {
  readonly SellerId?: string;
  readonly OfferChangeTrigger?: {
    readonly MarketplaceId?: string;
    readonly ASIN?: string;
    readonly ItemCondition?: string;
    readonly TimeOfOfferChange?: string;
  };
  readonly Offers?: readonly {
    readonly SellerId?: string;
    readonly ListingPrice?: WirePrice;
    readonly Shipping?: WirePrice;
  }[];
}

/** For which store and seller messages are read, in which currency. */
export interface Ears {
  readonly marketplace: string;
  readonly seller: string;
  readonly currency: string;
}

/**
 * The rivals in a message; `elsewhere` for one of another kind, store or condition than new; `broken` for one of this kind
 * that lacks what every such message has. A message names the article (ASIN) and not our SKU: whatever we sell of it has
 * these rivals. Of another condition than new it is not known whether ours is sold so.
 */
export function rivalsTold(message: unknown, ears: Ears): ToldRivals | 'elsewhere' | 'broken' {
  const {NotificationType, Payload} = (message ?? {}) as {NotificationType?: unknown; Payload?: unknown};
  if (NotificationType !== 'ANY_OFFER_CHANGED') return 'elsewhere';
  const changed = (Payload as {AnyOfferChangedNotification?: OfferChanged} | undefined)?.AnyOfferChangedNotification;
  const trigger = changed?.OfferChangeTrigger;
  const at = Date.parse(trigger?.TimeOfOfferChange ?? '');
  const offers = changed?.Offers;
  if (typeof trigger?.ASIN !== 'string' || Number.isNaN(at) || !Array.isArray(offers)) return 'broken';
  if (trigger.MarketplaceId !== ears.marketplace || trigger.ItemCondition?.toLowerCase() !== 'new') return 'elsewhere';
  const sightings = (offers as NonNullable<OfferChanged['Offers']>).flatMap((offer): Sighting[] => {
    const {SellerId: seller = '', ListingPrice = {}, Shipping = {Amount: 0}} = offer;
    const [price, shipping] = [minorOf(ListingPrice, ears.currency), minorOf(Shipping, ears.currency)];
    const ours = seller === '' || seller === ears.seller || seller === changed?.SellerId;
    return ours || price === null || shipping === null ? [] : [{seller, price, shipping}];
  });
  return {
    extra: {name: 'ASIN', value: trigger.ASIN},
    seenAt: at,
    condition: 'new',
    rivals: RIVAL_PREFIX,
    whole: offers.length < MOST_OFFERS,
    records: recordsOf('', 'new', sightings, at),
  };
}
