import type {Shop} from '../../domain/catalog/types.js';
import {canonicalJson} from '../../domain/change/canonical.js';
import {KnownError, type Message, message} from '../../domain/errors.js';
import type {Promotion} from '../../domain/promotions/types.js';
import type {Context} from '../context.js';
import {pullOnce} from '../shop/pull.js';
import {blocking, type Checked, checkPromotions} from './check.js';
import {notePromotions} from './note.js';
import {loadShelf, type Shelf} from './shelf.js';
import {type PromotionWish, readWish} from './wish.js';

/** What became of the wishes: all are stored, or, with blocking findings, none. */
export interface Added {
  readonly shop: Shop;
  readonly now: number;
  readonly checked: readonly Checked[];
  /** Ids of the promotions that the shop has already, word for word. */
  readonly known: ReadonlySet<string>;
  readonly stored: boolean;
  /** How times were read, and what the shop can not show. */
  readonly notes: readonly Message[];
}

/**
 * Checks promotions and stores them as scheduled. One that the shop has already, with the same name and the same content,
 * is left as it is, so that a file can be added again.
 *
 * @throws KnownError input for what can not be read; PROMO_NAME_TAKEN for another promotion of that name.
 */
export async function addPromotions(
  context: Context,
  shop: Shop,
  wishes: readonly PromotionWish[],
  {store}: {readonly store: boolean},
): Promise<Added> {
  await pullOnce(context, shop);
  const shelf = await loadShelf(context, shop);
  const asked = await asShopCan(context, shop, wishes);
  const wished = asked.wishes.map((wish, index) => readWish(shop, wish, shelf.now, `PR-(new ${index + 1})`));
  const promotions = wished.map(({promotion}) => knownOr(shop, shelf, promotion));
  refuseTwins(shop, promotions);
  const known = new Set(promotions.filter((each) => shelf.promotions.includes(each)).map(({id}) => id));
  const checked = await checkPromotions(context, shop, shelf, promotions);
  const notes = [...asked.notes, ...wished.flatMap((each) => each.notes)];
  const common = {shop, now: shelf.now, notes};
  if (!store || checked.some((each) => blocking(each).length > 0)) return {...common, checked, known, stored: false};
  const stored = await storeAll(context, checked, known);
  await notePromotions(context, shop);
  return {...common, checked: stored, known, stored: true};
}

/** A shop without a place for a struck-through price shows the promotion's alone, and that is said. */
async function asShopCan(
  context: Context,
  shop: Shop,
  wishes: readonly PromotionWish[],
): Promise<{readonly wishes: readonly PromotionWish[]; readonly notes: readonly Message[]}> {
  const {fields} = (await context.platform(shop)).capabilities;
  if (fields.offer.includes('compare_at_price') || wishes.every(({strike}) => !strike)) return {wishes, notes: []};
  return {
    wishes: wishes.map((wish) => ({...wish, strike: false})),
    notes: [message('PROMO_NO_STRIKE', {shop: shop.name})],
  };
}

async function storeAll(
  context: Context,
  checked: readonly Checked[],
  known: ReadonlySet<string>,
): Promise<readonly Checked[]> {
  return await context.data.transaction(async (data) => {
    const stored: Checked[] = [];
    for (const each of checked) {
      if (known.has(each.promotion.id)) {
        stored.push(each);
        continue;
      }
      const promotion = {...each.promotion, id: await data.promotions.nextId()};
      await data.promotions.add(promotion);
      stored.push({...each, promotion});
    }
    return stored;
  });
}

/** The promotion of that name that is not over, when it says the same; else the new one. */
function knownOr(shop: Shop, shelf: Shelf, wished: Promotion): Promotion {
  const twin = shelf.promotions.find(
    ({name, status}) => name === wished.name && (status === 'scheduled' || status === 'running'),
  );
  if (twin === undefined) return wished;
  if (content(twin) === content(wished)) return twin;
  throw new KnownError('input', 'PROMO_NAME_TAKEN', {name: wished.name, id: twin.id, shop: shop.name});
}

function refuseTwins(shop: Shop, promotions: readonly Promotion[]): void {
  const names = new Map<string, string>();
  for (const {name, id} of promotions) {
    const twin = names.get(name);
    if (twin !== undefined) throw new KnownError('input', 'PROMO_NAME_TAKEN', {name, id: twin, shop: shop.name});
    names.set(name, id);
  }
}

function content({terms, scope, startsAt, endsAt, strike}: Promotion): string {
  return canonicalJson([terms, scope, startsAt, endsAt, strike]);
}
