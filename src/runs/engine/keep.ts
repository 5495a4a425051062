import type {StoredListing, StoredOffer} from '../../domain/catalog/types.js';
import type {Change} from '../../domain/change/types.js';
import {parseAmount} from '../../domain/money.js';
import type {PromotionOffer} from '../../domain/promotions/types.js';
import type {Data, LedgerEntry} from '../../ports/data.js';
import type {RemoteListing} from '../../ports/platform.js';
import {businessNow} from '../now.js';
import type {Inspected} from './inspect.js';
import type {Engine, Job} from './job.js';
import {markUndone} from './mark-undone.js';
import {mirrored, overlaidIn} from './mirrored.js';
import type {Verified} from './verify.js';
import {saysBase, wishedIn} from './wished.js';

/** All that follows from a batch that was read back, in one commit: the journal can not say "verified" without it. */
export async function keep(engine: Engine, job: Job, rows: readonly Verified[]): Promise<void> {
  // Asked first: no answer of a shop is waited for while the store is held.
  const now = await businessNow(engine);
  await engine.data.transaction(async (data) => {
    await job.journal.write(
      rows.map(({move}) => move),
      data,
    );
    const overlays = new Map(
      (await data.promotions.overlays(job.shop.id)).map((overlay) => [overlay.offerId, overlay]),
    );
    await mirror(engine, data, job, rows, overlays);
    const offers = await offersOf(data, job.shop.id, rows);
    const verified = rows.filter(({move}) => move.state === 'verified');
    await setBases(data, verified, offers);
    await setOverlays(data, job, verified, offers, overlays, now);
    await recordPrices(data, job, rows, now);
    await markUndone(data, job, verified, engine.clock.real());
  });
}

/**
 * The mirror becomes what was read. A base never follows a price that a promotion set, or that the plan sets itself, be
 * it in another row of the same product that is still to be read back.
 */
async function mirror(
  {clock}: Engine,
  data: Data,
  job: Job,
  rows: readonly Verified[],
  overlays: ReadonlyMap<number, PromotionOffer>,
): Promise<void> {
  const listings = new Map<string, RemoteListing>();
  for (const {inspected} of rows)
    if (inspected.live.listing !== null) listings.set(inspected.live.listing.remoteId, inspected.live.listing);
  const known = await mirrored(data, job.shop.id, inspectedIn(rows));
  const standing = new Set(overlaidIn(known, overlays));
  for (const {inspected, move} of rows) {
    const {change, live} = inspected;
    // A promotion's price that the shop kept otherwise is no base either; any other price that is not as wished is one.
    const own = move.state === 'verified' || (move.code === 'ROW_MISMATCHED' && change.overlay !== undefined);
    if (live.offer !== null && saysBase(change) && own) standing.add(live.offer.remoteId);
  }
  for (const remoteId of wishedIn(listings.values(), job.plan.changes).keys()) standing.add(remoteId);
  await data.catalog.mirror(job.shop.id, [...listings.values()], {at: clock.real(), overlaid: standing});
  await forget(data, job.shop.id, rows, known);
}

/** What the shop no longer has goes from the mirror as well. */
async function forget(
  data: Data,
  shopId: number,
  rows: readonly Verified[],
  known: readonly StoredListing[],
): Promise<void> {
  const gone = rows.filter(({inspected, move}) => inspected.change.op === 'archive' && move.state === 'verified');
  if (gone.length === 0) return;
  const listings = new Set<string>();
  const offers = new Set<string>();
  const alive = new Map(rows.map(({inspected}) => [inspected.change.target.key.product, inspected.live.listing]));
  for (const listing of known) {
    if (!alive.has(listing.product)) continue;
    const live = alive.get(listing.product) ?? null;
    const kept = new Set(live?.offers.map(({remoteId}) => remoteId) ?? []);
    if (live === null) listings.add(listing.remoteId);
    for (const {remoteId} of listing.offers) if (!kept.has(remoteId)) offers.add(remoteId);
  }
  await data.catalog.forget(shopId, {listings, offers});
}

async function offersOf(
  data: Data,
  shopId: number,
  rows: readonly Verified[],
): Promise<ReadonlyMap<string, StoredOffer>> {
  const listings = await mirrored(data, shopId, inspectedIn(rows));
  return new Map(listings.flatMap(({offers}) => offers.map((offer) => [offer.remoteId, offer])));
}

function inspectedIn(rows: readonly Verified[]): readonly Inspected[] {
  return rows.map(({inspected}) => inspected);
}

async function setBases(
  data: Data,
  rows: readonly Verified[],
  offers: ReadonlyMap<string, StoredOffer>,
): Promise<void> {
  const bases = rows.flatMap(({inspected: {change, live}}) => {
    const offer = offers.get(live.offer?.remoteId ?? '');
    const {base_price: price, base_compare_at_price: compareAt} = change.fields;
    if (offer === undefined || change.op !== 'update' || (price === undefined && compareAt === undefined)) return [];
    const amount = (field: typeof price, kept: number | null) =>
      field === undefined ? kept : typeof field.after === 'string' ? parseAmount(field.after, offer.currency) : null;
    return [
      {
        offerId: offer.id,
        basePrice: amount(price, offer.basePrice),
        baseCompareAt: amount(compareAt, offer.baseCompareAt),
      },
    ];
  });
  if (bases.length > 0) await data.catalog.setBase(bases);
}

function pricesOf({fields, target}: Change): boolean {
  return target.kind === 'offer' && (fields['price'] !== undefined || fields['compare_at_price'] !== undefined);
}

/** The overlay a change sets stands from now on; the one it takes back is gone. Without a word of it, overlays stay. */
async function setOverlays(
  data: Data,
  job: Job,
  rows: readonly Verified[],
  offers: ReadonlyMap<string, StoredOffer>,
  overlays: ReadonlyMap<number, PromotionOffer>,
  now: number,
): Promise<void> {
  for (const {inspected} of rows) {
    const {overlay: promotion} = inspected.change;
    const offer = offers.get(inspected.live.offer?.remoteId ?? '');
    if (promotion === undefined || offer === undefined || offer.price === null) continue;
    const standing = overlays.get(offer.id);
    if (standing !== undefined && standing.promotion !== promotion)
      await data.promotions.clearOverlay(standing.promotion, offer.id);
    if (promotion === null) continue;
    const {price, compareAt} = offer;
    const setAt = standing?.promotion === promotion ? standing.setAt : now;
    await data.promotions.setOverlay({promotion, shopId: job.shop.id, offerId: offer.id, price, compareAt, setAt});
  }
}

/** Every price that a buyer saw from now on, whether it is what was wished or not. */
async function recordPrices(data: Data, job: Job, rows: readonly Verified[], at: number): Promise<void> {
  const entries = rows.flatMap(({inspected: {change, live}, move}): LedgerEntry[] => {
    const {offer} = live;
    if (offer === null || offer.sku === null || offer.price === null || !pricesOf(change) || move.state === 'drifted')
      return [];
    const {sku, price, compareAt, currency} = offer;
    const promotion = change.overlay ?? null;
    return [{sku, at, price, compareAt, currency, source: 'run', run: job.journal.run, promotion}];
  });
  if (entries.length > 0) await data.ledger.record(job.shop.id, entries);
}
