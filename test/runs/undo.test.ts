import {expect} from 'chai';
import fc from 'fast-check';
import {applyPlan} from '../../src/app/run/apply.js';
import {planUndoOf} from '../../src/app/run/undo.js';
import type {Change} from '../../src/domain/change/types.js';
import {KnownError} from '../../src/domain/errors.js';
import type {RemoteListing} from '../../src/ports/platform.js';
import {sealPlan} from '../../src/runs/seal.js';
import {memoryShop, productOf} from '../support/memory-shop.js';
import {creation, type Desk, openDesk, priceChange, titleChange} from './desk.js';

const SHELF: readonly RemoteListing[] = Array.from({length: 5}, (_, i) =>
  productOf(`mug-${i}`, [
    {sku: `M-${i}-A`, price: 1000 + i},
    {sku: `M-${i}-B`, price: 2000 + i},
  ]),
);

function stockChange(product: string, sku: string, before: number, after: number): Omit<Change, 'n'> {
  return {
    target: {kind: 'stock', key: {product, sku}},
    op: 'update',
    fields: {stock: {before, after}},
    reasons: [],
    guards: [],
  };
}

const some = [
  priceChange('mug-0', 'M-0-A', '10.00', '11.00'),
  priceChange('mug-1', 'M-1-A', '10.01', '11.00'),
  titleChange('mug-2', 'Title of mug-2', 'New title'),
  ...creation(
    productOf('cup', [
      {sku: 'CUP-S', price: 300},
      {sku: 'CUP-L', price: 400},
    ]),
  ),
];

describe('runs: undo', () => {
  let desk: Desk;
  beforeEach(async () => {
    desk = await openDesk(memoryShop(SHELF));
  });
  afterEach(async () => await desk.close());

  it('takes a run back, and an undo of the undo does it again', async () => {
    const {context, platform, shop} = desk;
    const first = platform.snapshot();
    const done = await applyPlan(context, await desk.plan(some));
    const written = platform.snapshot();
    expect(written).to.not.deep.equal(first);

    const undo = await planUndoOf(context, done.run.id);
    expect(undo.summary).to.include({archive: 3, update: 3, skipped: 0, held: 0});
    const undone = await applyPlan(context, undo);
    expect(undone.exit).to.equal(0);
    expect(platform.snapshot()).to.deep.equal(first);
    expect((await context.data.runs.get(done.run.id))?.counts.undone).to.equal(6);
    expect(await context.data.runs.undoneBy(done.run.id)).to.equal(undone.run.id);
    expect(await context.data.catalog.counts(shop.id)).to.include({listings: 5, offers: 10});
    const [mug] = await context.data.catalog.listings(shop.id, {products: ['mug-0']});
    expect(mug?.offers[0]).to.include({price: 1000, basePrice: 1000});

    const redone = await applyPlan(context, await planUndoOf(context, undone.run.id));
    expect(redone.exit).to.equal(0);
    const again = platform
      .snapshot()
      .map(({offers, ...listing}) => ({...listing, offers: offers.map(({sku, price}) => ({sku, price}))}));
    expect(again).to.deep.equal(
      written.map(({offers, ...listing}) => ({...listing, offers: offers.map(({sku, price}) => ({sku, price}))})),
    );
    expect((await context.data.runs.get(done.run.id))?.counts).to.include({undone: 0, verified: 6});
    expect((await context.data.runs.get(undone.run.id))?.counts.undone).to.equal(6);
  });

  it('leaves what was changed by hand since, what sold, and stock, each with its reason', async () => {
    const {context, platform, shop} = desk;
    const done = await applyPlan(context, await desk.plan([...some, stockChange('mug-3', 'M-3-A', 5, 50)]));
    platform.edit('M-0-A', {price: 1234});
    platform.remove('mug-2');
    const line = {
      orderId: 'O-1',
      lineId: '1',
      orderedAt: 1,
      sku: 'CUP-S',
      quantity: 1,
      unitPrice: 300,
      discount: null,
      tax: null,
      shipping: null,
      fee: null,
      currency: 'USD',
      country: null,
      customer: null,
      status: null,
    };
    await context.data.sales.putOrders(shop.id, [line]);
    const undo = await planUndoOf(context, done.run.id);
    const reasons = Object.fromEntries(
      undo.skipped.map(({target, reason}) => [`${target.kind} ${target.key.sku ?? target.key.product}`, reason.code]),
    );
    expect(reasons).to.deep.equal({
      'offer M-0-A': 'UNDO_LIVE_DIFFERS',
      'listing mug-2': 'UNDO_GONE',
      'listing cup': 'UNDO_SOLD',
      'offer CUP-S': 'UNDO_SOLD',
      'offer CUP-L': 'UNDO_SOLD',
      'stock M-3-A': 'UNDO_STOCK',
    });
    expect(undo.changes.map(({target}) => target.key.sku)).to.deep.equal(['M-1-A']);
    const withStock = await planUndoOf(context, done.run.id, {stock: true, only: ['M-3-A']});
    expect(withStock.changes.map(({fields}) => fields)).to.deep.equal([{stock: {before: 50, after: 5}}]);
  });

  it('does not take back what the run found done, nor a product that others added to', async () => {
    const {context, platform} = desk;
    const plan = await desk.plan(some);
    platform.edit('M-1-A', {price: 1100});
    await context.data.catalog.mirror(desk.shop.id, platform.snapshot(), {at: Date.now(), overlaid: new Set()});
    const done = await applyPlan(context, plan);
    const cup = platform.snapshot().find(({product}) => product === 'cup');
    if (cup === undefined) throw new Error('no cup');
    platform.put({...cup, offers: [...cup.offers, ...productOf('x', [{sku: 'CUP-XL', price: 500}]).offers]});
    const undo = await planUndoOf(context, done.run.id);
    const reasons = new Map(
      undo.skipped.map(({target, reason}) => [target.key.sku ?? target.key.product, reason.code]),
    );
    expect(reasons.get('M-1-A')).to.equal('UNDO_ALREADY');
    expect(reasons.get('cup')).to.equal('UNDO_GREW');
    expect(platform.made.filter((text) => text.includes('M-1-A'))).to.deep.equal([]);
  });

  it('leaves what was made anew since under the same name', async () => {
    const {context, platform} = desk;
    const cup = creation(productOf('cup', [{sku: 'CUP-S', price: 300}]));
    const first = await applyPlan(context, await desk.plan(cup));
    const made = platform.snapshot().find(({product}) => product === 'cup');
    if (made === undefined) throw new Error('no cup');
    platform.remove('cup');
    platform.put({...made, remoteId: 'p-new', offers: made.offers.map((each) => ({...each, remoteId: 'v-new'}))});
    const undo = await planUndoOf(context, first.run.id);
    expect(undo.changes).to.deep.equal([]);
    expect(undo.skipped.map(({reason}) => reason.code)).to.deep.equal(['UNDO_OTHER_THING', 'UNDO_OTHER_THING']);
  });

  it('refuses an undo that writes anything but what was there before', async () => {
    const {context} = desk;
    const done = await applyPlan(context, await desk.plan(some));
    const undo = await planUndoOf(context, done.run.id);
    const {id, createdAt, expiresAt, hash: _h, format: _f, version: _v, ...draft} = undo;
    const changes = undo.changes.map((change) =>
      change.fields['price']?.after === '10.00'
        ? {...change, fields: {price: {before: '11.00', after: '0.01'}}}
        : change,
    );
    const edited = sealPlan({...draft, changes}, {id, createdAt, expiresAt});
    try {
      await applyPlan(context, edited);
      expect.fail('the edited undo was applied');
    } catch (error) {
      expect(error).to.be.instanceOf(KnownError);
      expect((error as KnownError).code).to.equal('PLAN_NOT_ITS_UNDO');
    }
  });

  it('undo after apply is the identity, whatever was applied', async () => {
    const price = fc
      .integer({min: 900, max: 1300})
      .map((minor) => `${Math.floor(minor / 100)}.${String(minor % 100).padStart(2, '0')}`);
    const wish = fc.record({
      i: fc.integer({min: 0, max: 4}),
      price,
      title: fc.option(fc.string({minLength: 1, maxLength: 8}), {nil: undefined}),
      make: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(wish, {selector: ({i}) => i, minLength: 1, maxLength: 5}), async (wishes) => {
        const platform = memoryShop(SHELF, {batch: {rows: 3, bytes: 1_000_000}});
        const own = await openDesk(platform);
        try {
          const before = platform.snapshot();
          const changes = wishes.flatMap(({i, price: after, title, make}) => [
            priceChange(`mug-${i}`, `M-${i}-A`, `10.0${i}`, after),
            ...(title === undefined ? [] : [titleChange(`mug-${i}`, `Title of mug-${i}`, title)]),
            ...(make ? creation(productOf(`new-${i}`, [{sku: `N-${i}`, price: 500}])) : []),
          ]);
          const done = await applyPlan(own.context, await own.plan(changes));
          expect(done.exit).to.equal(0);
          const undo = await planUndoOf(own.context, done.run.id);
          if (undo.changes.length > 0) expect((await applyPlan(own.context, undo)).exit).to.equal(0);
          expect(platform.snapshot()).to.deep.equal(before);
        } finally {
          await own.close();
        }
      }),
      {numRuns: 20},
    );
  });
});
