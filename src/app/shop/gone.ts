import type {Shop} from '../../domain/catalog/types.js';
import type {RivalRecord} from '../../domain/facts.js';
import type {PullPage} from '../../ports/platform.js';
import type {Context} from '../context.js';

/**
 * Adds to a page of rivals' offers those who offered something when they were last seen and are not among all that there
 * is now: without a word they would be reckoned with until their sighting grows old.
 */
export async function rivalsGone(
  {data, clock}: Pick<Context, 'data' | 'clock'>,
  shop: Shop,
  at: number,
): Promise<(page: PullPage<'rivals'>) => readonly RivalRecord[]> {
  const known = await data.facts.rivals(shop.id, at);
  const seenAt = Math.min(at, clock.real());
  return ({records, whole}) => {
    if (whole === undefined) return records;
    const here = new Set(records.map(keyOf));
    const gone = whole.skus.flatMap((sku) =>
      (known.get(sku) ?? []).filter(
        (each) => each.rival.startsWith(whole.rivals) && each.inStock && each.seenAt < seenAt && !here.has(keyOf(each)),
      ),
    );
    return [...records, ...gone.map((each) => ({...each, price: null, shipping: null, inStock: false, seenAt}))];
  };
}

function keyOf({sku, rival}: RivalRecord): string {
  return JSON.stringify([sku, rival]);
}
