import type {Shop} from '../../domain/catalog/types.js';
import type {ChangeState} from '../../domain/change/run.js';
import type {Change} from '../../domain/change/types.js';
import type {Data} from '../../ports/data.js';

const PENDING: ReadonlySet<ChangeState> = new Set(['planned', 'sending', 'unknown', 'applied']);

/** What a run that is not over may have made of the shop, without having told the store of it yet. */
export async function sentChanges({runs, plans}: Data, shop: Shop): Promise<readonly Change[]> {
  const run = await runs.openRun(shop.id);
  const plan = run === null ? null : await plans.get(run.plan);
  if (run === null || plan === null) return [];
  const journal = await runs.journal(run.id);
  const sent = new Set(journal.flatMap(({n, state, attempts}) => (attempts > 0 && PENDING.has(state) ? [n] : [])));
  return plan.changes.filter(({n}) => sent.has(n));
}
