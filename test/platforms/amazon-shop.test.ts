import {expect} from 'chai';
import type {Change} from '../../src/domain/change/types.js';
import type {Outcome, Platform} from '../../src/ports/platform.js';
import type {Filled} from './amazon/server/control.js';
import type {Logged} from './amazon/server/desk.js';
import {STORE} from './amazon/server/state.js';
import {open, type Server, startServer} from './amazon/shops.js';
import {USD} from './contract/shop.js';
import {calm, change, offerTarget, pullAll, push} from './contract/steps.js';

const item = (sku: string, more: NonNullable<Filled['more']> = {}): Filled => ({
  ...{sku, title: `Mug ${sku}`, description: 'A mug', price: '12.50', currency: 'USD', stock: 40, more},
});
const target = (sku: string) => offerTarget(sku, {sku, options: []});
const priced = (n: number, sku: string, price: string): Change => change(n, target(sku), 'update', {price});
const own = {
  marketplace_id: STORE,
  currency: 'USD',
  audience: 'ALL',
  our_price: [{schedule: [{value_with_tax: 12.5}]}],
};
const day = (offset: number) => new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);
const sale = (from: number, to: number) => [{schedule: [{value_with_tax: 9.5, start_at: day(from), end_at: day(to)}]}];

describe('amazon: one seller’s store', () => {
  let server: Server;
  let platform: Platform;

  beforeEach(async () => {
    server = await startServer();
    platform = await open(server, USD);
  });
  afterEach(async () => {
    await platform.close();
    await server.stop();
  });

  const fill = (items: readonly Filled[], sameInstant = false) => server.order('fill', {items, sameInstant});
  const logged = async (operation: string) =>
    (await server.order<readonly Logged[]>('log')).filter((each) => each.operation === operation);
  const attributeOf = async (sku: string, name: string) =>
    (await server.order<Record<string, unknown>>('look', {sku}))[name];
  const said = (outcome: Outcome | undefined) =>
    outcome !== undefined && 'code' in outcome ? `${outcome.state} ${outcome.code}` : outcome?.state;

  it('changes the price alone: other stores, audiences, bounds and sale times stay', async () => {
    const others = [
      {...own, audience: 'B2B', our_price: [{schedule: [{value_with_tax: 11}]}]},
      {...own, marketplace_id: 'A2EUQ1WTGCTBG2', currency: 'CAD'},
    ];
    const bounds = {minimum_seller_allowed_price: [{schedule: [{value_with_tax: 10}]}]};
    const coming = {...own, ...bounds, discounted_price: sale(10, 20), start_at: {value: '2020-01-01T00:00:00Z'}};
    await fill([item('A1', {purchasable_offer: [...others, coming]})]);
    expect(said((await push(platform, [priced(1, 'A1', '13.37')])).get(1))).to.equal('applied');
    const changed = {...coming, our_price: [{schedule: [{value_with_tax: 13.37}]}]};
    expect(await attributeOf('A1', 'purchasable_offer')).to.deep.equal([...others, changed]);
  });

  it('sends no price that would take the listing off sale, or that nobody would pay', async () => {
    const bounds = {
      minimum_seller_allowed_price: [{schedule: [{value_with_tax: 10}]}],
      maximum_seller_allowed_price: [{schedule: [{value_with_tax: 20}]}],
    };
    await fill([
      item('LOW', {purchasable_offer: [{...own, ...bounds}]}),
      item('SALE', {purchasable_offer: [{...own, discounted_price: sale(-2, 2)}]}),
      item('AUTO', {
        purchasable_offer: [{...own, automated_pricing_merchandising_rule_plan: [{merchandising_rule: []}]}],
      }),
    ]);
    const wishes = [
      ['LOW', '9.99'],
      ['LOW', '20.01'],
      ['SALE', '11.00'],
      ['AUTO', '11.00'],
    ] as const;
    const found: unknown[] = [];
    for (const [sku, price] of wishes) found.push(said((await push(platform, [priced(1, sku, price)])).get(1)));
    expect(found).to.deep.equal([
      'rejected PRICE_OUTSIDE_ALLOWED',
      'rejected PRICE_OUTSIDE_ALLOWED',
      'rejected SALE_RUNNING',
      'rejected PRICE_AUTOMATED',
    ]);
    expect(await logged('patchListingsItem')).to.deep.equal([]);
    const [state] = await platform.read([target('SALE')], calm);
    expect(state?.offer?.price, 'a buyer pays the sale price').to.equal(950);
  });

  it('leaves stock in Amazon’s warehouses alone, and keeps what stands with the seller’s own', async () => {
    const fba = [{fulfillment_channel_code: 'AMAZON_NA'}];
    await fill([item('OWN'), item('FBA', {fulfillment_availability: fba})]);
    const stock = (n: number, sku: string) =>
      change(n, {kind: 'stock', key: {product: sku, sku}}, 'update', {stock: 7});
    const outcomes = await push(platform, [stock(1, 'OWN'), stock(2, 'FBA')]);
    expect([1, 2].map((n) => said(outcomes.get(n)))).to.deep.equal(['applied', 'rejected FULFILLED_BY_AMAZON']);
    const shelf = {fulfillment_channel_code: 'DEFAULT', quantity: 7, lead_time_to_ship_max_days: 3};
    expect(await attributeOf('OWN', 'fulfillment_availability')).to.deep.equal([shelf]);
    const [state] = await platform.read([target('FBA')], calm);
    expect(state?.offer?.stock).to.equal(null);
  });

  it('sends changes of one listing together, and apart where Amazon finds fault with one of them', async () => {
    await fill([item('A1'), item('A2')]);
    const titled = (n: number, sku: string, title: string) =>
      change(n, {kind: 'listing', key: {product: sku}}, 'update', {title});
    await push(platform, [priced(1, 'A1', '9.99'), titled(2, 'A1', 'Cup')]);
    expect(await logged('patchListingsItem')).to.have.length(1);
    const outcomes = await push(platform, [priced(1, 'A2', '9.99'), titled(2, 'A2', 'x'.repeat(201))]);
    expect([1, 2].map((n) => said(outcomes.get(n)))).to.deep.equal(['applied', 'rejected 90220']);
    expect((await platform.read([target('A2')], calm))[0]?.offer?.price).to.equal(999);
  });

  it('waits for what Amazon does late, and says what there is when it never comes', async () => {
    await fill([item('A1'), item('A2')]);
    await server.order('lag', {ms: 120});
    await push(platform, [priced(1, 'A1', '9.99')]);
    expect((await platform.read([target('A1')], calm))[0]?.offer?.price).to.equal(999);
    await server.order('lag', {ms: 60_000});
    await push(platform, [priced(1, 'A2', '9.99')]);
    expect((await platform.read([target('A2')], calm))[0]?.offer?.price).to.equal(1250);
    const asked = (await logged('searchListingsItems')).length;
    await platform.read([target('A2')], calm);
    expect((await logged('searchListingsItems')).length, 'waited for once').to.equal(asked + 1);
  });

  it('reads on beyond the thousand results that a search tells of', async () => {
    const items = Array.from({length: 2050}, (_, i) => item(`P${String(i).padStart(5, '0')}`));
    await fill(items);
    const {records} = await pullAll(platform, 'listings');
    expect(records.map(({product}) => product).sort()).to.deep.equal(items.map(({sku}) => sku));
    await fill(items, true);
    const thrown: unknown = await pullAll(platform, 'listings').catch((error: unknown) => error);
    expect(thrown, 'half a catalogue must not pass for the whole').to.have.property('category', 'unreachable');
  });

  it('finds SKUs with blanks, commas and slashes', async () => {
    const skus = ['A 1', 'A,1', 'A/1', 'A+1', 'Ä&1'];
    await fill(skus.map((sku) => item(sku)));
    const read = await platform.read(skus.map(target), calm);
    expect(read.map(({offer}) => offer?.sku)).to.deep.equal(skus);
    const outcomes = await push(
      platform,
      skus.map((sku, i) => priced(i + 1, sku, `1${i}.00`)),
    );
    expect([...outcomes.values()].map(({state}) => state)).to.deep.equal(skus.map(() => 'applied'));
    const after = await platform.read(skus.map(target), calm);
    expect(after.map(({offer}) => offer?.price)).to.deep.equal([1000, 1100, 1200, 1300, 1400]);
  });

  it('signs in once for many requests, and anew when Amazon knows the token no more', async () => {
    await fill([item('A1'), item('A2'), item('A3')]);
    await push(platform, [priced(1, 'A1', '9.99'), priced(2, 'A2', '9.99'), priced(3, 'A3', '9.99')]);
    expect(await logged('token')).to.have.length(1);
    await server.order('forget');
    const outcomes = await push(platform, [priced(1, 'A1', '8.88'), priced(2, 'A2', '8.88')]);
    expect([...outcomes.values()].map(({state}) => state)).to.deep.equal(['applied', 'applied']);
    expect(await logged('token')).to.have.length(2);
  });

  it('works beside another souk of the same seller, though each sign-in ends the other’s', async () => {
    const skus = Array.from({length: 6}, (_, i) => `A${i}`);
    await fill(skus.map((sku) => item(sku)));
    await server.order('alone');
    const other = await open(server, USD);
    const half = (from: number, price: string) => skus.slice(from, from + 3).map((sku, i) => priced(i + 1, sku, price));
    const outcomes = await Promise.all([push(platform, half(0, '9.99')), push(other, half(3, '8.88'))]);
    await other.close();
    const states = outcomes.flatMap((each) => [...each.values()].map(({state}) => state));
    expect(states).to.deep.equal(skus.map(() => 'applied'));
  });

  it('names the role that is missing, the currency that is another, and the time that things take', async () => {
    await fill(Array.from({length: 700}, (_, i) => item(`P${i}`)));
    await server.order('role', {lacks: 'orders'});
    const euros = await open(server, {...USD, currency: 'EUR'});
    const {ok, findings} = await euros.check(calm);
    await euros.close();
    expect(ok).to.equal(false);
    expect(findings.filter((each) => !each.ok).map(({message}) => message.code)).to.deep.equal([
      'AMAZON_CURRENCY',
      'AMAZON_ROLE',
    ]);
    const pace = findings.find(({message}) => message.code === 'AMAZON_PACE')?.message.params;
    expect(pace).to.deep.equal({listings: 700, read: 1, write: 3, byFeed: false});
  });

  it('ends with a sign-in error where the key is wrong or has one part only', async () => {
    const wrong = await open(server, USD, {client: 'somebody else'});
    const thrown: unknown = await wrong.check(calm).catch((error: unknown) => error);
    await wrong.close();
    expect(thrown).to.deep.include({category: 'auth', code: 'SHOP_SIGN_IN'});
  });

  it('passes over what is not paid yet, and counts a line’s price by its quantity', async () => {
    await fill([item('T1')]);
    await server.order('trade', {skus: ['T1']});
    const {records} = await pullAll(platform, 'orders');
    expect(records).to.have.length(1);
    expect(records[0]).to.deep.include({sku: 'T1', quantity: 2, unitPrice: 1250, discount: 0, tax: 201});
  });
});
