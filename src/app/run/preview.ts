import type {Shop} from '../../domain/catalog/types.js';
import {targetText} from '../../domain/change/fields.js';
import type {Change} from '../../domain/change/types.js';
import {KnownError, type Message, message} from '../../domain/errors.js';
import type {Context} from '../context.js';

/** Rows that are named; the others are counted. */
const NAMED = 20;

/**
 * What the shop itself would say to changes, where its platform can be asked without anything being done; else nothing.
 * That the shop can not be asked now is said, and stands in nobody's way: the plan is there all the same.
 */
export async function foreseenBy(
  context: Context,
  shop: Shop,
  changes: readonly Change[],
): Promise<readonly Message[]> {
  if (changes.length === 0) return [];
  try {
    const platform = await context.platform(shop);
    if (platform.preview === undefined) return [];
    const step = context.progress.start(shop.name, null);
    const preview = await platform.preview(changes, context.signal).finally(() => step.end());
    const byNumber = new Map(changes.map((change) => [change.n, change]));
    const named = preview.refused.slice(0, NAMED).flatMap(({n, code, message: why}) => {
      const change = byNumber.get(n);
      return change === undefined ? [] : [message('PREVIEW_REFUSED', {target: targetText(change.target), code, why})];
    });
    const {asked, refused} = preview;
    const total = changes.length;
    if (refused.length === 0 && asked === total) return [];
    return [...named, message('PREVIEW_DONE', {shop: shop.name, asked, total, refused: refused.length})];
  } catch (error) {
    if (!(error instanceof KnownError)) throw error;
    return [{code: error.code, params: error.params} as Message];
  }
}
