import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {expect} from 'chai';
import {priceHistory} from '../../../src/app/price/history.js';
import {addPromotions} from '../../../src/app/promotion/add.js';
import {addShop} from '../../../src/app/shop/add.js';
import {pullShop} from '../../../src/app/shop/pull.js';
import {KnownError} from '../../../src/domain/errors.js';
import {type Bench, openBench} from './shop.js';

const TEE = [{field: 'sku', values: ['TEE-01']}] as const;

describe('what a promotion is measured by', () => {
  let bench: Bench;
  beforeEach(async () => {
    bench = await openBench();
  });
  afterEach(() => bench.close());

  /** Somebody changes the price of TEE-01, and souk sees it. */
  async function teeAt(day: string, from: string, to: string): Promise<void> {
    await bench.edit((text) => text.replace(from, to));
    bench.at(`${day}T12:00:00Z`);
    await bench.tick();
  }

  it('is the lowest price of the 30 days before it is announced, not before it starts', async () => {
    await teeAt('2026-11-21', '30.00', '32.00');
    await teeAt('2026-12-10', '32.00', '28.00');
    await teeAt('2026-12-12', '28.00', '32.00');
    bench.at('2027-01-05T12:00:00Z');
    const wish = {percent: '10', scope: TEE, from: '2027-01-20', to: '2027-01-25'};
    const later = await bench.add({...wish, name: 'Told at its start'});
    expect(later.checked[0]?.findings).to.deep.equal([]);
    const {checked} = await bench.add({...wish, name: 'Told before', announced: '2027-01-08'});
    const [found] = checked[0]?.findings ?? [];
    expect(found?.said).to.deep.equal({
      code: 'PROMO_STRIKE_ABOVE_LOWEST',
      params: {sku: 'TEE-01', strike: '32.00', price: '28.80', lowest: '28.00', off: '', currency: 'EUR'},
    });
    const kept = (await bench.context.data.promotions.list(bench.shop.id)).find(({name}) => name === 'Told before');
    expect(kept?.announcedAt).to.equal(Date.parse('2027-01-07T23:00:00Z'));
  });

  it('refuses an announcement after the start', async () => {
    let code = '';
    try {
      await bench.add({percent: '10', scope: TEE, announced: '2026-11-28'});
    } catch (error) {
      code = error instanceof KnownError ? error.code : String(error);
    }
    expect(code).to.equal('PROMO_ANNOUNCED_LATE');
  });

  it('shows in the history what may be told, at any announcement', async () => {
    await teeAt('2026-11-21', '30.00', '24.00');
    await teeAt('2026-11-22', '24.00', '32.00');
    await teeAt('2026-12-20', '32.00', '21.00');
    const ask = {shop: 'main', sku: 'TEE-01', lowest: '30d'};
    bench.at('2026-12-21T12:00:00Z');
    const now = await priceHistory(bench.context, ask);
    expect(now.lowest).to.deep.include({price: 2100, claim: {price: 2100, off: null}});
    const before = await priceHistory(bench.context, {...ask, announced: '2026-12-20'});
    expect(before.lowest).to.deep.include({price: 2400, claim: {price: 2100, off: '12.5'}});
  });

  it('counts in China what was paid in the seven days before, else what was paid last', async () => {
    const dir = await mkdtemp(path.join(tmpdir(), 'souk-promo-cn-'));
    try {
      await writeFile(
        path.join(dir, 'listings.csv'),
        'sku,product,price,stock\nA,a,100.00,5\nB,b,100.00,5\nC,c,100.00,5\n',
      );
      await writeFile(
        path.join(dir, 'orders.csv'),
        [
          'order_id,ordered_at,sku,quantity,unit_price,discount,status',
          '1,2026-11-10T10:00:00,A,1,70.00,,',
          '2,2026-11-15T10:00:00,A,2,95.00,10.00,',
          '3,2026-11-16T10:00:00,A,1,60.00,,cancelled',
          '4,2026-10-01T10:00:00,B,1,92.00,,',
          '',
        ].join('\n'),
      );
      const settings = {dir};
      const terms = {currency: 'CNY', zone: 'Asia/Shanghai', pricesIncludeTax: true, taxRate: '0.13'};
      const {shop} = await addShop(bench.context, {
        name: 'cn',
        platform: 'folder',
        ...terms,
        mode: undefined,
        settings,
      });
      await pullShop(bench.context, shop);
      const wish = {name: 'Days', percent: '5', scope: [], from: '2026-11-21', to: '2026-11-23'};
      const {checked} = await addPromotions(bench.context, shop, [{...wish, strike: true, acceptLosses: false}], {
        store: true,
      });
      const said = checked[0]?.findings.map(({said}) => said).filter(({code}) => code !== 'PROMO_COST_UNKNOWN');
      const prices = {strike: '100.00', price: '95.00', currency: 'CNY', days: 7};
      expect(said).to.deep.equal([
        {code: 'PROMO_STRIKE_ABOVE_DEAL', params: {sku: 'A', ...prices, lowest: '90.00', off: '', rule: 'lowest'}},
        {code: 'PROMO_STRIKE_ABOVE_DEAL', params: {sku: 'B', ...prices, lowest: '92.00', off: '', rule: 'last'}},
        {code: 'PROMO_NEVER_SOLD', params: {offers: 1}},
      ]);
      const ask = {shop: 'cn', sku: 'A', sold: true};
      const history = await priceHistory(bench.context, {...ask, announced: '2026-11-18'});
      expect(history.sold?.deal).to.deep.include({price: 9000, rule: 'lowest'});
      expect((await priceHistory(bench.context, {...ask, announced: '2026-11-15'})).sold?.deal).to.include({
        price: 7000,
      });
    } finally {
      await rm(dir, {recursive: true});
    }
  });
});
