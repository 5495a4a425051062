import {expect} from 'chai';
import type {ShopTerms} from '../../../src/domain/catalog/types.js';
import {withShop} from '../../platforms/contract/shop.js';
import {
  calm,
  change,
  createsOf,
  offer,
  offerTarget,
  pullAll,
  push,
  pushAll,
  wish,
} from '../../platforms/contract/steps.js';
import type {Api} from './api.js';
import {variantsOf} from './goods.js';
import {type Opened, openPlatform, openShop} from './shops.js';

describe('vendure beside the contract', () => {
  const euro: ShopTerms = {currency: 'EUR', zone: 'UTC', pricesIncludeTax: true, taxRate: '0.19'};

  it('works with an API key just the same', () =>
    withShop({open: (terms) => openShop(terms, 'key')}, euro, async ({platform}) => {
      expect((await platform.check(calm)).ok).to.equal(true);
      await pushAll(platform, createsOf(platform.capabilities, [wish('K1', 'EUR'), wish('K2', 'EUR')]));
      const target = offerTarget('k1', offer('K1'));
      await pushAll(platform, [change(1, target, 'update', {price: '9.99'})]);
      expect((await pullAll(platform, 'listings')).records).to.have.length(2);
      expect((await platform.read([target], calm))[0]?.offer?.price).to.equal(999);
    }));

  it('never loses the price of another currency, and sells in one that is not the first of its channel', () =>
    withShop({open: (terms) => openShop(terms, 'password')}, euro, async (shop) => {
      const {platform, api, token} = shop as Opened;
      await pushAll(platform, createsOf(platform.capabilities, [wish('C1', 'EUR')]));
      const dollars = await openPlatform({...euro, currency: 'USD'}, token, 'password');
      const target = offerTarget('c1', offer('C1'));
      await pushAll(dollars, [change(1, target, 'update', {price: '15.00'})]);
      await pushAll(platform, [change(1, target, 'update', {price: '11.11'})]);
      expect((await dollars.read([target], calm))[0]?.offer?.price).to.equal(1500);
      expect((await platform.read([target], calm))[0]?.offer?.price).to.equal(1111);
      const fresh = await push(dollars, createsOf(dollars.capabilities, [wish('C2', 'USD')]));
      expect(fresh.get(2)).to.include({state: 'rejected', code: 'CURRENCY_NOT_DEFAULT'});
      expect((await variantsOf(api)).map(({sku}) => sku)).to.deep.equal(['C1']);
      await dollars.close();
    }));

  it('says what is not as the shop was connected', () =>
    withShop({open: (terms) => openShop(terms, 'password')}, euro, async (shop) => {
      const odd = await openPlatform(
        {...euro, currency: 'GBP', pricesIncludeTax: false},
        (shop as Opened).token,
        'password',
      );
      const {ok, findings} = await odd.check(calm);
      expect(ok).to.equal(false);
      const wrong = findings.filter((each) => !each.ok).map(({message}) => message.code);
      expect(wrong).to.deep.equal(['VENDURE_CURRENCY', 'VENDURE_TAX']);
      await odd.close();
    }));

  it('names the rights that are missing, and does not come in with a wrong password', () =>
    withShop({open: (terms) => openShop(terms, 'password')}, euro, async (shop) => {
      const {api, token} = shop as Opened;
      const user = await newUser(api, ['ReadCatalog']);
      const {ok, findings} = await (await openPlatform(euro, token, 'password', user)).check(calm);
      expect(ok).to.equal(false);
      const wrong = findings.filter((each) => !each.ok).map(({message}) => message.params);
      expect(wrong).to.deep.equal([
        {does: 'write products and prices', right: 'UpdateCatalog'},
        {does: 'make products', right: 'CreateCatalog'},
        {does: 'read orders', right: 'ReadOrder'},
      ]);
      const stranger = await openPlatform(euro, token, 'password', 'nobody');
      const refused = await stranger.check(calm).catch((error: unknown) => error);
      expect(refused).to.include({category: 'auth', code: 'SHOP_SIGN_IN'});
    }));
});

/** A user of the channel who may do so much; the password is that of everybody here. */
async function newUser({admin}: Api, permissions: readonly string[]): Promise<string> {
  const {activeChannel} = await admin<{activeChannel: {id: string}}>('{ activeChannel { id } }');
  const {createRole} = await admin<{createRole: {id: string}}>(
    'mutation ($input: CreateRoleInput!) { createRole(input: $input) { id } }',
    {input: {code: `reader-${activeChannel.id}`, description: 'test', permissions, channelIds: [activeChannel.id]}},
  );
  const emailAddress = `reader-${activeChannel.id}@example.com`;
  const person = {
    firstName: 'Test',
    lastName: 'Reader',
    emailAddress,
    password: 'superadmin',
    roleIds: [createRole.id],
  };
  await admin('mutation ($input: CreateAdministratorInput!) { createAdministrator(input: $input) { id } }', {
    input: person,
  });
  return emailAddress;
}
