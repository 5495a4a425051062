import {matches} from '../../domain/catalog/selector.js';
import type {Shop} from '../../domain/catalog/types.js';
import {type Message, message} from '../../domain/errors.js';
import {hardBounds} from '../../domain/pricing/bounds.js';
import type {OfferFacts} from '../../domain/pricing/facts.js';
import {guardAuthority} from '../../domain/pricing/guards.js';
import {rulesFor} from '../../domain/pricing/rules.js';
import {type CheckedOffer, checkPromotion, type Finding} from '../../domain/promotions/check.js';
import {
  announcedAt,
  type HeldPrice,
  lowestHeld,
  REFERENCE_DAYS,
  referenceFrom,
} from '../../domain/promotions/reference.js';
import {countsDeals, type LowestDeal} from '../../domain/promotions/sold.js';
import type {Promotion} from '../../domain/promotions/types.js';
import type {Context} from '../context.js';
import {lowestDeals} from '../price/deals.js';
import type {Shelf, ShelfOffer} from './shelf.js';

/** A promotion and all that was found about it. */
export interface Checked {
  readonly promotion: Promotion;
  /** Offers in its scope now. */
  readonly offers: readonly ShelfOffer[];
  readonly findings: readonly Finding[];
}

/** Price histories by SKU, read once for all promotions of a check. */
type Histories = Map<string, readonly HeldPrice[]>;

/** Checks promotions, stored or about to be, against the shop as it is and against each other. Writes nothing. */
export async function checkPromotions(
  context: Context,
  shop: Shop,
  shelf: Shelf,
  wanted: readonly Promotion[],
): Promise<readonly Checked[]> {
  const ids = new Set(wanted.map(({id}) => id));
  const live = shelf.promotions.filter(
    ({id, status}) => !ids.has(id) && (status === 'scheduled' || status === 'running'),
  );
  const scopes = [...live, ...wanted].map((promotion) => ({promotion, offers: inScope(shelf, promotion)}));
  const others = scopes.map(({promotion, offers}) => ({
    promotion,
    offers: new Set(offers.map(({offerId}) => offerId)),
  }));
  const histories: Histories = new Map();
  const checked: Checked[] = [];
  for (const {promotion, offers} of scopes) {
    if (!ids.has(promotion.id)) continue;
    await readHistories(context, shop, promotion, offers, histories);
    const announced = announcedAt(promotion, shelf.now);
    const deals = await readDeals(context, shop, promotion, offers, announced);
    const known = offers.map((offer) => checkedOffer(offer, promotion, shelf, {histories, deals}));
    const findings = checkPromotion({promotion, offers: known, others, now: shelf.now, currency: shop.terms.currency});
    checked.push({
      promotion,
      offers,
      findings: [
        ...unknownSkus(shelf, promotion),
        ...findings,
        ...(deals === null ? shortHistory(announced, offers, histories) : neverSold(known, promotion)),
      ],
    });
  }
  return checked;
}

/** What stops a launch: every error, but for losses that were accepted. */
export function blocking({promotion, findings}: Checked): readonly Finding[] {
  const accepted = promotion.terms.acceptLosses === true;
  return findings.filter(({severity, loss}) => severity === 'error' && !(accepted && loss === true));
}

/** Offers in the promotion's scope, and those that have its overlay. */
export function inScope({offers, overlays}: Shelf, {id, scope}: Promotion): readonly ShelfOffer[] {
  return offers.filter((offer) => matches(scope, offer.selectable) || overlays.get(offer.offerId)?.promotion === id);
}

async function readHistories(
  context: Context,
  shop: Shop,
  {strike}: Promotion,
  offers: readonly ShelfOffer[],
  histories: Histories,
): Promise<void> {
  for (const {facts, baseCompareAt} of offers) {
    const {sku} = facts.key;
    if (sku === undefined || histories.has(sku) || !(strike || baseCompareAt !== null)) continue;
    histories.set(sku, await context.data.ledger.history(shop.id, sku));
  }
}

/** What each offer was sold at, where a reduction is measured by deals; null: where it is not. */
async function readDeals(
  context: Context,
  shop: Shop,
  {strike}: Promotion,
  offers: readonly ShelfOffer[],
  announced: number,
): Promise<Deals | null> {
  if (!countsDeals(shop.terms.currency)) return null;
  const struck = offers.filter(({baseCompareAt}) => strike || baseCompareAt !== null);
  const skus = new Set(struck.flatMap(({facts}) => facts.key.sku ?? []));
  return skus.size === 0 ? new Map() : await lowestDeals(context, shop, skus, announced);
}

type Deals = ReadonlyMap<string, LowestDeal>;

function checkedOffer(
  offer: ShelfOffer,
  promotion: Promotion,
  {rules, now}: Shelf,
  {histories, deals}: {readonly histories: Histories; readonly deals: Deals | null},
): CheckedOffer {
  const {facts, offerId, label, basePrice, baseCompareAt} = offer;
  const {floors, gaps} = hardBounds(facts, rulesFor(rules, facts.offer).guards);
  const history = histories.get(facts.key.sku ?? '') ?? [];
  const announced = announcedAt(promotion, now);
  return {
    offerId,
    label,
    basePrice,
    baseCompareAt,
    stock: facts.stock,
    bounds: floors.map(({source, price}) => ({source, at: price})),
    gaps,
    lowest: lowestHeld(history, referenceFrom(announced), announced),
    ...(deals === null ? {} : {deal: deals.get(facts.key.sku ?? '') ?? null}),
    held: heldAt(facts, announced),
  };
}

/** What will keep the guards from setting a promotion's price at that instant, as far as it is known: a pin, an owner. */
function heldAt(facts: OfferFacts, now: number): Message | null {
  const {verdict, why} = guardAuthority({...facts, now}, {manual: true, overrideBounds: false, overlay: true});
  if (verdict !== 'hold' || why === undefined) return null;
  if (why.code !== 'PRICE_PINNED') return why;
  const {sku, until, zone} = why.params;
  return message('PROMO_PINNED', {sku, until, zone});
}

/** SKUs that the scope names and the shop does not have: most likely typing errors. */
function unknownSkus({offers}: Shelf, {scope}: Promotion): Finding[] {
  const named = scope.flatMap((each) =>
    each.field === 'sku' && 'values' in each && each.not !== true ? each.values : [],
  );
  const wanted = named.filter((sku) => !sku.includes('*'));
  const known = new Set(offers.map(({selectable}) => (selectable.sku ?? '').toLowerCase()));
  const missing = wanted.filter((sku) => !known.has(sku.toLowerCase()));
  return missing.map((sku) => ({severity: 'error', sku, said: message('PROMO_SKU_UNKNOWN', {sku})}));
}

/** Where deals count, offers without one have nothing to be measured by. */
function neverSold(offers: readonly CheckedOffer[], {strike}: Promotion): Finding[] {
  const count = offers.filter(({deal, baseCompareAt}) => deal === null && (strike || baseCompareAt !== null)).length;
  return count === 0 ? [] : [{severity: 'warning', sku: null, said: message('PROMO_NEVER_SOLD', {offers: count})}];
}

/** Where a price is struck through, the law looks at 30 days: said when souk has not seen them all. */
function shortHistory(announced: number, offers: readonly ShelfOffer[], histories: Histories): Finding[] {
  const days = offers.flatMap(({facts}) => {
    const history = histories.get(facts.key.sku ?? '');
    return history === undefined
      ? []
      : [Math.max(0, Math.floor((announced - (history[0]?.at ?? announced)) / 86_400_000))];
  });
  const short = days.filter((each) => each < REFERENCE_DAYS);
  if (short.length === 0) return [];
  const fewest = short.reduce((least, each) => Math.min(least, each), REFERENCE_DAYS);
  const said = message('PROMO_HISTORY_SHORT', {days: fewest, wanted: REFERENCE_DAYS, offers: short.length});
  return [{severity: 'warning', sku: null, said}];
}
