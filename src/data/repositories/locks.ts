import type {Selectable} from 'kysely';
import type {LockAnswer, LockOwner, LockRepository} from '../../ports/data.js';
import {sameTable} from '../process.js';
import type {Schema} from '../schema.js';
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
        if (taken !== undefined) return {kind: 'taken', from: null};
        const held = await within.db.selectFrom('lock').selectAll().where('name', '=', name).executeTakeFirstOrThrow();
        const mine = held.owner === row.owner;
        const said = heldBy(held, owner);
        const lapsed = said.freeAt !== null && said.freeAt <= now;
        if (!mine && !lapsed && !dead(said.by)) return said;
        const replaced = await within.db
          .updateTable('lock')
          .set(mine ? {lease_until: row.lease_until} : row)
          .where('name', '=', name)
          .where('owner', '=', held.owner)
          .where('lease_until', '=', held.lease_until)
          .executeTakeFirst();
        if (replaced.numUpdatedRows > 0n) return mine ? {kind: 'kept'} : {kind: 'taken', from: said.by};
        const winner = await within.db.selectFrom('lock').selectAll().where('name', '=', name).executeTakeFirst();
        return winner === undefined ? said : heldBy(winner, owner);
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

/** A process of this machine is asked whether it lives; one elsewhere can only be judged by its lease. */
function heldBy(row: Selectable<Schema['lock']>, asker: LockOwner): Extract<LockAnswer, {kind: 'held'}> {
  const by = JSON.parse(row.owner) as LockOwner;
  const freeAt = sameTable(by, asker) ? null : row.lease_until + LONGEST_REQUEST;
  return {kind: 'held', by, since: row.taken_at, freeAt};
}

/** The same text for the same owner. */
function ownerText({pid, host, bootId, startedAt, machine = '', pids = ''}: LockOwner): string {
  return JSON.stringify({pid, host, bootId, startedAt, machine, pids});
}
