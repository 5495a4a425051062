import type {SelectableOffer} from '../catalog/selector.js';
import type {TargetKey} from '../change/types.js';
import type {BoundsRecord, RivalRecord, SupplyRecord} from '../facts.js';
import type {Minor} from '../money.js';
import type {Trial} from './experiment/types.js';
import type {DemandBelief} from './learner/belief.js';
import type {Tariff} from './tariff.js';
import type {PriceWar} from './war.js';

/** A promotion's price that stands on the offer now. `endsAt` null: not known to the store. */
export interface RunningPromotion {
  readonly promotion: string;
  readonly price: Minor;
  readonly compareAt: Minor | null;
  readonly endsAt: number | null;
}

/** What selling one unit costs beside the goods. Rates are decimal fractions of the price as text; amounts are net. */
export interface Fees {
  readonly rate: string;
  /** Instead of the rate, where the fee goes by steps of the price or has a minimum. */
  readonly tiers?: Tariff;
  readonly fixed: Minor;
  /** Where they came from: the item's own cost row, or the shop's schedule. */
  readonly source: 'cost' | 'shop';
}

/** Parts of the cost of a sale that a shop may know. Null: unknown, and then not counted; never zero by guess. */
export interface SellingCosts {
  readonly paymentRate: string | null;
  readonly paymentFixed: Minor | null;
  /** What a partner gets of each net price. */
  readonly revenueShare: Tariff | null;
  readonly freight: Minor | null;
  readonly packing: Minor | null;
  /** Share of sold units that come back ("0.06"), and what one of them costs. */
  readonly returnRate: string | null;
  readonly returnCost: Minor | null;
}

/** There is no such shop, it is this one, it sells in another currency, or its prices hold tax where ours do not. */
export type PeerFault = 'unknown' | 'self' | 'currency' | 'tax';

/** Why a part says nothing: the shop has no such SKU, several, it is the set itself, or it sells in another currency. */
export type PartFault = 'unknown' | 'twice' | 'self' | 'currency';

/** A part of a set, as it is sold by itself in this shop. */
export interface SetPart {
  readonly sku: string;
  /** Pieces in one unit of the set. */
  readonly quantity: number;
  readonly price: Minor | null;
  readonly cost: OfferFacts['cost'];
  readonly fees: Fees | null;
  readonly fault: PartFault | null;
}

/** A price in the past: of an instant (ms UTC), for steps and emergency caps. */
export interface PastPrice {
  readonly at: number;
  readonly price: Minor;
}

/**
 * Everything known about one offer at one instant. Money is minor units of `currency` in the shop's price convention
 * (costs are net); null is unknown, never zero; instants are ms UTC of business time.
 */
export interface OfferFacts {
  /** Null for an offer that a plan would create. */
  readonly offerId: number | null;
  readonly shop: string;
  readonly key: TargetKey;
  readonly offer: SelectableOffer;
  /** The offer's own currency, and the one the shop sells in. */
  readonly currency: string;
  readonly shopCurrency: string;
  readonly base: Minor | null;
  readonly baseCompareAt: Minor | null;
  readonly live: Minor | null;
  readonly liveCompareAt: Minor | null;
  readonly overlay: RunningPromotion | null;
  /** Net landed cost, and when souk learnt it. */
  readonly cost: {readonly amount: Minor; readonly learntAt: number} | null;
  readonly fees: Fees | null;
  readonly selling: SellingCosts;
  readonly tax: {readonly included: boolean; readonly rate: string | null};
  readonly bounds: BoundsRecord | null;
  readonly supply: SupplyRecord | null;
  readonly stock: number | null;
  /** The latest sighting of each rival, uncleaned. */
  readonly rivals: readonly RivalRecord[];
  /** Names under which the merchant sells: such a "rival" is the merchant. */
  readonly self: readonly string[];
  readonly pin: {readonly until: number | null; readonly reason: string} | null;
  /** Who decides the price; null: whoever writes. */
  readonly owner: 'rules' | 'file' | 'platform' | null;
  /** Last change of the price (null: none within the pace of the rules, nor within two days), and the price seven days before now. */
  readonly changedAt: number | null;
  readonly weekAgo: Minor | null;
  /** The highest price of the last year, promotions aside: the regular one where no list price is known; null: not asked for. */
  readonly highest: Minor | null;
  /** Prices at the instants that the rules name (emergency caps). */
  readonly past: readonly PastPrice[];
  /** Base prices of the same SKU in the merchant's other shops, by shop, same currency only. */
  readonly peers: ReadonlyMap<string, Minor>;
  /** Why the prices of a shop that the rules name say nothing here, by shop. */
  readonly peerFaults: Readonly<Record<string, PeerFault>>;
  /** What the unit is made of, where its rule prices it by that: the parts of a bundle, the single piece of a pack. */
  readonly parts?: readonly SetPart[] | null;
  /** What an experiment wants of it tonight, instead of its rules; absent: none does. */
  readonly trial?: Trial | null;
  /** Mean of own price over median rival price in the offer's category; null: not known or not asked for. */
  readonly categoryIndex: number | null;
  /** The price war that goes on or has just been; null: none, or not asked for. */
  readonly war: PriceWar | null;
  /** What is believed of the demand; null: nothing learnt, or not asked for. */
  readonly demand: DemandBelief | null;
  readonly now: number;
  /** The shop's time zone, in which a person is told instants. */
  readonly zone: string;
}
