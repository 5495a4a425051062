import type {LimiterRepository} from '../../ports/data.js';
import type {Store} from '../store.js';

export function limiterRepository(store: Store): LimiterRepository {
  return {
    update: (shopId, name, here, step) =>
      store.atomic(async (within) => {
        const read = () =>
          within.db
            .selectFrom('limiter')
            .select('state')
            .where('shop_id', '=', shopId)
            .where('name', '=', name)
            .$if(within.engine === 'postgres', (query) => query.forUpdate())
            .executeTakeFirst();
        const kept = (await read()) ?? (await begin(within, shopId, name, read));
        // Asked for when the row is ours: whoever comes later gets a later instant, however long it waited for its turn.
        const mine = here();
        const at = await within.leaseClock(mine.at);
        const now = within.engine === 'postgres' ? {epoch: 'server', at, wall: at} : mine;
        const {state, result} = step(kept === undefined || kept.state === '' ? null : kept.state, now);
        await within.db
          .updateTable('limiter')
          .set({state, at: Math.floor(now.wall)})
          .where('shop_id', '=', shopId)
          .where('name', '=', name)
          .execute();
        return result;
      }),
  };
}

/** An empty row, so that there is one to wait for when two begin at once. */
async function begin<T>(within: Store, shopId: number, name: string, read: () => Promise<T>): Promise<T> {
  await within.db
    .insertInto('limiter')
    .values({shop_id: shopId, name, state: '', at: 0})
    .onConflict((on) => on.columns(['shop_id', 'name']).doNothing())
    .execute();
  return await read();
}
