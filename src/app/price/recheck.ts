import {parseOptions} from '../../domain/catalog/key.js';
import type {ListingContent, OfferContent, Shop} from '../../domain/catalog/types.js';
import {targetText} from '../../domain/change/fields.js';
import type {Change, FieldValue, GuardVerdict, Plan, PlanHead, TargetKey} from '../../domain/change/types.js';
import {message} from '../../domain/errors.js';
import {type Minor, parseAmount} from '../../domain/money.js';
import type {OfferFacts} from '../../domain/pricing/facts.js';
import {hold, type Origin, recheck} from '../../domain/pricing/guards.js';
import type {Rules} from '../../domain/pricing/rules.js';
import {restoredPrice} from '../../domain/pricing/settle.js';
import {promotionPrice} from '../../domain/promotions/overlay.js';
import type {Promotion} from '../../domain/promotions/types.js';
import type {Context} from '../context.js';
import {type FactBook, openFacts} from './facts.js';
import {factIndex} from './find.js';
import {loadRules} from './rules.js';

/**
 * Runs every hard guard again on the prices a plan would write, by what is true now. Verdicts by the change's number; a
 * change that writes no price has none. Any verdict that is not `pass` must stop the apply (MODEL.md §3).
 */
export async function recheckPlan(
  context: Context,
  shop: Shop,
  plan: Plan,
): Promise<ReadonlyMap<number, readonly GuardVerdict[]>> {
  const trusted = await context.data.plans.head(plan.id);
  // A plan file can be edited: bounds are overridden, and another rules file read, only where the kept plan says so.
  const rules = await rulesAtApply(context, shop, trusted);
  const book = await openFacts(context, shop, rules);
  const find = factIndex(book.byOffer.values());
  const promotions = new Map(
    (await context.data.promotions.list(shop.id)).map((promotion) => [promotion.id, promotion]),
  );
  const manual = plan.manual !== undefined;
  const overrideBounds = manual && trusted?.manual?.overrideBounds === true;
  const made = listingsMade(plan);
  const verdicts = new Map<number, readonly GuardVerdict[]>();
  for (const change of plan.changes) {
    if (change.target.kind !== 'offer' || change.op === 'archive') continue;
    if (!pricesSomething(change)) continue;
    const facts =
      change.op === 'create' ? await factsOfNew(context, shop, made, change, book) : knownOffer(change, find);
    if (facts === null) {
      verdicts.set(change.n, [unknownOffer(change, shop)]);
      continue;
    }
    const said = pricesOf(change, facts).flatMap((price) =>
      recheck(facts, rules, price, {
        ...originOf(change, facts, rules, price, {manual, overrideBounds}),
        ...promoted(promotions.get(change.overlay ?? ''), facts, price),
      }),
    );
    if (said.length > 0) verdicts.set(change.n, said);
  }
  return verdicts;
}

async function rulesAtApply(context: Context, shop: Shop, trusted: PlanHead | null): Promise<Rules> {
  return await loadRules(context, shop, trusted?.rules.file);
}

function pricesSomething({fields}: Change): boolean {
  return fields['price'] !== undefined || fields['base_price'] !== undefined;
}

/** The offer meant. A remote id decides in the shop, so one that the store does not know may not borrow a SKU's bounds. */
function knownOffer({target: {key}}: Change, find: (key: TargetKey) => OfferFacts | null): OfferFacts | null {
  const facts = find(key);
  return key.remoteId === undefined || facts?.key.remoteId === key.remoteId ? facts : null;
}

/** Of an offer that the store does not know no bound is known either: nothing lets its price pass. */
function unknownOffer({target}: Change, shop: Shop): GuardVerdict {
  return hold('inputs', message('OFFER_UNKNOWN', {sku: targetText(target), shop: shop.name, nearest: ''}));
}

/**
 * The visible price, and the base where it is another. Text that is no amount is no price: not a number; nor is none,
 * where there was a price: souk takes no price away (an offer that is made may be without).
 */
function pricesOf({fields, op}: Change, facts: OfferFacts): readonly Minor[] {
  const after = [fields['price'], fields['base_price']].flatMap((field) => (field === undefined ? [] : [field.after]));
  const given = op === 'create' ? after.filter((value) => value !== null) : after;
  return [...new Set(given.map((value) => amountOf(value, facts.currency)))];
}

function amountOf(value: FieldValue, currency: string): Minor {
  return (typeof value === 'string' ? parseAmount(value, currency) : null) ?? Number.NaN;
}

/** The end of a promotion is one only at the price that comes back; anything else goes through all guards. */
function originOf(
  change: Change,
  facts: OfferFacts,
  rules: Rules,
  price: Minor,
  plan: Pick<Origin, 'manual' | 'overrideBounds'>,
): Origin {
  const restore = change.overlay === null && price === restoredPrice(facts, rules);
  return {...plan, file: change.source !== undefined, overlay: change.overlay !== undefined, restore};
}

/** The price of a promotion is a person's own figure, and may pass the bounds where that was accepted; no other price is. */
function promoted(promotion: Promotion | undefined, facts: OfferFacts, price: Minor): Partial<Origin> {
  if (promotion === undefined || promotionPrice(promotion.terms, facts.base) !== price) return {};
  if (promotion.status !== 'scheduled' && promotion.status !== 'running') return {};
  return {manual: true, ...(promotion.terms.acceptLosses === true ? {overrideBounds: true} : {})};
}

/** The plan's first change of each listing, by product. */
function listingsMade({changes}: Plan): ReadonlyMap<string, Change> {
  const made = new Map<string, Change>();
  for (const change of changes) {
    const {product} = change.target.key;
    if (change.target.kind === 'listing' && product !== undefined && !made.has(product)) made.set(product, change);
  }
  return made;
}

/** An offer that the plan creates: what is already known under its SKU, and the listing it belongs to. */
async function factsOfNew(
  context: Context,
  shop: Shop,
  listings: ReadonlyMap<string, Change>,
  change: Change,
  book: FactBook,
): Promise<OfferFacts> {
  const {product = ''} = change.target.key;
  const made = listings.get(product);
  const [known] = made === undefined ? await context.data.catalog.listings(shop.id, {products: [product]}) : [];
  return book.forNew(known ?? listingOf(product, made), offerOf(change, shop));
}

function listingOf(product: string, made: Change | undefined): ListingContent {
  const text = (name: string) => {
    const value = made?.fields[name]?.after;
    return typeof value === 'string' ? value : '';
  };
  const tags = made?.fields['tags']?.after;
  const status = text('status');
  return {
    product,
    title: text('title'),
    description: '',
    vendor: text('vendor'),
    category: text('category'),
    tags: Array.isArray(tags) ? tags.filter((tag): tag is string => typeof tag === 'string') : [],
    status: status === 'draft' || status === 'archived' ? status : 'active',
    images: [],
    extra: {},
  };
}

function offerOf({fields, target}: Change, shop: Shop): OfferContent {
  const rate = fields['tax_rate']?.after;
  return {
    sku: target.key.sku ?? null,
    options: parseOptions(target.key.options ?? '') ?? [],
    price: null,
    compareAt: null,
    cost: null,
    currency: shop.terms.currency,
    taxRate: typeof rate === 'string' ? rate : null,
    stock: null,
    gtin: null,
    weightGrams: null,
    image: null,
    extra: {},
  };
}
