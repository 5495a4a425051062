import type {Change} from '../../domain/change/types.js';
import type {Foreseen, Preview} from '../../ports/platform.js';
import {refuseShop, shopFailure, unreachable, whyOf} from '../answers.js';
import {mapAtOnce} from '../at-once.js';
import type {HttpAnswer} from '../http.js';
import {getItem, itemPath} from './ask.js';
import {wishesOf} from './patches.js';
import type {Pushing} from './push.js';
import {skuOf} from './read.js';
import {type Issue, judge} from './submit.js';
import {guiltyOf, NEEDED, productTypeOf, type Ready, readyOf, type Task} from './write.js';

/** So many listings are asked about, which takes a minute: each takes two requests, at five a second. */
const MOST_LISTINGS = 300;
const LINES = 8;

type Asking = Pick<Pushing, 'seller' | 'reading' | 'productType'>;

/** What Amazon would say to changes (`VALIDATION_PREVIEW`): it looks at the very requests that would be sent, and does nothing. */
export async function previewChanges(
  asking: Asking,
  changes: readonly Change[],
  signal: AbortSignal,
): Promise<Preview> {
  const refused: Foreseen[] = [];
  const groups = new Map<string, Task[]>();
  let asked = 0;
  for (const change of changes) {
    const {n, target} = change;
    const sku = skuOf(target);
    if (!groups.has(sku) && groups.size >= MOST_LISTINGS) continue;
    asked += 1;
    const wished = wishesOf(change, asking.reading().currency);
    if ('code' in wished) refused.push({n, code: wished.code, message: wished.message});
    else if (Object.keys(wished.values).length > 0)
      groups.set(sku, [...(groups.get(sku) ?? []), {n, target, values: wished.values}]);
  }
  const found = await mapAtOnce(groups, LINES, ([sku, tasks]) => previewGroup(asking, sku, tasks, signal));
  return {asked, refused: [...refused, ...found.flat()].sort((a, b) => a.n - b.n)};
}

async function previewGroup(
  asking: Asking,
  sku: string,
  tasks: readonly Task[],
  signal: AbortSignal,
): Promise<readonly Foreseen[]> {
  const item = await getItem(asking.seller, sku, NEEDED, signal);
  const {outcomes, ready} = readyOf(tasks, item, asking);
  const refused = outcomes.flatMap((each) => (each.state === 'rejected' ? [each] : []));
  if (item === null || ready.length === 0) return refused;
  const answer = await ask(asking, sku, {productType: productTypeOf(item, asking), ready}, signal);
  return [...refused, ...foreseen(ready, answer, asking.seller.door.shop)];
}

async function ask(
  {seller}: Asking,
  sku: string,
  {productType, ready}: {readonly productType: string; readonly ready: readonly Ready[]},
  signal: AbortSignal,
): Promise<HttpAnswer> {
  const {http, shop} = seller.door;
  const path = itemPath(seller, sku, {mode: 'VALIDATION_PREVIEW', includedData: 'issues'});
  const body = {productType, patches: ready.flatMap(({patches}) => patches)};
  const answer = await http.send({method: 'PATCH', path, body, repeatable: true}, signal).catch((error: unknown) => {
    throw shopFailure(shop, error);
  });
  refuseShop(shop, answer);
  return answer;
}

/** Rows that would be refused: those whose attribute is at fault, or all of the listing where that is not said. */
function foreseen(ready: readonly Ready[], answer: HttpAnswer, shop: string): readonly Foreseen[] {
  const {status, issues = []} = (answer.body ?? {}) as {status?: unknown; issues?: readonly Issue[]};
  if (answer.status === 200 && status === 'VALID') return [];
  const said = judge(answer);
  if (said.state !== 'rejected') throw unreachable(shop, whyOf(answer));
  const named = new Set(
    issues.flatMap(({severity, attributeNames = []}) => (severity === 'ERROR' ? attributeNames : [])),
  );
  return guiltyOf(ready, named).map(({task: {n}}) => ({n, code: said.code, message: said.message}));
}
