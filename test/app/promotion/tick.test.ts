import {expect} from 'chai';
import {cancelPromotion} from '../../../src/app/promotion/cancel.js';
import {loadShelf} from '../../../src/app/promotion/shelf.js';
import {switchesOn} from '../../../src/app/promotion/switches.js';
import {applyPlan} from '../../../src/app/run/apply.js';
import {planUndoOf} from '../../../src/app/run/undo.js';
import {type Bench, openBench} from './shop.js';

const BEFORE = {'MUG-01': '12.50', 'MUG-02': '20.00|25.00', 'TEE-01': '30.00'};
const DURING = {'MUG-01': '10.63|12.50', 'MUG-02': '20.00|25.00', 'TEE-01': '25.50|30.00'};

describe('a promotion in a folder shop', () => {
  let bench: Bench;
  beforeEach(async () => {
    bench = await openBench();
  });
  afterEach(() => bench.close());

  /** 15 % on the mug and the tee; the cup would be below its cost. */
  const add = () => bench.add({percent: '15', scope: [{field: 'sku', values: ['MUG-01', 'TEE-01']}]});

  it('is set at its first instant, verified, and taken back at its last', async () => {
    expect((await add()).stored).to.equal(true);
    bench.at('2026-11-26T22:59:59Z');
    expect((await bench.tick()).run).to.equal(null);
    expect(await bench.statuses()).to.deep.equal({Days: 'scheduled'});
    bench.at('2026-11-26T23:00:00Z');
    const {run} = await bench.tick();
    expect(run?.run).to.deep.include({state: 'done', kind: 'promotion'});
    expect(await bench.prices()).to.deep.equal(DURING);
    expect(await bench.statuses()).to.deep.equal({Days: 'running'});
    bench.at('2026-11-29T22:59:59Z');
    expect((await bench.tick()).run).to.equal(null);
    bench.at('2026-11-29T23:00:00Z');
    await bench.tick();
    expect(await bench.prices()).to.deep.equal(BEFORE);
    expect(await bench.statuses()).to.deep.equal({Days: 'ended'});
    expect(await bench.overlays()).to.equal(0);
    expect((await bench.tick()).run).to.equal(null);
  });

  it('does nothing twice when the clock goes back, and says so', async () => {
    await add();
    bench.at('2026-11-27T12:00:00Z');
    await bench.tick();
    bench.at('2026-11-25T12:00:00Z');
    const {tick, run} = await bench.tick();
    expect(run).to.equal(null);
    expect(tick.warnings.map(({code}) => code)).to.deep.equal(['PROMO_CLOCK_BACK']);
    expect(await bench.prices()).to.deep.equal(DURING);
  });

  it('catches up a missed end, and says of a missed window that it was missed', async () => {
    await add();
    bench.at('2026-11-27T12:00:00Z');
    await bench.tick();
    bench.at('2026-12-24T12:00:00Z');
    const late = await bench.tick();
    expect(late.tick.warnings.map(({code}) => code)).to.deep.equal(['PROMO_CAUGHT_UP']);
    expect(await bench.prices()).to.deep.equal(BEFORE);
    await bench.add({
      name: 'Eve',
      percent: '10',
      from: '2026-12-25',
      to: '2026-12-25',
      scope: [{field: 'sku', values: ['TEE-01']}],
    });
    bench.at('2026-12-27T12:00:00Z');
    const {tick, run} = await bench.tick();
    expect(run).to.equal(null);
    expect(tick.missed).to.have.length(1);
    expect(await bench.statuses()).to.deep.equal({Days: 'ended', Eve: 'ended'});
  });

  it('ends on the base of that night, when it was repriced meanwhile', async () => {
    await add();
    bench.at('2026-11-27T12:00:00Z');
    await bench.tick();
    const [listing] = await bench.context.data.catalog.listings(bench.shop.id, {skus: ['MUG-01']});
    const offer = listing?.offers[0];
    expect(offer?.basePrice).to.equal(1250);
    await bench.context.data.catalog.setBase([{offerId: offer?.id ?? 0, basePrice: 1390, baseCompareAt: null}]);
    expect((await bench.tick()).run).to.equal(null);
    bench.at('2026-11-30T12:00:00Z');
    await bench.tick();
    expect(await bench.prices()).to.deep.equal({...BEFORE, 'MUG-01': '13.90'});
  });

  it('ends on the price of that night, when prices are made in the same plan', async () => {
    await add();
    bench.at('2026-11-27T12:00:00Z');
    await bench.tick();
    bench.at('2026-11-30T12:00:00Z');
    const shelf = await loadShelf(bench.context, bench.shop);
    const {steps} = switchesOn(shelf, 'EUR', undefined, ({key}) =>
      key.sku === 'TEE-01' ? {basePrice: 3150, reasons: []} : null,
    );
    const fields = steps.flatMap((step) => (step.kind === 'change' ? [[step.offer.label, step.change.fields]] : []));
    expect(fields).to.deep.equal([
      ['MUG-01', {price: {before: '10.63', after: '12.50'}, compare_at_price: {before: '12.50', after: null}}],
      [
        'TEE-01',
        {
          price: {before: '25.50', after: '31.50'},
          compare_at_price: {before: '30.00', after: null},
          base_price: {before: '30.00', after: '31.50'},
        },
      ],
    ]);
  });

  it('leaves a price that somebody edited during the promotion, and forgets the overlay', async () => {
    await add();
    bench.at('2026-11-27T12:00:00Z');
    await bench.tick();
    await bench.edit((text) => text.replace('10.63', '9.99'));
    const during = await bench.tick();
    expect(during.tick.skipped.map(({reason}) => reason.code)).to.deep.equal(['PROMO_EDITED']);
    bench.at('2026-11-30T12:00:00Z');
    const {tick} = await bench.tick();
    expect(tick.plan?.skipped.map(({reason}) => reason.code)).to.deep.equal(['PROMO_EDITED']);
    expect(await bench.prices()).to.deep.equal({...BEFORE, 'MUG-01': '9.99|12.50'});
    expect(await bench.overlays()).to.equal(0);
    expect(await bench.statuses()).to.deep.equal({Days: 'ended'});
    const [listing] = await bench.context.data.catalog.listings(bench.shop.id, {skus: ['MUG-01']});
    expect(listing?.offers[0]?.basePrice).to.equal(999);
  });

  it('hands an offer over between promotions, without a moment at the base', async () => {
    await add();
    await bench.add({
      name: 'Tee day',
      percent: '30',
      scope: [{field: 'sku', values: ['TEE-01']}],
      from: '2026-11-28',
      to: '2026-11-28',
    });
    bench.at('2026-11-27T12:00:00Z');
    await bench.tick();
    bench.at('2026-11-28T12:00:00Z');
    await bench.tick();
    expect(await bench.prices()).to.deep.equal({...DURING, 'TEE-01': '21.00|30.00'});
    bench.at('2026-11-29T12:00:00Z');
    await bench.tick();
    expect(await bench.prices()).to.deep.equal(DURING);
    expect(await bench.statuses()).to.deep.equal({Days: 'running', 'Tee day': 'ended'});
  });

  it('moves an overlay to the next promotion without a write, when the price is the same', async () => {
    const scope = [{field: 'sku', values: ['TEE-01']}] as const;
    await bench.add({percent: '10', scope, to: '2026-11-27'}, {name: 'More', amount: '3.00', scope, to: '2026-11-29'});
    bench.at('2026-11-27T12:00:00Z');
    await bench.tick();
    bench.at('2026-11-28T12:00:00Z');
    expect((await bench.tick()).run).to.equal(null);
    expect(await bench.statuses()).to.deep.equal({Days: 'ended', More: 'running'});
    expect(await bench.prices()).to.deep.equal({...BEFORE, 'TEE-01': '27.00|30.00'});
    bench.at('2026-11-30T12:00:00Z');
    await bench.tick();
    expect(await bench.prices()).to.deep.equal(BEFORE);
  });

  it('is cancelled in the store before its start, and by a plan while it runs', async () => {
    const {checked} = await add();
    const id = checked[0]?.promotion.id ?? '';
    bench.at('2026-11-27T12:00:00Z');
    await bench.tick();
    const {plan} = await cancelPromotion(bench.context, bench.shop, id.toLowerCase(), {batch: 'test', dryRun: false});
    expect(await bench.statuses()).to.deep.equal({Days: 'running'});
    if (plan !== null) await applyPlan(bench.context, plan);
    expect(await bench.prices()).to.deep.equal(BEFORE);
    expect(await bench.statuses()).to.deep.equal({Days: 'cancelled'});
    expect((await bench.tick()).run).to.equal(null);
    await bench.add({
      name: 'Later',
      percent: '10',
      from: '2026-12-01',
      to: '2026-12-02',
      scope: [{field: 'sku', values: ['TEE-01']}],
    });
    const second = await cancelPromotion(bench.context, bench.shop, 'PR-2', {batch: 'test', dryRun: false});
    expect(second.plan).to.equal(null);
    expect(await bench.statuses()).to.deep.equal({Days: 'cancelled', Later: 'cancelled'});
  });

  it('is over when its start is undone, and runs again when that undo is undone', async () => {
    await add();
    bench.at('2026-11-27T12:00:00Z');
    const {run} = await bench.tick();
    const undone = await applyPlan(bench.context, await planUndoOf(bench.context, run?.run.id ?? ''));
    expect(await bench.prices()).to.deep.equal(BEFORE);
    expect(await bench.overlays()).to.equal(0);
    expect(await bench.statuses()).to.deep.equal({Days: 'ended'});
    expect((await bench.tick()).run).to.equal(null);
    await applyPlan(bench.context, await planUndoOf(bench.context, undone.run.id));
    expect(await bench.prices()).to.deep.equal(DURING);
    expect(await bench.statuses()).to.deep.equal({Days: 'running'});
    bench.at('2026-11-30T12:00:00Z');
    await bench.tick();
    expect(await bench.prices()).to.deep.equal(BEFORE);
  });

  it('runs again when its end is undone, until the next switch', async () => {
    await add();
    bench.at('2026-11-27T12:00:00Z');
    await bench.tick();
    bench.at('2026-11-30T12:00:00Z');
    const {run} = await bench.tick();
    await applyPlan(bench.context, await planUndoOf(bench.context, run?.run.id ?? ''));
    expect(await bench.prices()).to.deep.equal(DURING);
    expect(await bench.statuses()).to.deep.equal({Days: 'running'});
    await bench.tick();
    expect(await bench.prices()).to.deep.equal(BEFORE);
    expect(await bench.statuses()).to.deep.equal({Days: 'ended'});
  });
});
