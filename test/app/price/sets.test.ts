import {mkdir, readFile, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {expect} from 'chai';
import {addFolder} from '../../support/folder-shop.js';
import {souk, soukJson, withFolder} from '../../support/souk.js';

const FILES = {
  'listings.csv': [
    'sku,product,price,stock',
    'TEA-1,tea,10.00,50',
    'TEA-6,tea six,58.00,9',
    'POT-1,pot,20.00,5',
    'SET-1,set,29.50,5',
    'SET-2,thin set,39.00,5',
  ],
  'items.csv': ['item,sku,pack', 'TEA,TEA-1,1', 'TEA,TEA-6,6'],
  'costs.csv': ['sku,cost,fee_rate,fee_fixed', 'TEA-1,4.00,0.10,0.20', 'POT-1,19.00,0.10,0.20'],
  'pricing.yaml': [
    'version: 1',
    'rules:',
    '  - {name: packs, strategy: tier, tiers: [{from: 2, off: 5%}, {from: 6, off: 10%}]}',
    '  - {name: tea time, when: {sku: SET-1}, strategy: bundle, parts: [{sku: TEA-1, quantity: 3}], off: 5%}',
    '  - {when: {sku: SET-2}, strategy: bundle, parts: [{sku: POT-1, quantity: 2}]}',
  ],
};

/** A folder shop in which a pack and two bundles have neither a cost nor fees of their own. */
async function withShop(work: (home: string, dir: string) => Promise<void>): Promise<void> {
  await withFolder(async (folder) => {
    const [home, dir] = [path.join(folder, 'home'), path.join(folder, 'shop')];
    await mkdir(dir, {recursive: true});
    for (const [name, lines] of Object.entries(FILES)) await writeFile(path.join(dir, name), `${lines.join('\n')}\n`);
    await addFolder(dir, {home});
    await work(home, dir);
  });
}

describe('packs and bundles in a shop', () => {
  it('are priced by their parts and written as any price, within steps and floors', async () => {
    await withShop(async (home, dir) => {
      const {code, document} = await soukJson(['reprice', '--yes'], {home});
      expect(code, JSON.stringify(document)).to.equal(0);
      const rows = (await readFile(path.join(dir, 'listings.csv'), 'utf8')).split('\n').map((line) => line.split(','));
      const prices = Object.fromEntries(rows.map(([sku, , price]) => [sku, price]));
      // The second bundle's floor is above what its parts cost: it is left alone, and the single pieces are held.
      expect(prices).to.include({'TEA-1': '10.00', 'TEA-6': '54.00', 'SET-1': '28.50', 'SET-2': '39.00'});
    });
  });

  it('are explained with each part', async () => {
    await withShop(async (home) => {
      const tier = await souk(['price', 'why', 'TEA-6'], {home});
      expect(tier.stdout).to.contain('6 × 10.00 of TEA-1, 10 % off');
      expect(tier.stdout).to.contain('6 × TEA-1: sold at 10.00 USD, cost 4.00');
      expect(tier.stdout).to.contain('pricing.yaml:3');
      const bundle = await souk(['price', 'why', 'SET-1'], {home});
      expect(bundle.stdout).to.contain('5 % off 30.00, what its 3 pieces cost one by one');
      const thin = await soukJson(['price', 'why', 'SET-2'], {home});
      expect(JSON.stringify(thin.document)).to.contain('SET_SAVES_NOTHING');
    });
  });

  it('hold their floors where a plan is applied, too', async () => {
    await withShop(async (home) => {
      const {code, document} = await soukJson(['price', 'set', 'TEA-6', '25.00', '--yes'], {home});
      expect(code).to.equal(5);
      expect(JSON.stringify(document)).to.contain('BELOW_FLOOR');
    });
  });
});
