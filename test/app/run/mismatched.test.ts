import {expect} from 'chai';
import {applyPlan} from '../../../src/app/run/apply.js';
import {showRun} from '../../../src/app/run/look.js';
import {planUndoOf} from '../../../src/app/run/undo.js';
import type {Change} from '../../../src/domain/change/types.js';
import {creation, type Desk, openDesk, priceChange, titleChange} from '../../runs/desk.js';
import {type Fate, memoryShop, productOf} from '../../support/memory-shop.js';

const MUGS = [1, 2].map((i) => productOf(`mug-${i}`, [{sku: `MUG-${i}`, price: 1000}]));

describe('a yes that stored something else', () => {
  let desk: Desk;
  let fate: (change: Change) => Fate;
  beforeEach(async () => {
    fate = ({target}) => (target.key.sku === 'MUG-1' ? 'lie' : 'ok');
    desk = await openDesk(memoryShop(MUGS, {fate: (change) => fate(change)}));
  });
  afterEach(async () => await desk.close());
  const written = async () =>
    await applyPlan(
      desk.context,
      await desk.plan([
        priceChange('mug-1', 'MUG-1', '10.00', '11.00'),
        priceChange('mug-2', 'MUG-2', '10.00', '11.00'),
        titleChange('mug-2', 'Title of mug-2', 'A mug'),
      ]),
    );

  it('is found by reading back: mismatched, exit 3, with what the shop keeps; the mirror has that too', async () => {
    const {run, failures, exit} = await written();
    expect([run.state, exit]).to.deep.equal(['partial', 3]);
    expect(run.counts).to.include({verified: 2, mismatched: 1});
    expect(failures.map(({state, code, observed}) => [state, code, observed])).to.deep.equal([
      ['mismatched', 'ROW_MISMATCHED', '{"price":"911.00"}'],
    ]);
    const [listing] = await desk.context.data.catalog.listings(desk.shop.id, {products: ['mug-1']});
    expect(listing?.offers[0]?.price).to.equal(91100);
    const {rows, moves} = await showRun(desk.context, run.id, ['mismatched']);
    expect(rows.map(({entry}) => entry.state)).to.deep.equal(['mismatched']);
    expect(moves.change.mismatched).to.include('undone');
  });

  it('is taken back like the rest, from what the shop made of it; unless somebody changed it since', async () => {
    const {run} = await written();
    fate = () => 'ok';
    const undo = await planUndoOf(desk.context, run.id);
    expect(undo.skipped).to.deep.equal([]);
    expect((await applyPlan(desk.context, undo)).exit).to.equal(0);
    expect(desk.platform.snapshot()).to.deep.equal(MUGS);
    expect((await desk.context.data.runs.get(run.id))?.counts).to.include({undone: 3, mismatched: 0});
  });

  it('is taken down where it was made otherwise than wished, and stays when somebody changed it since', async () => {
    fate = ({target}) => (target.key.sku === 'POT-1' ? 'lie' : 'ok');
    const pots = ['pot', 'jar'].flatMap((name) =>
      creation(productOf(name, [{sku: `${name.toUpperCase()}-1`, price: 500}])),
    );
    const {run} = await applyPlan(desk.context, await desk.plan(pots));
    expect(run.counts).to.include({verified: 3, mismatched: 1});
    desk.platform.edit('JAR-1', {price: 777});
    fate = () => 'ok';
    const undo = await planUndoOf(desk.context, run.id);
    expect(undo.skipped.map(({target, reason}) => [target.key.product, reason.code])).to.deep.equal([
      ['jar', 'UNDO_LIVE_DIFFERS'],
      ['jar', 'UNDO_CHANGED'],
    ]);
    expect((await applyPlan(desk.context, undo)).exit).to.equal(0);
    expect(desk.platform.snapshot().map(({product}) => product)).to.have.members(['mug-1', 'mug-2', 'jar']);
  });

  it('stays where somebody changed it since', async () => {
    const {run} = await written();
    desk.platform.edit('MUG-1', {price: 1234});
    const {skipped} = await planUndoOf(desk.context, run.id);
    expect(skipped.map(({reason}) => reason)).to.deep.equal([
      {code: 'UNDO_LIVE_DIFFERS', params: {field: 'price', wrote: '911.00', now: '12.34'}},
    ]);
  });
});
