import type {Change} from '../../domain/change/types.js';
import {type Message, message} from '../../domain/errors.js';
import {type Line, may} from './desk.js';
import {activates, PUBLISHING, shelvesOf} from './publish.js';

/** What a merchant should know of a plan: products that will be active, and nobody sees them. */
export async function cautionsFor(
  line: Line,
  changes: readonly Omit<Change, 'n'>[],
  signal: AbortSignal,
): Promise<readonly Message[]> {
  const count = changes.filter((change) => change.op === 'create' && activates(change)).length;
  if (count === 0 || line.channels === 'none') return [];
  if (may((await line.desk(signal)).scopes, PUBLISHING)) {
    const shelves = await shelvesOf(line, signal);
    if (shelves === null || shelves.chosen.length > 0) return [];
  }
  return [message('SHOPIFY_UNPUBLISHED', {shop: line.shop.name, count, scope: PUBLISHING})];
}
