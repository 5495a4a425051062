import {expect} from 'chai';
import {CHANGE_MOVES, type ChangeState} from '../../../src/domain/change/run.js';
import type {ExportSnapshot, JournalUpdate} from '../../../src/ports/data.js';
import {type Bench, fails, refused} from '../repositories.js';
import {aListing, anOffer, aPlan} from '../support/records.js';

export function runTests(bench: Bench): void {
  planTests(bench);
  journalTests(bench);
  promotionTests(bench);
  experimentTests(bench);
  exportTests(bench);
}

function planTests({data, shop}: Bench): void {
  describe('plans', () => {
    it('come back as they were saved, with every change', async () => {
      const plan = {
        ...aPlan(await data().plans.nextId(), await shop(), 1200),
        undoes: 'R-9',
        manual: {overrideBounds: true},
      };
      expect(plan.id).to.match(/^P-[0-9A-HJKMNP-TV-Z]{5}$/u);
      await data().plans.save(plan, 'open');
      expect(await data().plans.get(plan.id)).to.deep.equal(plan);
      const {changes: _changes, skipped: _skipped, ...head} = plan;
      expect(await data().plans.head(plan.id)).to.deep.equal(head);
      expect(await data().plans.head('P-NONE')).to.equal(null);
      expect(await data().plans.state(plan.id)).to.equal('open');
      expect(await data().plans.get('P-NONE')).to.equal(null);
      expect(await data().plans.state('P-NONE')).to.equal(null);
    });

    it('are written from texts and read as they were written, or not at all', async () => {
      const {changes, skipped, ...head} = aPlan(await data().plans.nextId(), await shop(), 1200);
      const texts = (rows: readonly unknown[], fails: boolean) => ({
        async *[Symbol.asyncIterator]() {
          for (let at = 0; at < rows.length; at += 500)
            yield rows.slice(at, at + 500).map((row) => JSON.stringify(row));
          if (fails) throw new Error('in the middle');
        },
      });
      const write = (wrong: boolean) =>
        data().plans.saveTexts(head, {changes: texts(changes, wrong), skipped: texts(skipped, false)}, 'blocked');
      await fails(write(true), /in the middle/u);
      expect(await data().plans.get(head.id)).to.equal(null);
      await write(false);
      expect(await data().plans.get(head.id)).to.deep.equal({...head, changes, skipped});
      expect(await data().plans.state(head.id)).to.equal('blocked');
      const read: unknown[] = [];
      for await (const page of data().plans.changes(head.id)) read.push(...page);
      expect(read).to.deep.equal(changes);
    });

    it('are replaced when saved again, and listed newest first', async () => {
      const id = await shop();
      const names: string[] = [];
      for (let count = 0; count < 3; count++) {
        const name = await data().plans.nextId();
        names.unshift(name);
        await data().plans.save(aPlan(name, id, 3), 'open');
      }
      const [newest, middle] = names;
      await data().plans.save(aPlan(middle ?? '', id, 1), 'blocked');
      expect((await data().plans.get(middle ?? ''))?.changes).to.have.length(1);
      await data().plans.setState(newest ?? '', 'applied');
      const list = async (filter: Parameters<ReturnType<Bench['data']>['plans']['list']>[0]) =>
        (await data().plans.list(filter)).map((row) => row.id);
      expect(await list({shopId: id, limit: 10})).to.deep.equal(names);
      expect(await list({shopId: id, limit: 1})).to.deep.equal([newest]);
      expect(await list({shopId: id, state: 'blocked', limit: 10})).to.deep.equal([middle]);
      const [row] = await data().plans.list({shopId: id, state: 'blocked', limit: 10});
      expect(row).to.deep.equal({
        id: middle,
        shopId: id,
        kind: 'price',
        state: 'blocked',
        createdAt: 5000,
        summary: aPlan('', id, 1).summary,
        breaker: aPlan('', id, 1).breaker,
      });
      await data().plans.save({...aPlan(newest ?? '', id, 1), kind: 'reprice'}, 'applied');
      expect(await list({shopId: id, kind: 'reprice', limit: 10})).to.deep.equal([newest]);
      expect(await list({shopId: id, kind: 'price', state: 'open', limit: 10})).to.deep.equal([names[2]]);
    });
  });
}

function journalTests({data, shop}: Bench): void {
  const open = async (shopId: number, changes: number, undoes: string | null = null): Promise<string> => {
    const id = await data().runs.nextId();
    const entries = Array.from({length: changes}, (_, index) => ({
      n: index + 1,
      state: 'planned' as const,
      code: null,
    }));
    await data().runs.open(
      {id, shopId, plan: 'P-1', kind: undoes === null ? 'price' : 'undo', startedAt: 100, undoes},
      entries,
      2,
    );
    return id;
  };
  const move = (run: string, n: number, ...states: readonly ChangeState[]) =>
    data().runs.write(
      run,
      states.map((state, index) => ({n, state, at: 200 + index})),
    );

  describe('runs', () => {
    it('are numbered, opened with their lines, and counted by the journal', async () => {
      const shopId = await shop();
      const id = await data().runs.nextId();
      expect(id).to.match(/^R-\d+$/u);
      await data().runs.open(
        {id, shopId, plan: 'P-1', kind: 'reprice', startedAt: 100, undoes: null},
        [
          {n: 1, state: 'planned', code: null},
          {n: 2, state: 'skipped', code: 'NOT_CHOSEN'},
          {n: 3, state: 'drifted', code: 'DRIFTED'},
          {n: 4, state: 'planned', code: null},
        ],
        7,
      );
      await move(id, 1, 'sending');
      const run = await data().runs.get(id);
      const counts = {
        planned: 1,
        applied: 0,
        verified: 0,
        mismatched: 0,
        rejected: 0,
        unknown: 1,
        drifted: 1,
        skipped: 1,
        held: 7,
        undone: 0,
      };
      expect(run).to.deep.equal({
        id,
        shopId,
        plan: 'P-1',
        kind: 'reprice',
        state: 'open',
        startedAt: 100,
        endedAt: null,
        undoes: null,
        counts,
      });
      expect(await data().runs.openRun(shopId)).to.deep.equal(run);
      expect(await data().runs.get('R-none')).to.equal(null);
    });

    it('keep in the journal what each change went through', async () => {
      const id = await open(await shop(), 3);
      const {runs} = data();
      await runs.write(id, [
        {n: 1, state: 'sending', at: 10},
        {n: 2, state: 'sending', at: 10},
      ]);
      await runs.write(id, [
        {n: 1, state: 'applied', remoteId: 'gid-1', at: 11},
        {n: 2, state: 'planned', code: 'BUSY', message: 'later', at: 11},
      ]);
      await runs.write(id, [
        {n: 1, state: 'verified', observed: '{"price":"1.00"}', at: 12},
        {n: 2, state: 'sending', code: null, message: null, at: 13},
      ]);
      const blank = {run: id, remoteId: null, code: null, message: null, observed: null, sentAt: null, settledAt: null};
      expect(await runs.journal(id)).to.deep.equal([
        {
          ...blank,
          n: 1,
          state: 'verified',
          attempts: 1,
          remoteId: 'gid-1',
          observed: '{"price":"1.00"}',
          sentAt: 10,
          settledAt: 12,
        },
        {...blank, n: 2, state: 'sending', attempts: 2, sentAt: 13},
        {...blank, n: 3, state: 'planned', attempts: 0},
      ]);
    });

    it('refuse every move that is not allowed, and then write nothing of the batch', async () => {
      const states = Object.keys(CHANGE_MOVES) as ChangeState[];
      const ways: Partial<Record<ChangeState, readonly ChangeState[]>> = {
        planned: [],
        sending: ['sending'],
        applied: ['sending', 'applied'],
        verified: ['sending', 'applied', 'verified'],
        mismatched: ['sending', 'applied', 'mismatched'],
        rejected: ['sending', 'rejected'],
        unknown: ['sending', 'unknown'],
        drifted: ['drifted'],
        skipped: ['skipped'],
        undone: ['sending', 'applied', 'verified', 'undone'],
      };
      const pairs = states.flatMap((from) => states.map((to) => ({from, to})));
      const id = await open(await shop(), pairs.length + 1);
      for (const [index, {from, to}] of pairs.entries()) {
        await move(id, index + 1, ...(ways[from] ?? []));
        const updates: readonly JournalUpdate[] = [
          {n: pairs.length + 1, state: 'sending', at: 1},
          {n: index + 1, state: to, at: 1},
          {n: pairs.length + 1, state: 'planned', at: 1},
        ];
        if (CHANGE_MOVES[from].includes(to)) await data().runs.write(id, updates);
        else await fails(data().runs.write(id, updates), new RegExp(`from ${from} to ${to}`, 'u'));
      }
      const journal = await data().runs.journal(id);
      const allowed = pairs.filter(({from, to}) => CHANGE_MOVES[from].includes(to));
      expect(journal.at(-1)?.attempts).to.equal(allowed.length);
      for (const [index, {from, to}] of pairs.entries()) {
        expect(journal[index]?.state).to.equal(CHANGE_MOVES[from].includes(to) ? to : from);
      }
    });

    it('refuse a line the run does not have', async () => {
      const id = await open(await shop(), 1);
      await fails(move(id, 2, 'sending'), /no change 2/u);
    });

    it('are open one at a time in a shop, also while interrupted', async () => {
      const [one, two] = [await shop(), await shop()];
      const first = await open(one, 1);
      await open(two, 1);
      const error = await refused(open(one, 1), 'RUN_OPEN');
      expect(error.exit).to.equal(9);
      expect(error.params).to.deep.equal({
        run: first,
        shop: (await data().shops.list()).find(({id}) => id === one)?.name,
      });
      await data().runs.setState(first, 'interrupted', 300);
      expect(await data().runs.openRun(one)).to.include({id: first, state: 'interrupted', endedAt: null});
      await refused(open(one, 1), 'RUN_OPEN');
      await data().runs.setState(first, 'open', 301);
      await data().runs.setState(first, 'done', 302);
      expect(await data().runs.openRun(one)).to.equal(null);
      expect(await data().runs.get(first)).to.include({state: 'done', endedAt: 302});
      await open(one, 1);
    });

    it('are opened by one of many that try at once', async () => {
      const shopId = await shop();
      const tries = await Promise.allSettled(Array.from({length: 5}, () => open(shopId, 2)));
      const failures = tries
        .filter((result) => result.status === 'rejected')
        .map(({reason}) => (reason as {code?: string}).code);
      expect(failures).to.deep.equal(Array.from({length: 4}, () => 'RUN_OPEN'));
    });

    it('refuse to come back from the end', async () => {
      const id = await open(await shop(), 1);
      await data().runs.setState(id, 'open', 1);
      await data().runs.setState(id, 'abandoned', 2);
      await fails(data().runs.setState(id, 'open', 3), /from abandoned to open/u);
      await fails(data().runs.setState('R-none', 'open', 3), /no run/u);
    });

    it('are listed newest first, page by page', async () => {
      const shopId = await shop();
      const ids: string[] = [];
      for (let count = 0; count < 5; count++) {
        const id = await open(shopId, 1);
        ids.unshift(id);
        await data().runs.setState(id, 'done', 1);
      }
      const page = async (before?: string) =>
        (await data().runs.list({shopId, limit: 2, ...(before === undefined ? {} : {before})})).map(({id}) => id);
      expect(await page()).to.deep.equal(ids.slice(0, 2));
      expect(await page(ids[1])).to.deep.equal(ids.slice(2, 4));
      expect(await page(ids[4])).to.deep.equal([]);
      expect((await data().runs.list({limit: 1}))[0]).to.deep.equal(await data().runs.get(ids[0] ?? ''));
    });

    it('know which undo of them stands', async () => {
      const shopId = await shop();
      const run = async (undoes: string | null, end: 'done' | 'partial' | 'abandoned' = 'done') => {
        const id = await open(shopId, 1, undoes);
        await data().runs.setState(id, end, 1);
        return id;
      };
      const original = await run(null);
      expect(await data().runs.undoneBy(original)).to.equal(null);
      await run(original, 'abandoned');
      expect(await data().runs.undoneBy(original)).to.equal(null);
      const undo = await run(original, 'partial');
      expect(await data().runs.undoneBy(original)).to.equal(undo);
      const redo = await run(undo);
      expect(await data().runs.undoneBy(original)).to.equal(null);
      expect(await data().runs.undoneBy(undo)).to.equal(redo);
      await run(redo);
      expect(await data().runs.undoneBy(original)).to.equal(undo);
    });
  });
}

function promotionTests({data, shop}: Bench): void {
  describe('promotions', () => {
    it('keep their terms, and the overlays that stand', async () => {
      const shopId = await shop();
      await data().catalog.mirror(shopId, [aListing('1', [anOffer('1'), anOffer('2')])], {at: 1, overlaid: new Set()});
      const offers = (await data().catalog.listings(shopId)).flatMap((listing) => listing.offers.map(({id}) => id));
      const [first = 0, second = 0] = offers;
      const {promotions} = data();
      const promotion = {
        id: await promotions.nextId(),
        shopId,
        name: 'Spring',
        terms: {kind: 'percentage', percent: '15'},
        scope: [
          {field: 'category', values: ['Tea']},
          {field: 'price', is: '>', value: 1000},
        ],
        startsAt: 10,
        endsAt: 20,
        zone: 'Europe/Berlin',
        strike: true,
        announcedAt: 7,
        status: 'scheduled',
        createdAt: 1,
      } as const;
      await promotions.add(promotion);
      const other = {
        ...promotion,
        id: await promotions.nextId(),
        startsAt: 5,
        strike: false,
        terms: {kind: 'fixed', amount: 100},
      } as const;
      await promotions.add(other);
      expect(await promotions.get(promotion.id)).to.deep.equal(promotion);
      await promotions.setStatus(promotion.id, 'running', 11);
      expect(await promotions.list(shopId)).to.deep.equal([other, {...promotion, status: 'running'}]);
      const overlay = {promotion: promotion.id, shopId, offerId: first, price: 850, compareAt: 1000, setAt: 11};
      await promotions.setOverlay(overlay);
      await promotions.setOverlay({...overlay, offerId: second, compareAt: null});
      await promotions.setOverlay({...overlay, price: 800});
      await promotions.clearOverlay(promotion.id, second);
      expect(await promotions.overlays(shopId)).to.deep.equal([{...overlay, price: 800}]);
      await data().catalog.keepOnly(shopId, {listings: new Set(['1']), offers: new Set(['2'])});
      expect(await promotions.overlays(shopId)).to.deep.equal([]);
      expect(await promotions.get('PR-none')).to.equal(null);
    });
  });
}

function experimentTests({data, shop}: Bench): void {
  describe('experiments', () => {
    it('come back as they were put, the latest word of each, oldest first', async () => {
      const shopId = await shop();
      const {experiments} = data();
      const holdout = {
        kind: 'holdout',
        id: await experiments.nextId(),
        shopId,
        state: 'running',
        startedAt: 10,
        endedAt: null,
        seed: 3,
        skus: ['A', 'B'],
        from: 20_500,
        wait: null,
      } as const;
      const test = {
        kind: 'test',
        id: await experiments.nextId(),
        shopId,
        state: 'running',
        startedAt: 11,
        endedAt: null,
        seed: 1,
        design: {pairs: [{a: 'C', b: 'D', first: -1}], step: 0.08, period: 14, from: 20_501, until: 20_529},
        anchors: {C: 1000, D: 1200},
        precision: 0.5,
        found: null,
      } as const;
      await experiments.put(holdout);
      await experiments.put(test);
      expect(await experiments.list(shopId)).to.deep.equal([holdout, test]);
      const stopped = {...holdout, state: 'stopped', endedAt: 99} as const;
      await experiments.put(stopped);
      expect(await experiments.list(shopId)).to.deep.equal([stopped, test]);
      await data().shops.remove(shopId);
      expect(await experiments.list(shopId)).to.deep.equal([]);
    });
  });
}

function exportTests({data, shop}: Bench): void {
  describe('export snapshots', () => {
    it('are found by their id, else by the hash of the file, the latest first', async () => {
      const shopId = await shop();
      const snapshot = (id: string, fileHash: string, price: string): ExportSnapshot => ({
        id,
        shopId,
        dialect: 'souk',
        at: 1,
        fileHash,
        cells: new Map([
          ['SKU-2', {price, title: 'B'}],
          ['SKU-1', {price: '2.00'}],
        ]),
      });
      const [old, same, last] = [
        snapshot(`E-${shopId}-1`, 'aa', '1.00'),
        snapshot(`E-${shopId}-2`, 'aa', '1.50'),
        snapshot(`E-${shopId}-3`, 'bb', '1.70'),
      ];
      const {exports} = data();
      for (const each of [old, same, last]) await exports.save(each);
      expect(await exports.find(shopId, {id: old.id, fileHash: 'bb'})).to.deep.equal(old);
      expect(await exports.find(shopId, {fileHash: 'aa'})).to.deep.equal(same);
      expect(await exports.find(shopId, {id: 'unknown'})).to.equal(null);
      expect(await exports.find(await shop(), {id: old.id, fileHash: 'aa'})).to.equal(null);
      expect(await exports.latest(shopId, 'souk')).to.deep.equal(last);
      expect(await exports.latest(shopId, 'shopify')).to.equal(null);
    });

    it('are kept to the last twenty of a shop and dialect', async () => {
      const {exports} = data();
      const [shopId, other] = [await shop(), await shop()];
      const cells = new Map([['offer o', {price: '1.00'}]]);
      const save = async (id: string, owner: number, dialect: string) =>
        await exports.save({id: `${id}-${owner}`, shopId: owner, dialect, at: 1, fileHash: id, cells});
      const rows = async () => (await data().info()).tables.find(({name}) => name === 'export_cell')?.rows ?? 0;
      await save('theirs', other, 'souk');
      await save('shopify', shopId, 'shopify');
      const before = await rows();
      for (let n = 1; n <= 23; n++) await save(`E${n}`, shopId, 'souk');
      const found = async (id: string, owner = shopId) => (await exports.find(owner, {id: `${id}-${owner}`}))?.fileHash;
      expect([await found('E3'), await found('E4'), await found('E23')]).to.deep.equal([undefined, 'E4', 'E23']);
      expect([await found('theirs', other), await found('shopify')]).to.deep.equal(['theirs', 'shopify']);
      expect(await rows()).to.equal(before + 20);
    });
  });
}
