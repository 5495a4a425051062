import {readFile, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {expect} from 'chai';
import {addPromotions} from '../../../src/app/promotion/add.js';
import {blocking, type Checked} from '../../../src/app/promotion/check.js';
import {parsePromotions} from '../../../src/app/promotion/file.js';
import {promotionsJsonSchema} from '../../../src/app/promotion/file-schema.js';
import {listPromotions} from '../../../src/app/promotion/view.js';
import {addShop} from '../../../src/app/shop/add.js';
import {pullShop} from '../../../src/app/shop/pull.js';
import {KnownError} from '../../../src/domain/errors.js';
import {type Bench, openBench} from './shop.js';

const codes = (checked: readonly Checked[]) =>
  checked.flatMap(({findings}) => findings.map(({said, sku}) => `${said.code} ${sku ?? ''}`.trim()));

/** The code of the KnownError that is thrown, with its place in a file. */
async function failure(work: () => unknown): Promise<string> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof KnownError)) throw error;
    const {line, why} = error.params as {line?: number; why?: {code: string}};
    return [error.code, line, why?.code].filter((part) => part !== undefined).join(' ');
  }
  return 'none';
}

describe('adding promotions', () => {
  let bench: Bench;
  beforeEach(async () => {
    bench = await openBench();
  });
  afterEach(() => bench.close());

  it('stores nothing when a price would be a loss, unless losses are accepted', async () => {
    const refused = await bench.add({percent: '15'});
    expect(refused.stored).to.equal(false);
    const numbers = {
      sku: 'MUG-02',
      source: 'break_even',
      price: '17.00',
      bound: '18.12',
      short: '1.12',
      currency: 'EUR',
    };
    expect(refused.checked.flatMap(blocking)).to.deep.equal([
      {severity: 'error', sku: 'MUG-02', said: {code: 'PROMO_BELOW_BOUND', params: numbers}, loss: true},
    ]);
    expect(codes(refused.checked)).to.include('PROMO_NO_STOCK MUG-02');
    expect(await bench.statuses()).to.deep.equal({});
    expect((await bench.add({percent: '15', acceptLosses: true})).stored).to.equal(true);
    bench.at('2026-11-27T12:00:00Z');
    await bench.tick();
    expect(await bench.prices()).to.include({'MUG-02': '17.00|20.00'});
  });

  it('strikes no price through in a shop that has no place for it, and says so', async () => {
    const {context, shop} = bench;
    const platform: typeof context.platform = async (each) => {
      const whole = await context.platform(each);
      const {fields} = whole.capabilities;
      return {...whole, capabilities: {...whole.capabilities, fields: {...fields, offer: ['sku', 'price']}}};
    };
    const wish = {name: 'Plain', percent: '15', scope: [], to: '2026-12-01T00:00', strike: true, acceptLosses: true};
    const added = await addPromotions({...context, platform}, shop, [wish], {store: true});
    expect(added.notes).to.deep.equal([{code: 'PROMO_NO_STRIKE', params: {shop: 'main'}}]);
    expect(added.checked.map(({promotion}) => promotion.strike)).to.deep.equal([false]);
    const again = await addPromotions({...context, platform}, shop, [wish], {store: true});
    expect(again.known.size).to.equal(1);
    const struck = await bench.add({name: 'Struck', percent: '15', acceptLosses: true});
    expect(struck.notes.map(({code}) => code)).not.to.include('PROMO_NO_STRIKE');
    expect(struck.checked[0]?.promotion.strike).to.equal(true);
  });

  it('holds an offer whose cost has risen since the check, and sets the others', async () => {
    await bench.add({percent: '5'});
    await writeFile(path.join(bench.directory, 'costs.csv'), 'sku,cost,fee_rate,fee_fixed\nTEE-01,40.00,0.10,0.30\n');
    await pullShop(bench.context, bench.shop);
    bench.at('2026-11-27T12:00:00Z');
    const {tick} = await bench.tick();
    expect(tick.plan?.skipped.map(({fate, reason}) => `${fate} ${reason.code}`)).to.deep.equal(['held BELOW_FLOOR']);
    expect(await bench.prices()).to.deep.equal({'MUG-01': '11.88|12.50', 'MUG-02': '19.00|20.00', 'TEE-01': '30.00'});
    bench.at('2026-11-30T12:00:00Z');
    await bench.tick();
    expect(await bench.statuses()).to.deep.equal({Days: 'ended'});
  });

  it('names SKUs that the shop does not have, and empty scopes', async () => {
    const {checked, stored} = await bench.add({percent: '15', scope: [{field: 'sku', values: ['MUG-1', 'MUG-01']}]});
    expect(stored).to.equal(false);
    expect(codes(checked)).to.include('PROMO_SKU_UNKNOWN MUG-1');
    expect(
      codes((await bench.add({percent: '15', scope: [{field: 'category', values: ['Hats']}]})).checked),
    ).to.deep.equal(['PROMO_SCOPE_EMPTY']);
  });

  it('leaves the same promotion as it is, and refuses another of its name', async () => {
    const wish = {percent: '10', scope: [{field: 'sku', values: ['TEE-01']}]} as const;
    await bench.add(wish);
    const again = await bench.add(wish);
    expect([...again.known]).to.deep.equal(['PR-1']);
    expect(await bench.context.data.promotions.list(bench.shop.id)).to.have.length(1);
    expect(await failure(() => bench.add({...wish, percent: '20'}))).to.equal('PROMO_NAME_TAKEN');
    expect(await failure(() => bench.add({...wish, name: 'A'}, {...wish, name: 'A', percent: '11'}))).to.equal(
      'PROMO_NAME_TAKEN',
    );
  });

  it('warns of the struck-through price against the lowest of 30 days', async () => {
    await bench.edit((text) => text.replace('30.00', '24.00'));
    bench.at('2026-11-21T12:00:00Z');
    await bench.tick();
    await bench.edit((text) => text.replace('24.00', '32.00'));
    bench.at('2026-11-22T12:00:00Z');
    await bench.tick();
    const {checked, stored} = await bench.add({percent: '10', scope: [{field: 'sku', values: ['TEE-01']}]});
    expect(stored).to.equal(true);
    expect(codes(checked)).to.deep.equal(['PROMO_STRIKE_ABOVE_LOWEST TEE-01', 'PROMO_HISTORY_SHORT']);
  });

  it('looks at the 30 days before now when the start is past: it is announced now', async () => {
    await bench.edit((text) => text.replace('30.00', '24.00'));
    bench.at('2026-11-21T12:00:00Z');
    await bench.tick();
    await bench.edit((text) => text.replace('24.00', '32.00'));
    bench.at('2026-11-22T12:00:00Z');
    await bench.tick();
    const scope = [{field: 'sku', values: ['TEE-01']}] as const;
    const {checked} = await bench.add({percent: '10', scope, from: '2026-11-01'});
    expect(codes(checked)).to.include('PROMO_STRIKE_ABOVE_LOWEST TEE-01');
    const short = checked[0]?.findings.find(({said}) => said.code === 'PROMO_HISTORY_SHORT');
    expect(short?.said.params).to.include({days: 2});
  });

  it('warns of an offer whose price is pinned then, and names it where the switch leaves it', async () => {
    const {context, shop} = bench;
    const until = Date.parse('2026-12-01T23:00:00Z');
    await context.data.catalog.pin(shop.id, 'TEE-01', {until, reason: ''});
    await context.data.catalog.pin(shop.id, 'MUG-01', {until: Date.parse('2026-11-25T23:00:00Z'), reason: ''});
    const {checked} = await bench.add({percent: '10', scope: [{field: 'sku', values: ['TEE-01', 'MUG-01']}]});
    const pinned = checked[0]?.findings.filter(({said}) => said.code === 'PROMO_PINNED');
    expect(pinned?.map(({sku, said}) => [sku, said.params])).to.deep.equal([
      ['TEE-01', {sku: 'TEE-01', until: '2026-12-01T23:00:00.000Z', zone: 'Europe/Berlin'}],
    ]);
    bench.at('2026-11-27T12:00:00Z');
    await bench.tick();
    const [listed] = await listPromotions(context, shop, {all: false});
    expect(listed).to.include({set: 1, offers: 2});
  });

  it('pulls a shop that was never pulled, so that its offers are not unknown', async () => {
    const {context, directory} = bench;
    const input = {
      name: 'fresh',
      platform: 'folder',
      currency: 'EUR',
      zone: 'Europe/Berlin',
      pricesIncludeTax: false,
      taxRate: undefined,
      mode: undefined,
      settings: {dir: directory},
    };
    const {shop} = await addShop(context, input);
    const wish = {name: 'Days', percent: '5', from: '2026-11-27', to: '2026-11-29', strike: true, acceptLosses: false};
    const scope = [{field: 'sku', values: ['TEE-01']}] as const;
    expect((await addPromotions(context, shop, [{...wish, scope}], {store: true})).stored).to.equal(true);
  });

  it('writes the folder’s promotions.csv, for information', async () => {
    await bench.add({percent: '10', scope: [{field: 'sku', values: ['TEE-01']}]});
    const text = await readFile(path.join(bench.directory, 'promotions.csv'), 'utf8');
    expect(text).to.match(
      /^id,kind,starts_at,ends_at,scope,terms,status\r?\nPR-1,percentage,2026-11-27T00:00:00\+01:00,2026-11-30T00:00:00\+01:00,sku=TEE-01,.*,scheduled/u,
    );
  });
});

describe('promotions.yaml', () => {
  let bench: Bench;
  before(async () => {
    bench = await openBench();
  });
  after(() => bench.close());
  const parse = (text: string) => parsePromotions(bench.shop, text, 'p.yaml');

  it('is read with the words of pricing.yaml', () => {
    const text =
      'version: 1\npromotions:\n  - name: Mugs\n    percent: 15\n    when: {category: [Mugs, Cups], stock: ">0"}\n    from: 2026-11-27\n    to: 2026-11-30T18:00\n';
    const scope = [
      {field: 'category', values: ['Mugs', 'Cups']},
      {field: 'stock', is: '>', value: 0},
    ];
    expect(parse(text)).to.deep.equal([
      {
        name: 'Mugs',
        percent: '15',
        amount: undefined,
        scope,
        from: '2026-11-27',
        to: '2026-11-30T18:00',
        strike: true,
        acceptLosses: false,
      },
    ]);
  });

  it('says the line of every fault', async () => {
    const entry = (...lines: readonly string[]) =>
      `version: 1\npromotions:\n  - name: A\n    percent: 15\n    all: true\n    from: 2026-11-27\n    to: 2026-11-30\n${lines.map((line) => `    ${line}\n`).join('')}`;
    expect(await failure(() => parse(entry()))).to.equal('none');
    expect(await failure(() => parse(entry('amount: 2.00')))).to.equal('PROMO_IN_FILE 3 PROMO_TERMS_NEEDED');
    expect(await failure(() => parse(entry().replace('2026-11-27', '2026-03-29T02:30')))).to.equal(
      'PROMO_IN_FILE 3 PROMO_TIME_SKIPPED',
    );
    expect(await failure(() => parse(entry().replace('15', '100')))).to.equal('PROMO_IN_FILE 3 PROMO_PERCENT_INVALID');
    expect(await failure(() => parse(entry().replace('15', '1e999')))).to.equal('RULES_VALUE_INVALID 4');
    expect(await failure(() => parse(entry().replace('    all: true\n', '')))).to.equal(
      'PROMO_IN_FILE 3 PROMO_SCOPE_NEEDED',
    );
    expect(await failure(() => parse(entry('strik: yes')))).to.equal('RULES_KEY_UNKNOWN 8');
    expect(await failure(() => parse(entry('strike: maybe')))).to.equal('RULES_VALUE_INVALID 8');
    expect(await failure(() => parse('version: 2\npromotions: []'))).to.equal('RULES_VALUE_INVALID 1');
    expect(await failure(() => parse('version: 1\npromotions: [\n'))).to.match(/^RULES_SYNTAX [23] ?/u);
  });

  it('has a template that is right, and a published schema that is fresh', async () => {
    const template = await readFile('templates/promotions.yaml', 'utf8');
    expect(parse(template).map(({name}) => name)).to.have.length.greaterThan(1);
    const schema: unknown = JSON.parse(await readFile('schemas/promotions.schema.json', 'utf8'));
    expect(schema, 'write it again: node scripts/schemas.mjs').to.deep.equal(promotionsJsonSchema());
  });
});
