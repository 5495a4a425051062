import type {Shop} from '../../domain/catalog/types.js';
import {feeBook} from '../../domain/pricing/fee-book.js';
import type {DemandBelief} from '../../domain/pricing/learner/belief.js';
import {asksDemand, type Rules} from '../../domain/pricing/rules.js';
import type {Context} from '../context.js';
import {shopNow} from '../shop/now.js';
import {loadBeliefs} from './beliefs.js';
import {loadHighest, loadPast, loadPeers, loadReturnRate, longestPace} from './surroundings.js';
import {loadTrials} from './trials.js';
import {loadWars} from './wars.js';

/** What the store knows of a shop at one instant, apart from what there is of each SKU. */
export type KnownOfShop = Awaited<ReturnType<typeof readOfShop>>;

/** What it knows of SKUs: of all of the shop, or of those that were asked for. */
export type KnownOfSkus = Awaited<ReturnType<typeof readOfSkus>>;

export type Known = KnownOfShop & KnownOfSkus;

const DAY = 86_400_000;
/** A change of so many days ago is still told: whether rivals can have seen it matters. */
const SEEN_DAYS = 2;

/** Reads what holds for the whole shop, or is known of few SKUs. */
export async function readOfShop(context: Context, shop: Shop, rules: Rules) {
  const {data} = context;
  const now = await shopNow(context, shop);
  const overlays = await data.promotions.overlays(shop.id);
  const self = (await data.shops.list()).flatMap(({name, settings}) => [name, settings['seller_name'] ?? name]);
  return {
    now,
    self,
    fees: feeBook(await data.facts.fees(shop.id)),
    pins: await data.catalog.pins(shop.id),
    trials: await loadTrials(data, shop, now),
    returnRate: await loadReturnRate(data, shop, rules, now),
    overlays: new Map(overlays.map((overlay) => [overlay.offerId, overlay])),
    ends: new Map((await data.promotions.list(shop.id)).map(({id, endsAt}) => [id, endsAt])),
    wars: await loadWars(context, shop, rules, {now, self}),
  };
}

/** Reads what is known of these SKUs, or of all. */
export async function readOfSkus(
  context: Context,
  shop: Shop,
  rules: Rules,
  {now}: KnownOfShop,
  skus?: readonly string[],
) {
  const {data} = context;
  const recent = now - Math.max(SEEN_DAYS, longestPace(rules)) * DAY;
  return {
    costs: await data.facts.costs(shop.id, now, skus),
    bounds: await data.facts.bounds(shop.id, skus),
    supply: await data.facts.supply(shop.id, skus),
    rivals: await data.facts.rivals(shop.id, now, skus),
    items: new Map((await data.facts.items(shop.id, skus)).map((item) => [item.sku, item])),
    changed: await data.ledger.changed(shop.id, recent, now, skus),
    weekAgo: await data.ledger.at(shop.id, now - 7 * DAY, skus),
    highest: await loadHighest(data, shop, rules, now, skus),
    past: await loadPast(data, shop, rules, skus),
    peers: await loadPeers(data, shop, rules, skus),
    beliefs: asksDemand(rules) ? await loadBeliefs(context, shop, skus) : new Map<string, DemandBelief>(),
  };
}
