import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {expect} from 'chai';
import type {Context} from '../../../src/app/context.js';
import {addPromotions} from '../../../src/app/promotion/add.js';
import {tickPromotions} from '../../../src/app/promotion/tick.js';
import {applyPlan} from '../../../src/app/run/apply.js';
import {addShop} from '../../../src/app/shop/add.js';
import {shopNow} from '../../../src/app/shop/now.js';
import {pullShop} from '../../../src/app/shop/pull.js';
import type {Shop} from '../../../src/domain/catalog/types.js';
import {openContext} from './shop.js';

const DAY = 86_400_000;

describe('a promotion in the practice shop', () => {
  let home: string;
  let context: Context;
  let close: () => Promise<void>;
  let shop: Shop;
  before(async () => {
    home = await mkdtemp(path.join(tmpdir(), 'souk-promo-practice-'));
    ({context, close} = await openContext(home, () => Date.parse('2026-11-20T12:00:00Z')));
    const settings = {catalogue: 'sample', seed: '7', faults: 'limited=5%'};
    const input = {
      name: 'play',
      platform: 'practice',
      currency: 'USD',
      zone: 'America/New_York',
      pricesIncludeTax: false,
      taxRate: undefined,
      mode: undefined,
      settings,
    };
    ({shop} = await addShop(context, input));
    await pullShop(context, shop);
  });
  after(async () => {
    await close();
    await rm(home, {recursive: true});
  });

  const liveAndBase = async () => {
    const listings = await context.data.catalog.listings(shop.id);
    return new Map(
      listings.flatMap(({offers}) => offers.map((offer) => [offer.id, {live: offer.price, base: offer.basePrice}])),
    );
  };
  const advance = async (days: number) => {
    const {simulation} = await context.platform(shop);
    await simulation?.advance((await simulation.now()) + days * DAY, context.signal);
  };
  const tick = async () => {
    const {plan} = await tickPromotions(context, shop, {batch: 'test', pull: true, dryRun: false});
    return plan === null ? null : await applyPlan(context, plan);
  };

  it('lives by the shop’s own days, and is back at the base when they are over', async () => {
    const now = await shopNow(context, shop);
    const to = new Date(now + 3 * DAY).toISOString().slice(0, 19);
    const wish = {name: 'Tenth', percent: '10', scope: [], from: 'now', to: `${to}Z`, strike: true, acceptLosses: true};
    const {checked, stored} = await addPromotions(context, shop, [wish], {store: true});
    expect(stored).to.equal(true);
    const before = await liveAndBase();
    const started = await tick();
    expect(started?.run.state).to.equal('done');
    const overlays = await context.data.promotions.overlays(shop.id);
    expect(overlays.length)
      .to.be.greaterThan(0)
      .and.at.most(checked[0]?.offers.length ?? 0);
    const during = await liveAndBase();
    for (const {offerId, price} of overlays) {
      const {live, base} = during.get(offerId) ?? {};
      expect(live).to.equal(price);
      expect(price).to.be.lessThan(base ?? 0);
      expect(base).to.equal(before.get(offerId)?.base);
    }
    await advance(2);
    expect(await tick()).to.equal(null);
    await advance(1);
    expect((await tick())?.run.state).to.equal('done');
    expect(await liveAndBase()).to.deep.equal(before);
    expect((await context.data.promotions.list(shop.id)).map(({status}) => status)).to.deep.equal(['ended']);
  });
});
