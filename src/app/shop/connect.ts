import type {Shop} from '../../domain/catalog/types.js';
import type {Message} from '../../domain/errors.js';
import type {Context} from '../context.js';
import {type CatalogueLook, lookAtCatalogue} from '../doctor/catalogue.js';
import {catalogueFindings} from '../doctor/examine.js';
import {addShop, type NewShopInput} from './add.js';
import {pullShop} from './pull.js';

/** A shop that was just connected, pulled and looked through. */
export interface FirstLook {
  readonly shop: Shop;
  readonly look: CatalogueLook;
  /** What would keep souk from pricing it well, each with the command that mends it. */
  readonly findings: readonly Message[];
}

/** First steps: connects a shop, pulls it, and looks at what is there. Writes nothing to the shop. */
export async function connectShop(context: Context, input: NewShopInput): Promise<FirstLook> {
  const {shop} = await addShop(context, input);
  await pullShop(context, shop);
  const look = await lookAtCatalogue(context, shop);
  return {shop, look, findings: catalogueFindings(shop, look)};
}
