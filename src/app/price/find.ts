import type {Shop} from '../../domain/catalog/types.js';
import {targetText} from '../../domain/change/fields.js';
import type {TargetKey} from '../../domain/change/types.js';
import {KnownError, type Message} from '../../domain/errors.js';
import {nearest} from '../../domain/nearest.js';
import type {OfferFacts} from '../../domain/pricing/facts.js';
import type {Context} from '../context.js';

/** Looks an offer's facts up by its key: the remote id where it is known, else SKU, else product and options. */
export function factIndex(all: Iterable<OfferFacts>): (key: TargetKey) => OfferFacts | null {
  const byRemote = new Map<string, OfferFacts>();
  const byText = new Map<string, OfferFacts>();
  for (const facts of all) {
    if (facts.key.remoteId !== undefined) byRemote.set(facts.key.remoteId, facts);
    byText.set(targetText({kind: 'offer', key: facts.key}), facts);
  }
  return (key) => byRemote.get(key.remoteId ?? '') ?? byText.get(targetText({kind: 'offer', key})) ?? null;
}

/**
 * The same, for a SKU that a person typed: where the shop has it and souk can not read it, that is said.
 *
 * @throws KnownError input OFFER_UNREADABLE, OFFER_UNKNOWN, OFFER_TWICE
 */
export async function typedOffer(
  context: Context,
  shop: Shop,
  all: Iterable<OfferFacts>,
  sku: string,
): Promise<OfferFacts> {
  try {
    return offerBySku(all, sku, shop.name);
  } catch (error) {
    if (!(error instanceof KnownError) || error.code !== 'OFFER_UNKNOWN') throw error;
    const why = await whyUnreadable(context, shop, sku.trim());
    throw why === null ? error : new KnownError('input', 'OFFER_UNREADABLE', {sku: sku.trim(), shop: shop.name, why});
  }
}

/** A shop that does not answer now has nothing to add. */
async function whyUnreadable(context: Context, shop: Shop, sku: string): Promise<Message | null> {
  try {
    return (await (await context.platform(shop)).unreadable?.(sku, context.signal)) ?? null;
  } catch (error) {
    if (error instanceof KnownError) return null;
    throw error;
  }
}

/** The one offer with this SKU. Fails when there is none, or more than one. */
function offerBySku(all: Iterable<OfferFacts>, sku: string, shop: string): OfferFacts {
  const wanted = sku.trim();
  const skus: string[] = [];
  const found: OfferFacts[] = [];
  for (const facts of all) {
    if (facts.offer.sku === wanted) found.push(facts);
    if (facts.offer.sku !== null) skus.push(facts.offer.sku);
  }
  const [only] = found;
  if (only === undefined)
    throw new KnownError('input', 'OFFER_UNKNOWN', {sku: wanted, shop, nearest: nearest(wanted, skus)});
  if (found.length > 1) throw new KnownError('input', 'OFFER_TWICE', {sku: wanted, shop, count: found.length});
  return only;
}
