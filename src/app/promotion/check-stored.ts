import type {Shop} from '../../domain/catalog/types.js';
import type {Context} from '../context.js';
import {type Checked, checkPromotions} from './check.js';
import {findPromotion} from './find.js';
import {loadShelf} from './shelf.js';

/** Checks a stored promotion, or all that are not over. Writes nothing. */
export async function checkStored(context: Context, shop: Shop, id: string | undefined): Promise<readonly Checked[]> {
  const shelf = await loadShelf(context, shop);
  const live = shelf.promotions.filter(({status}) => status === 'scheduled' || status === 'running');
  return await checkPromotions(
    context,
    shop,
    shelf,
    id === undefined ? live : [await findPromotion(context, shop, id)],
  );
}
