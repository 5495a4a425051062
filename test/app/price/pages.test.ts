import {mkdir, mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {expect} from 'chai';
import {readPlans} from '../../../src/app/plan/file.js';
import {factPages, openFacts} from '../../../src/app/price/facts.js';
import {readOfShop} from '../../../src/app/price/known.js';
import {reprice} from '../../../src/app/price/reprice.js';
import {loadRules} from '../../../src/app/price/rules.js';
import {addShop} from '../../../src/app/shop/add.js';
import {pullShop} from '../../../src/app/shop/pull.js';
import type {OfferFacts} from '../../../src/domain/pricing/facts.js';
import {planIntact} from '../../../src/runs/seal.js';
import {openContext} from '../promotion/shop.js';

const SKUS = Array.from({length: 1203}, (_, n) => `S${String((n * 7919) % 1203).padStart(4, '0')}`);

describe('repricing page by page', () => {
  it('reads the same facts, and makes one whole plan of them', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'souk-pages-'));
    const {context, close} = await openContext(folder, () => Date.parse('2026-03-01T02:00:00Z'));
    try {
      const dir = path.join(folder, 'dir');
      await mkdir(dir);
      const table = (name: string, lines: readonly string[]) =>
        writeFile(path.join(dir, name), `${lines.join('\n')}\n`);
      await table('listings.csv', [
        'sku,product,price,stock',
        ...SKUS.map((sku, n) => `${sku},P${sku},${10 + (n % 3)}.00,1`),
      ]);
      await table('costs.csv', [
        'sku,cost,fee_rate,fee_fixed',
        ...SKUS.filter((_, n) => n % 4 > 0).map((sku) => `${sku},5.00,0.1,0`),
      ]);
      await table('pricing.yaml', ['version: 1', 'defaults: {strategy: cost, margin: 40%}']);
      const terms = {currency: 'EUR', zone: 'UTC', pricesIncludeTax: false, taxRate: undefined, mode: undefined};
      const {shop} = await addShop(context, {name: 'main', platform: 'folder', ...terms, settings: {dir}});
      await pullShop(context, shop);

      const rules = await loadRules(context, shop);
      const pages: (readonly OfferFacts[])[] = [];
      for await (const page of factPages(context, shop, rules, await readOfShop(context, shop, rules)))
        pages.push(page);
      expect(pages.length).to.equal(3);
      expect(pages.flat()).to.deep.equal([...(await openFacts(context, shop, rules)).byOffer.values()]);

      const {plans} = await reprice(context, {shops: undefined, pull: false});
      const [plan] = await readPlans(context, plans);
      if (plan === undefined) throw new Error('no plan');
      expect(planIntact(plan)).to.equal(true);
      expect(plan.changes.map(({n}) => n)).to.deep.equal(plan.changes.map((_, index) => index + 1));
      expect(plan.changes.length).to.equal(plan.summary.update);
      expect(plan.skipped.length).to.equal(plan.summary.skipped + plan.summary.held);
      expect(plan.changes.length + plan.skipped.length + plan.summary.unchanged).to.equal(SKUS.length);
      const products = plan.changes.map(({target}) => target.key.product ?? '');
      expect(products).to.deep.equal([...products].sort());
    } finally {
      await close();
      await rm(folder, {recursive: true});
    }
  });
});
