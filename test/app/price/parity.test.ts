import {mkdir, mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {expect} from 'chai';
import {openFacts} from '../../../src/app/price/facts.js';
import {addShop} from '../../../src/app/shop/add.js';
import {pullShop} from '../../../src/app/shop/pull.js';
import {BUILT_IN_RULES} from '../../../src/domain/pricing/rules.js';
import {openContext} from '../promotion/shop.js';

describe('prices of other shops', () => {
  it('are counted with or without tax as this shop counts, by the rate of the offer, and say nothing without one', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'souk-parity-'));
    const {context, close} = await openContext(folder, () => Date.parse('2026-03-01T02:00:00Z'));
    try {
      const shopOf = async (name: string, pricesIncludeTax: boolean, taxRate: string | undefined, rows: string[]) => {
        const dir = path.join(folder, `${name}-dir`);
        await mkdir(dir);
        const listings = ['sku,product,price,tax_rate,stock', ...rows, ''].join('\n');
        await writeFile(path.join(dir, 'listings.csv'), listings);
        const terms = {currency: 'EUR', zone: 'Europe/Berlin', pricesIncludeTax, taxRate, mode: undefined};
        const {shop} = await addShop(context, {name, platform: 'folder', ...terms, settings: {dir}});
        await pullShop(context, shop);
        return shop;
      };
      const net = await shopOf('net', false, undefined, ['A,a,10.00,,1', 'B,b,10.00,,1']);
      const gross = await shopOf('gross', true, '0.19', ['A,a,11.90,,1', 'B,b,10.70,0.07,1']);
      await shopOf('odd', true, undefined, ['A,a,11.90,,1']);
      const guards = {
        parity: ['gross', 'net', 'odd'].map((shop) => ({shop, relation: 'equal', offset: '0'}) as const),
      };
      const peers = async (shop: typeof net) => {
        const {byOffer} = await openFacts(context, shop, {...BUILT_IN_RULES, guards});
        return Object.fromEntries(
          [...byOffer.values()].map((facts) => [facts.key.sku, Object.fromEntries(facts.peers)]),
        );
      };
      expect(await peers(net)).to.deep.equal({A: {gross: 1000}, B: {gross: 1000}});
      expect(await peers(gross)).to.deep.equal({A: {net: 1190, odd: 1190}, B: {net: 1070}});
    } finally {
      await close();
      await rm(folder, {recursive: true});
    }
  });
});
