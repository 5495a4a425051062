import {mock} from 'node:test';
import {expect} from 'chai';
import {applyPlan} from '../../../src/app/run/apply.js';
import {withShopLock} from '../../../src/app/run/lock.js';
import {abandonRun, resumeRun} from '../../../src/app/run/resume.js';
import type {KnownError} from '../../../src/domain/errors.js';
import type {LockOwner} from '../../../src/ports/data.js';
import type {Platform} from '../../../src/ports/platform.js';
import {type Desk, openDesk, priceChange} from '../../runs/desk.js';
import {type MemoryShopOptions, memoryShop, productOf} from '../../support/memory-shop.js';

const SIX = Array.from({length: 6}, (_, i) => productOf(`mug-${i}`, [{sku: `MUG-${i}`, price: 1200}]));
const six = () => SIX.map((_, i) => priceChange(`mug-${i}`, `MUG-${i}`, '12.00', '13.00'));
const PAIRS = {batch: {rows: 2, bytes: 1_000_000}};
const MINUTE = 60_000;
/** A living process on this machine, for as long as the tests run. */
const other = (desk: Desk): LockOwner => ({...desk.context.owner, pid: process.ppid, startedAt: ''});

describe('the lock of a shop', () => {
  let desk: Desk;
  const open = async (options: MemoryShopOptions = {}) => {
    desk = await openDesk(memoryShop(SIX, options));
    return desk;
  };
  const name = () => `shop:${desk.shop.id}`;
  /** When the present owner's lease runs out, by asking for the lock from far away. */
  const freeAt = async (): Promise<number> => {
    const far = {pid: 1, host: 'far', bootId: 'far', startedAt: '1'};
    const answer = await desk.context.data.locks.take(name(), far, 0, 1, () => false);
    if (answer.kind !== 'held') throw new Error('nobody held it');
    return (answer.freeAt ?? 0) - 10 * MINUTE;
  };
  afterEach(async () => {
    mock.timers.reset();
    await desk.close();
  });

  it('lost while a batch is in flight: nothing more is written, and the new owner finds out what came of it', async () => {
    const {context, platform} = await open({
      ...PAIRS,
      onBatch: async ([first]) => {
        if (first?.n !== 3) return;
        // The process stands still for an hour, as under a closed lid; another one takes over.
        desk.ahead += 3600;
        await context.data.locks.release(name(), context.owner);
        await context.data.locks.take(name(), other(desk), Date.now(), 15 * MINUTE, () => false);
      },
    });
    const result = await applyPlan(context, await desk.plan(six()));
    expect(result.failure?.message.code).to.equal('SHOP_LOCK_LOST');
    expect(result.exit).to.equal(9);
    expect(result.run.state).to.equal('open');
    const journal = await context.data.runs.journal(result.run.id);
    expect(journal.map(({state}) => state)).to.deep.equal([
      'applied',
      'applied',
      'sending',
      'sending',
      'planned',
      'planned',
    ]);
    expect(await context.data.locks.holder(name())).to.include({pid: process.ppid});

    await context.data.locks.release(name(), other(desk));
    const resumed = await resumeRun(context, result.run.id);
    expect(resumed.run.counts.verified).to.equal(6);
    expect(platform.made).to.have.length(6);
  });

  it('lost and free again in the meantime counts as lost: the run may have been finished by another', async () => {
    const {context} = await open({
      ...PAIRS,
      onBatch: async ([first]) => {
        if (first?.n !== 3) return;
        desk.ahead += 3600;
        await context.data.locks.release(name(), context.owner);
      },
    });
    const result = await applyPlan(context, await desk.plan(six()));
    expect([result.failure?.message.code, result.run.state]).to.deep.equal(['SHOP_LOCK_LOST', 'open']);
  });

  it('lost while a run is given up: whether it is, is the new owner’s to say', async () => {
    const {context, platform, stop} = await open({
      ...PAIRS,
      onBatch: async ([first]) => {
        if (first?.n === 3) stop.abort(new Error('Ctrl-C'));
      },
    });
    const {run} = await applyPlan(context, await desk.plan(six()));
    expect(run.counts).to.include({applied: 4, planned: 2});
    const read: Platform['read'] = async (...asked) => {
      desk.ahead += 3600;
      await context.data.locks.release(name(), context.owner);
      await context.data.locks.take(name(), other(desk), Date.now(), 15 * MINUTE, () => false);
      return await platform.read(...asked);
    };
    const slow = {...context, signal: new AbortController().signal, platform: async () => ({...platform, read})};
    const error = await abandonRun(slow, run.id).catch((failure: unknown) => failure);
    expect((error as KnownError).code).to.equal('SHOP_LOCK_LOST');
    const after = await context.data.runs.get(run.id);
    expect([after?.state, after?.counts.planned]).to.deep.equal(['interrupted', 2]);
  });

  it('is renewed by the clock, however long one step takes', async () => {
    const {context, shop} = await open();
    mock.timers.enable({apis: ['setInterval']});
    await withShopLock(context, shop, async (lock) => {
      const first = await freeAt();
      desk.ahead += 300;
      mock.timers.tick(5 * MINUTE);
      // The renewal is on its way in the store's queue, before this question.
      const second = await freeAt();
      expect(second - first).to.be.within(5 * MINUTE - 1000, 5 * MINUTE + 10_000);
      await lock.renew();
    });
    expect(await context.data.locks.holder(name())).to.equal(null);
  });

  it('is renewed although the clock was put back', async () => {
    const leases: number[] = [];
    const {context} = await open({
      ...PAIRS,
      onBatch: async () => {
        leases.push((await freeAt()) - Date.now());
        desk.ahead = -7200;
      },
    });
    const result = await applyPlan(context, await desk.plan(six()));
    expect(result.exit).to.equal(0);
    expect(leases[0]).to.be.within(14 * MINUTE, 15 * MINUTE);
    for (const lease of leases.slice(1)) expect(lease).to.be.within(-106 * MINUTE, -104 * MINUTE);
  });

  it('of a dead process is taken over, and that is said; of a living one it is not, whatever the clock says', async () => {
    const {context} = await open();
    const {locks} = context.data;
    const dead = {...context.owner, pid: 2 ** 22 + 1};
    await locks.take(name(), dead, Date.now(), MINUTE, () => false);
    const result = await applyPlan(context, await desk.plan(six().slice(0, 1)));
    expect(result.warnings).to.deep.equal([
      {code: 'LOCK_TAKEN_OVER', params: {shop: 'main', pid: dead.pid, host: dead.host}},
    ]);
    await locks.take(name(), other(desk), 0, -10 * 60 * MINUTE, () => false);
    desk.ahead = 10 * 3600;
    await applyPlan(context, await desk.plan(six().slice(1, 2))).then(
      () => expect.fail('took over from a living process'),
      (error: unknown) => expect(error).to.have.property('code', 'SHOP_LOCKED'),
    );
  });
});
