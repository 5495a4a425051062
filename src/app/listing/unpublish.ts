import {createHash} from 'node:crypto';
import {skuKey} from '../../domain/catalog/key.js';
import {indexLive} from '../../domain/catalog/live.js';
import type {StoredListing} from '../../domain/catalog/types.js';
import {canonicalJson} from '../../domain/change/canonical.js';
import type {Change, Plan} from '../../domain/change/types.js';
import {KnownError, type Message, message} from '../../domain/errors.js';
import type {Context} from '../context.js';
import {savePlan} from '../plan/save.js';
import {newBatch} from '../price/draft.js';
import {loadRules, rulesHash} from '../price/rules.js';
import {findShop} from '../shop/find.js';
import {pullShop} from '../shop/pull.js';

export interface Unpublished {
  readonly plan: Plan;
  readonly warnings: readonly Message[];
}

/** Plans to take the listings of these SKUs off sale: their status becomes draft, nothing is deleted. */
export async function unpublish(
  context: Context,
  input: {readonly shop: string | undefined; readonly skus: readonly string[]},
): Promise<Unpublished> {
  const shop = await findShop(context, input.shop);
  const {capabilities} = await context.platform(shop);
  if (!capabilities.fields.listing.includes('status'))
    throw new KnownError('input', 'STATUS_UNSUPPORTED', {shop: shop.name});
  await pullShop(context, shop, {kinds: ['listings']});
  const live = indexLive(await context.data.catalog.listings(shop.id));
  const listings = new Map<number, StoredListing>();
  const missing: string[] = [];
  for (const text of input.skus) {
    const found = live.bySku(skuKey(text) ?? '');
    if (found.length === 0) missing.push(text);
    for (const {listing} of found) listings.set(listing.id, listing);
  }
  if (missing.length > 0) throw new KnownError('usage', 'SKU_NOT_LISTED', {skus: missing.join(', '), shop: shop.name});
  const onSale = [...listings.values()].filter(({status}) => status === 'active');
  const off = [...listings.values()].filter(({status}) => status !== 'active');
  const changes = onSale.map(changeOf);
  const plan = await savePlan(context, shop, {
    batch: newBatch(),
    kind: 'listing',
    shop: {id: shop.id, name: shop.name, currency: shop.terms.currency},
    by: context.by,
    inputs: {hash: createHash('sha256').update(canonicalJson(changes)).digest('hex'), sources: []},
    rules: {hash: rulesHash(await loadRules(context, shop))},
    summary: {
      create: 0,
      update: changes.length,
      archive: 0,
      unchanged: off.length,
      orphan: 0,
      skipped: 0,
      held: 0,
      refused: 0,
    },
    breaker: {tripped: false, limits: []},
    changes,
    skipped: [],
  });
  const whole = onSale
    .filter(({offers}) => offers.length > 1)
    .map(({product, offers}) => message('LISTING_WHOLE', {product, count: offers.length}));
  return {plan, warnings: [...whole, ...off.map(({product}) => message('ALREADY_UNPUBLISHED', {product}))]};
}

function changeOf({product, remoteId, status}: StoredListing, index: number): Change {
  return {
    n: index + 1,
    target: {kind: 'listing', key: {product, remoteId}},
    op: 'update',
    fields: {status: {before: status, after: 'draft'}},
    reasons: [message('UNPUBLISHED_BY_HAND', {})],
    guards: [],
  };
}
