import type {Shop} from '../../domain/catalog/types.js';
import type {RivalRecord} from '../../domain/facts.js';
import type {PullPage} from '../../ports/platform.js';
import type {Context} from '../context.js';

/**
 * Adds to a page of rivals' offers those who offered something when they were last seen and are not among all that there
 * is now: without a word they would be reckoned with until their sighting grows old. Pages come in the order of time.
 */
export async function rivalsGone(
  {data}: Pick<Context, 'data'>,
  shop: Shop,
  at: number,
): Promise<(page: PullPage<'rivals'>) => readonly RivalRecord[]> {
  const known = new Map(await data.facts.rivals(shop.id, at));
  return ({records, whole}) => {
    if (whole === undefined) return records;
    const here = new Set(records.map(keyOf));
    const gone: RivalRecord[] = [];
    for (const {sku, condition, seenAt} of whole.skus) {
      const before = known.get(sku) ?? [];
      for (const each of before) {
        const theirs = each.rival.startsWith(whole.rivals) && (each.condition ?? condition) === condition;
        if (theirs && each.inStock && each.seenAt < seenAt && !here.has(keyOf(each)))
          gone.push({...each, price: null, shipping: null, inStock: false, seenAt});
      }
      const now = [...records.filter((each) => each.sku === sku), ...gone.filter((each) => each.sku === sku)];
      const told = new Set(now.map(keyOf));
      known.set(sku, [...before.filter((each) => !told.has(keyOf(each))), ...now]);
    }
    return [...records, ...gone];
  };
}

function keyOf({sku, rival}: RivalRecord): string {
  return JSON.stringify([sku, rival]);
}
