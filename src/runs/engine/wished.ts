import {LOCAL_FIELDS, offerKey, sameValue, targetText} from '../../domain/change/fields.js';
import type {Change} from '../../domain/change/types.js';
import {lastAnswer} from '../../domain/last-answer.js';
import {amountOrNull} from '../../domain/money.js';
import type {RemoteListing} from '../../ports/platform.js';

/** True for a change that says itself what becomes of base and overlay. */
export function saysBase({op, overlay, fields}: Change): boolean {
  return op === 'update' && (overlay !== undefined || Object.keys(fields).some((name) => LOCAL_FIELDS.has(name)));
}

/** Changes that set a base, by the shop's id of the offer, else by its name. A run asks after each of its batches. */
const wishesOf = lastAnswer((changes: readonly Change[]): ReadonlyMap<string, Change> => {
  const wishes = new Map<string, Change>();
  for (const change of changes) {
    if (change.target.kind !== 'offer' || !saysBase(change)) continue;
    wishes.set(change.target.key.remoteId ?? targetText(change.target), change);
  }
  return wishes;
});

/**
 * The offers, by the shop's id, that show a price which one of these changes wishes: it is souk's own doing, read back
 * or not, and no price of somebody else's that the base would have to follow.
 */
export function wishedIn(listings: Iterable<RemoteListing>, changes: readonly Change[]): ReadonlyMap<string, Change> {
  const wishes = wishesOf(changes);
  const found = new Map<string, Change>();
  if (wishes.size === 0) return found;
  for (const {product, offers} of listings) {
    for (const offer of offers) {
      const name = targetText({kind: 'offer', key: offerKey(product, offer)});
      const change = wishes.get(offer.remoteId) ?? wishes.get(name);
      const price = change?.fields['price'];
      if (change === undefined || price === undefined) continue;
      if (sameValue(price.after, amountOrNull(offer.price, offer.currency))) found.set(offer.remoteId, change);
    }
  }
  return found;
}
