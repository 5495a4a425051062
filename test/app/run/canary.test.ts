import {expect} from 'chai';
import fc from 'fast-check';
import {applyPlan} from '../../../src/app/run/apply.js';
import {select} from '../../../src/app/run/select.js';
import {processIo} from '../../../src/ui/io.js';
import {languageOf} from '../../../src/ui/messages/index.js';
import {screenOf} from '../../../src/ui/screen.js';
import {runJson, showRun} from '../../../src/ui/screens/run.js';
import {type Desk, openDesk, priceChange} from '../../runs/desk.js';
import {memoryShop, productOf} from '../../support/memory-shop.js';

const GOODS = Array.from({length: 40}, (_, i) =>
  productOf(`mug-${i}`, [
    {sku: `M-${i}-A`, price: 1000},
    {sku: `M-${i}-B`, price: 1000},
  ]),
);
const moves = GOODS.flatMap(({product, offers}) =>
  offers.map(({sku}) => priceChange(product, sku ?? '', '10.00', '10.50')),
);

/** What a person reads. */
function read(show: (screen: ReturnType<typeof screenOf>) => void): string {
  let text = '';
  const out = {
    write: (part: string) => {
      text += part;
      return true;
    },
  } as NodeJS.WritableStream;
  show(screenOf({...processIo({json: false, quiet: true, yes: true}), out, terminal: false}, languageOf('en')));
  return text;
}

describe('a canary', () => {
  let desk: Desk;
  beforeEach(async () => {
    desk = await openDesk(memoryShop(GOODS));
  });
  afterEach(async () => await desk.close());

  it('is the same every time, of whole products, at least the share, and grows without changing what it had', async () => {
    const plan = await desk.plan(moves);
    fc.assert(
      fc.property(fc.integer({min: 1, max: 100}), fc.integer({min: 0, max: 100}), (percent, more) => {
        const names = (share: number) => select(plan, {canary: `${share}%`}).map(({n}) => n);
        const chosen = names(percent);
        expect(names(percent)).to.deep.equal(chosen);
        expect(chosen.length).to.be.within(Math.ceil((80 * percent) / 100), Math.ceil((80 * percent) / 100) + 1);
        const products = new Set(
          plan.changes.filter(({n}) => chosen.includes(n)).map(({target}) => target.key.product),
        );
        expect(chosen.length).to.equal(products.size * 2);
        expect(names(Math.min(100, percent + more))).to.include.members(chosen);
      }),
    );
    expect(select(plan, {canary: '100%'})).to.have.length(80);
    const other = await desk.plan(moves);
    expect(select(other, {canary: '5%'})).to.have.length(select(plan, {canary: '5%'}).length);
  });

  it('says what remains and the command to go on, which then writes the rest and nothing twice', async () => {
    const plan = await desk.plan(moves);
    const part = await applyPlan(desk.context, plan, {canary: '5%'});
    expect(part.run.counts).to.include({verified: 4, skipped: 76});
    expect(runJson(part).next).to.equal(`souk run apply ${plan.id}`);
    expect(read((screen) => showRun(screen, part))).to.contain(
      `76 changes of ${plan.id} stay planned: souk run apply ${plan.id}`,
    );
    const rest = await applyPlan(desk.context, plan);
    expect(rest.run.counts.verified).to.equal(80);
    expect(rest.already).to.equal(4);
    expect(desk.platform.made).to.have.length(80);
    expect(new Set(desk.platform.made).size).to.equal(80);
    expect(runJson(rest)).not.to.have.property('next');
  });
});
