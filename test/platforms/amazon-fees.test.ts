import {writeFile} from 'node:fs/promises';
import path from 'node:path';
import {expect} from 'chai';
import {estimateOf} from '../../src/platforms/amazon/fees/estimate.js';
import {scheduleOf} from '../../src/platforms/amazon/fees/pull.js';
import type {WireEstimate} from '../../src/platforms/amazon/fees/wire.js';
import type {PullPage} from '../../src/ports/platform.js';
import {soukJson, withFolder} from '../support/souk.js';
import {requests, stockedShop} from './amazon/job.js';
import type {Logged} from './amazon/server/desk.js';
import {modelsIn} from './amazon/server/models.js';
import {MODELS, open, startServer} from './amazon/shops.js';
import {USD} from './contract/shop.js';
import {calm} from './contract/steps.js';

const SKUS = Array.from({length: 22}, (_, i) => `P${String(i).padStart(2, '0')}`);
const question = {sku: 'A', price: 1000, byAmazon: false};

describe('amazon: fees', () => {
  it('are asked for by SKU at its price, twenty a question, and become schedules', async () => {
    const server = await startServer();
    const platform = await open(server, USD, {fees: '24'});
    const mug = {description: '', price: '20.00', currency: 'USD', stock: 4};
    const fba = {fulfillment_availability: [{fulfillment_channel_code: 'AMAZON_NA'}]};
    const items = SKUS.map((sku, i) => ({sku, title: `Mug ${sku}`, ...mug, ...(i === 1 ? {more: fba} : {})}));
    await server.order('fill', {items});
    await server.order('rivals', {offers: {}, fails: {P02: 1, P03: 2}});
    const pages = async (cursor: string | null) => {
      const all: PullPage<'fees'>[] = [];
      for await (const page of platform.pull('fees', cursor, calm)) all.push(page);
      return all;
    };
    const found = await pages(null);
    const again = await pages(found.at(-1)?.cursor ?? null);
    await platform.close();
    const log = await server.order<readonly Logged[]>('log');
    const asked = await requests(server, 'getMyFeesEstimates');
    await server.stop();
    expect(log.flatMap((each) => [...each.problems, ...each.answerProblems])).to.deep.equal([]);
    // Twenty, those that failed of them once more, and two; and nothing before its time.
    expect(asked.filter(({status}) => status === 200)).to.have.length(3);
    expect(again.flatMap(({records}) => records)).to.deep.equal([]);
    const records = found.flatMap((page) => page.records);
    expect(records).to.have.length(21);
    const whole = {category: '', upTo: null, minimum: null, marginal: false, effectiveFrom: null, source: 'platform'};
    expect(records.find(({sku}) => sku === 'P00')).to.deep.equal({...whole, sku: 'P00', rate: '0.15', fixed: 0});
    expect(records.find(({sku}) => sku === 'P01')).to.deep.equal({...whole, sku: 'P01', rate: '0.15', fixed: 322});
    expect(records.map(({sku}) => sku))
      .to.include('P02')
      .and.not.include('P03');
    expect(found.flatMap(({refused}) => refused)).to.deep.equal([
      {code: 'AMAZON_FEES_UNREAD', params: {sku: 'P03', why: 'InternalError: Try again'}},
    ]);
  });

  it('are what a price is reckoned with', () =>
    withFolder(async (home) => {
      const server = await startServer();
      await stockedShop(server, home, ['MUG'], {fees: '24'});
      const costs = path.join(home, 'costs.csv');
      await writeFile(costs, 'sku,cost\nMUG,8.00\n');
      await soukJson(['cost', 'import', costs], {home});
      const {code, document} = await soukJson(['price', 'why', 'MUG'], {home});
      await server.stop();
      expect(code, JSON.stringify(document)).to.equal(0);
      // 8.00 / (1 - 0.15), rounded up to the cent.
      expect(JSON.stringify(document)).to.include('"breakEven":"9.42"');
    }));

  it('are a rate of what goes with the price, and a fixed part of the rest', () => {
    const estimate = (total: number, parts: readonly [string, number][]) =>
      scheduleOf({sku: 'A', price: 1999, total, parts: parts.map(([name, amount]) => ({name, amount}))});
    expect(estimate(300, [['ReferralFee', 300]])).to.include({rate: '0.1501', fixed: 0});
    expect(
      estimate(722, [
        ['ReferralFee', 300],
        ['VariableClosingFee', 180],
        ['FBAFees', 242],
      ]),
    ).to.include({rate: '0.2402', fixed: 242});
    expect(estimate(300, []), 'no parts are named').to.include({rate: '0.1501', fixed: 0});
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
    expect(estimateOf(question, first, 'USD')).to.deep.equal({sku: 'A', price: 1000, total: 300, parts: []});
  });
});
