import {expect} from 'chai';
import type {ShopTerms} from '../../src/domain/catalog/types.js';
import type {CheckResult} from '../../src/ports/platform.js';
import {USD} from './contract/shop.js';
import {calm, change, createsOf, offerTarget, pullAll, push, pushAll, wordsFor} from './contract/steps.js';
import {asTheyAre, fitsAll, openWoo, type WooShop} from './woocommerce/shops.js';

const {wish, offer} = wordsFor(asTheyAre);

async function withWoo(
  work: (shop: WooShop) => Promise<void>,
  {terms = USD, settings}: {terms?: ShopTerms; settings?: Readonly<Record<string, string>>} = {},
): Promise<void> {
  const shop = await openWoo(terms, settings);
  try {
    await work(shop);
  } finally {
    await shop.close();
  }
}

async function failure(work: Promise<unknown>): Promise<object> {
  const error: unknown = await work.then(
    () => new Error('it went well'),
    (thrown: unknown) => thrown,
  );
  return error as object;
}

const codes = ({findings}: CheckResult, ok: boolean) =>
  findings.filter((each) => each.ok === ok).map(({message}) => message.code);

describe('woocommerce: coming in', () => {
  it('signs every request anew over http, whatever is asked for', () =>
    withWoo(async ({platform, log}) => {
      const odd = ['50% & co', "a+b*'()", 'ü/青?x=1'];
      await pushAll(
        platform,
        createsOf(
          platform.capabilities,
          odd.map((sku, i) => ({...wish(`O${i}`), offers: [offer(sku)]})),
        ),
      );
      const read = await platform.read(
        odd.map((sku) => ({kind: 'offer', key: {sku}})),
        calm,
      );
      expect(read.map((each) => each.offer?.sku)).to.deep.equal(odd);
      const requests = await log();
      const nonces = requests.map(({query}) => query['oauth_nonce']);
      expect(new Set(nonces).size).to.equal(requests.length);
      expect(JSON.stringify(requests)).not.to.contain('cs_');
    }));

  it('shows the key in the header where the shop is behind https, and names the way that works where it is taken away', () =>
    withWoo(async ({connect, control}) => {
      await control('set', {ssl: true});
      const basic = await connect({auth: 'basic'});
      expect((await basic.check(calm)).ok).to.equal(true);
      const signed = await connect();
      expect(await failure(pullAll(signed, 'listings'))).to.include({category: 'auth', code: 'SHOP_SIGN_IN'});
      await control('set', {strips: true});
      const {ok, findings} = await basic.check(calm);
      expect(ok).to.equal(false);
      expect(findings[0]?.message).to.deep.equal({
        code: 'WOO_WAY',
        params: {shop: 'woo', setting: 'auth', value: 'query'},
      });
      const query = await connect({auth: 'query'});
      expect((await query.check(calm)).ok).to.equal(true);
      for (const each of [basic, signed, query]) await each.close();
    }));

  it('is told a wrong key, a key of another form, and one that may not write', () =>
    withWoo(async ({platform, connect, control}) => {
      const wrong = await connect({}, 'ck_other:cs_other');
      expect(await failure(wrong.check(calm))).to.include({category: 'auth', code: 'SHOP_SIGN_IN'});
      await wrong.close();
      expect(await failure(connect({}, 'admin:password'))).to.include({category: 'auth', code: 'WOO_KEY_FORM'});
      await pushAll(platform, createsOf(platform.capabilities, [wish('A1')]));
      await control('set', {permission: 'read'});
      expect(codes(await platform.check(calm), false)).to.deep.equal(['WOO_WRITE']);
      const raised = change(1, offerTarget('a1', offer('A1')), 'update', {price: '9.00'});
      expect(await failure(push(platform, [raised]))).to.include({category: 'auth', code: 'SHOP_SIGN_IN'});
      expect((await pullAll(platform, 'listings')).records[0]?.offers[0]?.price).to.equal(1250);
    }));

  it('refuses settings that can not be meant', () =>
    withWoo(async ({connect}) => {
      for (const settings of [{auth: 'token'}, {batch: '101'}, {batch: '0'}, {cost: 'maybe'}, {permalinks: 'nice'}])
        expect(await failure(connect(settings as Record<string, string>)), JSON.stringify(settings)).to.include({
          category: 'usage',
          code: 'SETTING_INVALID',
        });
      const far = {url: 'http://shop.example.com', auth: 'query'};
      expect(await failure(connect(far))).to.include({category: 'usage', code: 'PLAIN_HTTP'});
    }));
});

describe('woocommerce: what check finds', () => {
  it('finds plain permalinks, and works with them', () =>
    withWoo(async ({platform, connect, control}) => {
      await control('set', {plain: true});
      expect(await failure(pullAll(platform, 'listings'))).to.include({category: 'unreachable', code: 'WOO_NO_API'});
      const {findings} = await platform.check(calm);
      expect(findings[0]?.message).to.deep.include({params: {shop: 'woo', setting: 'permalinks', value: 'plain'}});
      const plain = await connect({permalinks: 'plain'});
      await pushAll(plain, createsOf(plain.capabilities, [wish('A1')]));
      expect((await plain.check(calm)).ok).to.equal(true);
      expect((await pullAll(plain, 'listings')).records).to.have.length(1);
      await plain.close();
    }));

  it('compares currency, tax, decimals and cost of goods with what souk was told', () =>
    withWoo(async ({platform, connect, control}) => {
      const plain = await connect();
      expect(plain.capabilities.fields.offer).not.to.include('cost');
      const {findings} = await plain.check(calm);
      expect(findings.find(({message}) => message.code === 'WOO_COST')).to.deep.include({ok: true, warning: true});
      await plain.close();
      const general = {woocommerce_currency: 'EUR', woocommerce_price_num_decimals: '0', woocommerce_calc_taxes: 'yes'};
      await control('setting', {group: 'general', values: general});
      await control('setting', {group: 'tax', values: {woocommerce_prices_include_tax: 'yes'}});
      const values = {woocommerce_feature_cost_of_goods_sold_enabled: 'no'};
      await control('setting', {group: 'advanced', values});
      const check = await platform.check(calm);
      expect(codes(check, false)).to.have.members(['WOO_CURRENCY', 'WOO_TAX', 'WOO_COST']);
      expect(check.findings.find(({message}) => message.code === 'WOO_DECIMALS')).to.deep.include({warning: true});
      await control('setting', {group: 'general', values: {woocommerce_calc_taxes: 'no'}});
      expect(codes(await platform.check(calm), false)).to.have.members(['WOO_CURRENCY', 'WOO_COST']);
    }));

  it('tells a firewall from WooCommerce', () =>
    withWoo(async ({platform, control}) => {
      await control('set', {firewall: '/wc/v3'});
      const blocked = {category: 'auth', code: 'WOO_BLOCKED'};
      expect(await failure(platform.check(calm))).to.include(blocked);
      expect(await failure(pullAll(platform, 'listings'))).to.include(blocked);
    }));
});

describe('woocommerce: weak hosts', () => {
  it('does not know what became of a write that a firewall answered, and does the others', () =>
    withWoo(async ({platform, control}) => {
      const small = [wish('A1'), wish('A2')];
      await pushAll(platform, createsOf(platform.capabilities, small));
      await control('set', {firewall: 'UNION SELECT'});
      const evil = change(1, {kind: 'listing', key: {product: 'a1'}}, 'update', {description: 'UNION SELECT'});
      const [outcome] = [...(await push(platform, [evil])).values()];
      expect(outcome).to.include({state: 'unknown', code: 'FIREWALL'});
      await pushAll(platform, [change(1, offerTarget('a2', offer('A2')), 'update', {price: '9.00'})]);
    }));

  it('waits through pages of a gateway, and asks for tags until they are there, once each', () =>
    withWoo(async ({platform, fault, control}) => {
      await fault('gateway', 'read', 3);
      expect((await pullAll(platform, 'listings')).records).to.deep.equal([]);
      for (const kind of ['server-error', 'reset-after', 'limited'] as const) {
        await fault(kind, 'terms', 2);
        await pushAll(
          platform,
          createsOf(
            platform.capabilities,
            [{...wish(`T-${kind}`), offers: []}].map((each) => ({
              ...each,
              listing: {...each.listing, product: `t-${kind}`, tags: [kind, 'mug'], category: `Home > ${kind}`},
            })),
          ),
        );
      }
      const {tags} = await control<{tags: {name: string}[]}>('state');
      expect(tags.map(({name}) => name).sort()).to.deep.equal(['limited', 'mug', 'reset-after', 'server-error']);
    }));

  it('takes an answer of something else for no answer', () =>
    withWoo(async ({platform, fault}) => {
      await pushAll(platform, createsOf(platform.capabilities, [wish('A1')]));
      await fault('strange-body', 'write', 1);
      const outcomes = await push(platform, [change(1, offerTarget('a1', offer('A1')), 'update', {price: '9.00'})]);
      expect(outcomes.get(1)).to.include({state: 'unknown', code: 'NO_ANSWER'});
      await fault('strange-body', 'read', 1);
      expect(await failure(pullAll(platform, 'listings'))).to.include({category: 'unreachable'});
    }));

  it('never sends more items at once than the shop takes, nor than it is told to', () =>
    withWoo(async ({platform, connect, log}) => {
      const wishes = Array.from({length: 100}, (_, i) => ({...wish(`B${i}`)}));
      await pushAll(platform, createsOf(platform.capabilities, wishes));
      const few = await connect({batch: '20'});
      expect(few.capabilities.batch.rows).to.equal(20);
      const prices = wishes.map(({offers: [each = offer('X')]}, i) =>
        change(i + 1, offerTarget('', each), 'update', {price: '9.00'}),
      );
      await pushAll(few, prices);
      await few.close();
      const sizes = (await log())
        .filter(({path}) => path === '/products/batch')
        .map(({body}) => Object.values(body as Record<string, unknown[]>).flat().length);
      expect(Math.max(...sizes)).to.equal(50);
      expect(sizes.slice(-5)).to.deep.equal([20, 20, 20, 20, 20]);
    }));
});

fitsAll(['list products']);
