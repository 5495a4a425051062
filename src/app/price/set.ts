import type {Plan} from '../../domain/change/types.js';
import {KnownError, message} from '../../domain/errors.js';
import {formatAmount, type Minor, parseAmount} from '../../domain/money.js';
import {composePrice} from '../../domain/pricing/compose.js';
import type {Context} from '../context.js';
import {savePlan} from '../plan/save.js';
import {findShop} from '../shop/find.js';
import {pullOnce} from '../shop/pull.js';
import {draftPrices, newBatch} from './draft.js';
import {openFacts} from './facts.js';
import {typedOffer} from './find.js';

export interface SetInput {
  readonly shop: string | undefined;
  readonly sku: string;
  /** A decimal such as "12.50" in the shop's currency. */
  readonly price: string;
  /** Struck-through price; "none" takes it off. */
  readonly compareAt?: string;
  readonly overrideBounds: boolean;
}

/** The one-line change: a plan that sets one price by hand. A figure out of bounds is held and said, nothing is saved. */
export async function setPrice(context: Context, input: SetInput): Promise<Plan> {
  const shop = await findShop(context, input.shop);
  await pullOnce(context, shop);
  const {rules, byOffer} = await openFacts(context, shop);
  const facts = await typedOffer(context, shop, byOffer.values(), input.sku);
  const {currency} = shop.terms;
  const basePrice = priceOf(input.price, currency);
  const compareAt =
    input.compareAt === undefined ? {} : {baseCompareAt: compareAtOf(input.compareAt, basePrice, currency)};
  const composed = composePrice(
    {
      basePrice,
      ...compareAt,
      manual: true,
      overrideBounds: input.overrideBounds,
      strategy: 'manual',
      reasons: [message('SET_BY_HAND', {price: formatAmount(basePrice, currency), currency})],
    },
    facts,
    rules,
  );
  if (composed.kind === 'skipped')
    throw new KnownError('blocked', composed.skipped.reason.code, composed.skipped.reason.params);
  const draft = await draftPrices(context, shop, [{facts, composed}], {
    kind: 'price',
    batch: newBatch(),
    rules,
    sources: [],
    manual: {overrideBounds: input.overrideBounds},
    all: byOffer,
  });
  return await savePlan(context, shop, draft);
}

/** A price that a person typed: a plain decimal above zero. */
export function priceOf(text: string, currency: string): Minor {
  const price = parseAmount(text, currency);
  if (price === null || price <= 0) throw new KnownError('usage', 'AMOUNT_INVALID', {text, currency});
  return price;
}

function compareAtOf(text: string, price: Minor, currency: string): Minor | null {
  if (text === 'none') return null;
  const compareAt = priceOf(text, currency);
  if (compareAt > price) return compareAt;
  throw new KnownError('usage', 'COMPARE_AT_LOW', {compareAt: text, price: formatAmount(price, currency), currency});
}
