import type {Experiment} from '../../domain/pricing/experiment/types.js';
import type {ExperimentRepository} from '../../ports/data.js';
import {insertRows, takeIds} from '../bulk.js';
import type {Store} from '../store.js';

/** What can be asked for stands in columns, the rest as text beside it. */
export function experimentRepository(store: Store): ExperimentRepository {
  return {
    nextId: async () => `T-${await takeIds(store, 'experiment', 1)}`,
    put: async ({id, shopId, kind, state, startedAt, endedAt, ...body}) => {
      const row = {
        id,
        shop_id: shopId,
        number: Number(id.slice(2)),
        kind,
        state,
        started_at: startedAt,
        ended_at: endedAt,
        body: JSON.stringify(body),
      };
      await store.atomic((within) => insertRows(within, 'experiment', [row], {keys: ['id'], write: 'over'}));
    },
    list: async (shopId) => {
      const query = store.db.selectFrom('experiment').selectAll().where('shop_id', '=', shopId);
      const rows = await query.orderBy('number').execute();
      return rows.map(({id, shop_id, kind, state, started_at, ended_at, body}) => {
        const common = {id, shopId: shop_id, kind, state, startedAt: started_at, endedAt: ended_at};
        return {...(JSON.parse(body) as object), ...common} as Experiment;
      });
    },
  };
}
