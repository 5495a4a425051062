import {expect} from 'chai';
import type {Change} from '../../src/domain/change/types.js';
import {soukJson, withFolder} from '../support/souk.js';
import {pricesAt, requests, stockedShop} from './amazon/job.js';
import type {Logged} from './amazon/server/desk.js';
import {open, type Server, startServer} from './amazon/shops.js';
import {USD} from './contract/shop.js';
import {calm, change, offerTarget} from './contract/steps.js';

const SKUS = Array.from({length: 4}, (_, i) => `P${i}`);
const priced = (n: number, sku: string, price: string): Change =>
  change(n, offerTarget(sku, {sku, options: []}), 'update', {price});
const titled = (n: number, sku: string, title: string): Change =>
  change(n, {kind: 'listing', key: {product: sku}}, 'update', {title});

interface Warned {
  readonly warnings: readonly {readonly code: string; readonly message: string}[];
}

describe('amazon: what it would say to a plan', () => {
  let server: Server;
  const mug = {description: '', price: '20.00', currency: 'USD', stock: 4};
  const fill = (skus: readonly string[]) =>
    server.order('fill', {items: skus.map((sku) => ({sku, title: `Mug ${sku}`, ...mug}))});

  beforeEach(async () => {
    server = await startServer();
  });
  afterEach(async () => {
    const log = await server.order<readonly Logged[]>('log');
    await server.stop();
    expect(log.flatMap((each) => [...each.problems, ...each.answerProblems])).to.deep.equal([]);
  });

  it('is asked with the very requests that would be sent, names the rows at fault, and does nothing', async () => {
    await fill(SKUS);
    const platform = await open(server, USD);
    const changes = [
      priced(1, 'P0', '21.00'),
      titled(2, 'P0', 'x'.repeat(201)),
      priced(3, 'P1', '21.00'),
      priced(4, 'GONE', '1.00'),
      priced(5, 'P2', '0.00'),
    ];
    const preview = await platform.preview?.(changes, calm);
    await platform.close();
    expect(preview?.asked).to.equal(5);
    expect(preview?.refused.map(({n, code}) => [n, code])).to.deep.equal([
      [2, '90220'],
      [4, 'NOT_FOUND'],
      [5, 'PRICE_INVALID'],
    ]);
    expect(await pricesAt(server, SKUS)).to.deep.equal([20, 20, 20, 20]);
    const asked = (await requests(server, 'patchListingsItem')).map(({url}) => new URL(url).searchParams.get('mode'));
    expect(asked).to.deep.equal(['VALIDATION_PREVIEW', 'VALIDATION_PREVIEW']);
  });

  it('is asked about no more than a minute lets through, and says so', async () => {
    const many = Array.from({length: 310}, (_, i) => `M${i}`);
    await fill(many);
    const platform = await open(server, USD);
    const preview = await platform.preview?.(
      many.map((sku, i) => priced(i + 1, sku, '21.00')),
      calm,
    );
    await platform.close();
    expect(preview).to.deep.equal({asked: 300, refused: []});
  });

  it('stands under a plan of --dry-run, row by row', () =>
    withFolder(async (home) => {
      await stockedShop(server, home, SKUS);
      const dry = async (...args: readonly string[]) => {
        const {code, document} = await soukJson(['price', 'set', ...args, '--shop', 'am', '--dry-run'], {home});
        expect(code, JSON.stringify(document)).to.equal(0);
        return (document as unknown as Warned).warnings.map((each) => each.code);
      };
      expect(await dry('P0', '21.00')).to.deep.equal([]);
      // Somebody switched Automate Pricing on since the pull.
      await server.order('automate', {sku: 'P1'});
      expect(await dry('P1', '21.00')).to.deep.equal(['PREVIEW_REFUSED', 'PREVIEW_DONE']);
      expect(await pricesAt(server, SKUS)).to.deep.equal([20, 20, 20, 20]);
    }));
});
