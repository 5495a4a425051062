import type {Selector} from '../../domain/catalog/selector.js';
import type {Shop} from '../../domain/catalog/types.js';
import {parseWhere} from '../../domain/catalog/where.js';
import {KnownError} from '../../domain/errors.js';
import type {PromotionWish} from './wish.js';

/** What a person said on the command line. */
export interface WishFlags {
  readonly file?: string | undefined;
  readonly name?: string | undefined;
  readonly percent?: string | undefined;
  readonly amount?: string | undefined;
  readonly where?: string | undefined;
  readonly sku?: readonly string[] | undefined;
  readonly all?: boolean | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly strike?: boolean | undefined;
  readonly announced?: string | undefined;
  readonly 'accept-losses'?: boolean | undefined;
}

/** The wishes of a file, or the one of the flags. */
export async function readWishes(shop: Shop, flags: WishFlags): Promise<readonly PromotionWish[]> {
  if (flags.file !== undefined) {
    const {readPromotionsFile} = await import('./file.js');
    return await readPromotionsFile(shop, flags.file);
  }
  const {name = 'unnamed', percent, amount, from, to = '', strike = true, announced} = flags;
  return [
    {
      name,
      percent,
      amount,
      scope: scopeOf(shop, flags),
      from,
      to,
      strike,
      announced,
      acceptLosses: flags['accept-losses'] === true,
    },
  ];
}

/** SKUs and conditions together narrow the scope; the whole shop has to be asked for. */
function scopeOf({terms}: Shop, {where, sku = [], all}: WishFlags): Selector {
  const skus = sku.map((text) => text.trim()).filter((text) => text !== '');
  const named: Selector = skus.length === 0 ? [] : [{field: 'sku', values: skus}];
  const scope = [...named, ...(where === undefined ? [] : parseWhere(where, terms.currency))];
  if (scope.length === 0 && all !== true) throw new KnownError('usage', 'PROMO_SCOPE_NEEDED', {});
  return scope;
}
