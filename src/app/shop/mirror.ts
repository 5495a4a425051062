import type {Shop, StoredListing} from '../../domain/catalog/types.js';
import type {Change} from '../../domain/change/types.js';
import type {Message} from '../../domain/errors.js';
import type {CostRecord} from '../../domain/facts.js';
import type {PromotionOffer} from '../../domain/promotions/types.js';
import type {LedgerEntry, PriceLedger} from '../../ports/data.js';
import type {Platform, RemoteListing, RemoteOffer} from '../../ports/platform.js';
import {wishedIn} from '../../runs/engine/wished.js';
import type {Context} from '../context.js';
import type {Pulled} from './pull.js';
import {sameListing} from './same.js';
import {sentChanges} from './sent.js';

/** What the store knew of the shop before the pull, by the shop's own ids. */
interface Known {
  readonly listings: ReadonlyMap<string, StoredListing>;
  readonly costs: ReadonlyMap<string, CostRecord>;
  /** Overlays by remote id of the offer: the live price is the promotion's, not the base. */
  readonly overlays: ReadonlyMap<string, PromotionOffer>;
  /** What the ledger holds as each SKU's price at the instant of the pull. */
  readonly prices: Awaited<ReturnType<PriceLedger['at']>>;
  /** Changes that an open run sent and has not read back: a price they made is souk's own. */
  readonly sent: readonly Change[];
}

/** Mirrors a shop's listings, page by page, and enters every live price in the ledger. */
export async function mirrorListings(
  context: Context,
  shop: Shop,
  platform: Platform,
  at: number,
): Promise<Pulled & {readonly forgotten: {listings: number; offers: number}}> {
  const known = await readKnown(context, shop, at);
  const step = context.progress.start('listings', known.listings.size === 0 ? null : known.listings.size);
  const seen = {listings: new Set<string>(), offers: new Set<string>(known.overlays.keys())};
  const counts = {added: 0, changed: 0, same: 0};
  const refused: Message[] = [];
  let cursor = '';
  try {
    for await (const page of platform.pull('listings', null, context.signal)) {
      await mirrorPage(context, shop, at, page.records, known, counts);
      for (const {remoteId, offers} of page.records) {
        seen.listings.add(remoteId);
        for (const offer of offers) seen.offers.add(offer.remoteId);
      }
      refused.push(...page.refused);
      cursor = page.cursor;
      step.advance(page.records.length);
    }
  } finally {
    step.end();
  }
  const forgotten = await forget(context, shop, known, seen, refused);
  await context.data.shops.setCursor(shop.id, 'listings', cursor, context.clock.real());
  return {read: seen.listings.size, counts: {...counts, repeated: 0}, refused, forgotten};
}

async function readKnown({data}: Context, shop: Shop, at: number): Promise<Known> {
  const listings = await data.catalog.listings(shop.id);
  const overlays = new Map((await data.promotions.overlays(shop.id)).map((overlay) => [overlay.offerId, overlay]));
  const offers = listings.flatMap((listing) => listing.offers);
  return {
    sent: await sentChanges(data, shop),
    listings: new Map(listings.map((stored) => [stored.remoteId, stored])),
    costs: await data.facts.costs(shop.id, at),
    prices: await data.ledger.at(shop.id, at),
    overlays: new Map(
      offers.flatMap(({id, remoteId}) => {
        const overlay = overlays.get(id);
        return overlay === undefined ? [] : [[remoteId, overlay] as const];
      }),
    ),
  };
}

/** Only what is new or changed is written; a listing the store holds already is the common case of every night. */
async function mirrorPage(
  {data}: Context,
  shop: Shop,
  at: number,
  records: readonly RemoteListing[],
  known: Known,
  counts: {added: number; changed: number; same: number},
): Promise<void> {
  const moved = records.filter((record) => {
    const before = known.listings.get(record.remoteId);
    const fate = before === undefined ? 'added' : sameListing(before, record) ? 'same' : 'changed';
    counts[fate] += 1;
    return fate !== 'same';
  });
  const own = wishedIn(records, known.sent);
  const overlaid = new Set([...known.overlays.keys(), ...own.keys()]);
  if (moved.length > 0) await data.catalog.mirror(shop.id, moved, {at, overlaid});
  const costs = shopCosts(moved, known);
  if (costs.length > 0) await data.facts.putCosts(shop.id, costs, at);
  const entries = records.flatMap(({offers}) =>
    offers.flatMap((offer) => {
      const overlay = known.overlays.get(offer.remoteId);
      const standing = overlay !== undefined && overlay.price === offer.price ? overlay.promotion : null;
      return ledgerEntry(offer, at, own.get(offer.remoteId)?.overlay ?? standing);
    }),
  );
  const moving = entries.some(({sku, price, compareAt}) => {
    const held = known.prices.get(sku);
    return held === undefined || held.price !== price || held.compareAt !== compareAt;
  });
  if (moving) await data.ledger.record(shop.id, entries);
}

function ledgerEntry(
  {sku, price, compareAt, currency}: RemoteOffer,
  at: number,
  promotion: string | null,
): LedgerEntry[] {
  if (sku === null || price === null) return [];
  return [{sku, at, price, compareAt, currency, source: 'pull', run: null, promotion}];
}

/**
 * Unit costs that the shop itself keeps, where the merchant's files know none. A cost that came this way before goes
 * with the shop's; one from a file is never touched.
 */
function shopCosts(listings: readonly RemoteListing[], known: Known): CostRecord[] {
  const found = new Map<string, CostRecord>();
  for (const {remoteId, offers} of listings) {
    const before = new Map(known.listings.get(remoteId)?.offers.map((offer) => [offer.remoteId, offer.cost]));
    for (const {remoteId: offerId, sku, cost} of offers) {
      if (sku === null || cost === null || cost <= 0) continue;
      const held = known.costs.get(sku);
      const ours = held === undefined || (isBare(held) && held.cost === before.get(offerId));
      if (ours && held?.cost !== cost) {
        found.set(sku, {sku, cost, feeRate: null, feeFixed: null, returnCost: null, effectiveFrom: null});
      }
    }
  }
  return [...found.values()];
}

function isBare({feeRate, feeFixed, returnCost, effectiveFrom}: CostRecord): boolean {
  return feeRate === null && feeFixed === null && returnCost === null && effectiveFrom === null;
}

/**
 * Forgets what the shop no longer has. Not while rows can not be read, since the missing may be among them; and never an
 * offer under a promotion, whose base would be lost: a half-written file is read again the next time.
 */
async function forget(
  {data}: Context,
  shop: Shop,
  known: Known,
  seen: {readonly listings: Set<string>; readonly offers: Set<string>},
  refused: readonly Message[],
): Promise<{listings: number; offers: number}> {
  if (refused.some(({code}) => code !== 'ROW_OTHER_CURRENCY')) return {listings: 0, offers: 0};
  for (const stored of known.listings.values()) {
    if (stored.offers.some(({remoteId}) => known.overlays.has(remoteId))) seen.listings.add(stored.remoteId);
  }
  const whole = [...known.listings.values()].every(
    ({remoteId, offers}) => seen.listings.has(remoteId) && offers.every((offer) => seen.offers.has(offer.remoteId)),
  );
  if (whole) return {listings: 0, offers: 0};
  return await data.catalog.keepOnly(shop.id, seen);
}
