import type {LockOwner, LockRepository} from '../../ports/data.js';
import type {Store} from '../store.js';

/** The longest a request under a lapsed lease may still be under way, in ms. */
const LONGEST_REQUEST = 10 * 60_000;

export function lockRepository(store: Store): LockRepository {
  return {
    take: (name, owner, at, leaseMs, dead) =>
      store.atomic(async (within) => {
        const now = await within.leaseClock(at);
        const row = {name, owner: ownerText(owner), taken_at: now, lease_until: now + leaseMs};
        const taken = await within.db
          .insertInto('lock')
          .values(row)
          .onConflict((on) => on.column('name').doNothing())
          .returning('name')
          .executeTakeFirst();
        if (taken !== undefined) return null;
        const held = await within.db.selectFrom('lock').selectAll().where('name', '=', name).executeTakeFirstOrThrow();
        const holder = JSON.parse(held.owner) as LockOwner;
        // A process of this machine is asked whether it lives; one elsewhere can only be judged by its lease.
        const lapsed = holder.host !== owner.host && held.lease_until + LONGEST_REQUEST <= now;
        if (held.owner !== row.owner && !lapsed && !dead(holder)) return holder;
        const replaced = await within.db
          .updateTable('lock')
          .set(row)
          .where('name', '=', name)
          .where('owner', '=', held.owner)
          .where('lease_until', '=', held.lease_until)
          .executeTakeFirst();
        if (replaced.numUpdatedRows > 0n) return null;
        const winner = await within.db.selectFrom('lock').select('owner').where('name', '=', name).executeTakeFirst();
        return winner === undefined ? holder : (JSON.parse(winner.owner) as LockOwner);
      }),
    release: async (name, owner) => {
      await store.db.deleteFrom('lock').where('name', '=', name).where('owner', '=', ownerText(owner)).execute();
    },
    holder: async (name) => {
      const row = await store.db.selectFrom('lock').select('owner').where('name', '=', name).executeTakeFirst();
      return row === undefined ? null : (JSON.parse(row.owner) as LockOwner);
    },
  };
}

/** The same text for the same owner. */
function ownerText({pid, host, bootId, startedAt}: LockOwner): string {
  return JSON.stringify({pid, host, bootId, startedAt});
}
