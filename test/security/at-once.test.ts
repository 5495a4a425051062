import {expect} from 'chai';
import {pullShop} from '../../src/app/shop/pull.js';
import {KnownError} from '../../src/domain/errors.js';
import {openDesk} from '../runs/desk.js';
import {memoryShop, productOf} from '../support/memory-shop.js';
import {type Ended, souk, withFolder} from '../support/souk.js';

const ADD = ['shop', 'add', 'same', '--platform', 'practice', '--set', 'catalogue=sample', '--currency', 'USD'];
const all = async (home: string, count: number, args: readonly string[]): Promise<readonly Ended[]> =>
  await Promise.all(Array.from({length: count}, async () => await souk(args, {home})));

describe('security: many at once', () => {
  it('add one shop once, run one night, and never meet a fault', async () => {
    await withFolder(async (home) => {
      const added = await all(home, 5, ADD);
      expect(added.map(({code}) => code).sort()).to.deep.equal([0, 2, 2, 2, 2]);
      const nights = await all(home, 3, ['nightly', '--yes']);
      for (const {code, stderr} of nights) expect(code, stderr).to.be.oneOf([0, 9]);
      expect(nights.filter(({code}) => code === 0)).not.to.have.length(0);
    });
  }).timeout(180_000);

  it('say that a shop is gone when it is removed in the middle of a pull', async () => {
    const platform = memoryShop([productOf('mug', [{sku: 'MUG', price: 1000}])]);
    const desk = await openDesk(platform);
    try {
      await desk.context.data.shops.remove(desk.shop.id);
      await pullShop(desk.context, desk.shop).then(
        () => expect.fail('pulled a shop that is gone'),
        (error: unknown) => {
          expect(error).to.be.instanceOf(KnownError);
          expect((error as KnownError).code).to.equal('SHOP_UNKNOWN');
        },
      );
    } finally {
      await desk.close();
    }
  }).timeout(30_000);
});
