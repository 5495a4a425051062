import {expect} from 'chai';
import {estimateOf} from '../../src/platforms/amazon/fees/estimate.js';
import type {WireEstimate} from '../../src/platforms/amazon/fees/wire.js';
import type {FeeEstimate} from '../../src/ports/platform.js';
import {requests} from './amazon/job.js';
import type {Logged} from './amazon/server/desk.js';
import {modelsIn} from './amazon/server/models.js';
import {MODELS, open, startServer} from './amazon/shops.js';
import {USD} from './contract/shop.js';
import {calm} from './contract/steps.js';

const SKUS = Array.from({length: 22}, (_, i) => `P${String(i).padStart(2, '0')}`);
const question = {sku: 'A', price: 1000, byAmazon: false};

describe('amazon: fees', () => {
  it('are estimated by SKU and price, twenty a question, with who sends the goods, and by parts', async () => {
    const server = await startServer();
    const platform = await open(server, USD);
    const mug = {description: '', price: '20.00', currency: 'USD', stock: 4};
    const fba = {fulfillment_availability: [{fulfillment_channel_code: 'AMAZON_NA'}]};
    const items = SKUS.map((sku, i) => ({sku, title: `Mug ${sku}`, ...mug, ...(i === 1 ? {more: fba} : {})}));
    await server.order('fill', {items});
    await server.order('rivals', {offers: {}, fails: {P02: 1, P03: 2}});
    const found = new Map<string, FeeEstimate>();
    const wishes = [...SKUS, 'GONE'].map((sku, i) => ({sku, price: 2000 + i}));
    for await (const each of platform.fees?.(wishes, calm) ?? []) found.set(each.sku, each);
    await platform.close();
    const log = await server.order<readonly Logged[]>('log');
    const asked = await requests(server, 'getMyFeesEstimates');
    await server.stop();
    expect(log.flatMap((each) => [...each.problems, ...each.answerProblems])).to.deep.equal([]);
    expect(asked.filter(({status}) => status === 200)).to.have.length(3);
    expect(found.size).to.equal(23);
    expect(found.get('P00')).to.deep.equal({
      ...{sku: 'P00', price: 2000, total: 300, byPlatform: false},
      parts: [{name: 'ReferralFee', amount: 300}],
    });
    expect(found.get('P01')).to.deep.include({total: 622, byPlatform: true});
    expect(found.get('P02'), 'asked for once more').to.deep.include({price: 2002, total: 300});
    expect(found.get('P03')).to.deep.include({failed: {code: 'InternalError', message: 'Try again'}});
    expect(found.get('GONE')).to.have.nested.property('failed.code', 'NOT_FOUND');
  });

  it('are no fees in other money, and none where Amazon does not say', () => {
    const money = (Amount: number, CurrencyCode = 'USD') => ({Amount, CurrencyCode});
    const estimate = (fees: WireEstimate['FeesEstimate']): WireEstimate =>
      fees === undefined ? {Status: 'Success'} : {Status: 'Success', FeesEstimate: fees};
    const code = (answer: WireEstimate | undefined) => {
      const said = estimateOf(question, answer, 'USD');
      return 'failed' in said ? said.failed.code : said.total;
    };
    expect(code(estimate({TotalFeesEstimate: money(1.5)}))).to.equal(150);
    expect(code(estimate({TotalFeesEstimate: money(1.5, 'EUR')}))).to.equal('FEE_UNREADABLE');
    expect(code(estimate({TotalFeesEstimate: money(1.555)}))).to.equal('FEE_UNREADABLE');
    expect(code(estimate({}))).to.equal('FEE_UNREADABLE');
    expect(code(estimate(undefined))).to.equal('NO_ESTIMATE');
    expect(code(undefined)).to.equal('NO_ESTIMATE');
    expect(code({Status: 'ClientError', Error: {Code: 'InvalidParameterValue', Message: 'no'}})).to.equal(
      'InvalidParameterValue',
    );
  });

  it('are read of Amazon’s own example', function () {
    const found = modelsIn(MODELS)?.cases.find(
      (each) => each.operation === 'getMyFeesEstimates' && each.status === 200,
    );
    if (found === undefined) {
      process.stdout.write('      no ../shared/contracts/amazon here: skipped\n');
      this.skip();
    }
    const [first] = found.response as readonly WireEstimate[];
    expect(estimateOf(question, first, 'USD')).to.deep.equal({
      ...{sku: 'A', price: 1000, total: 300, parts: [], byPlatform: false},
    });
  });
});
