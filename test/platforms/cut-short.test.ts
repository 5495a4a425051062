import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import {expect} from 'chai';
import type {Change} from '../../src/domain/change/types.js';
import {pushBatch} from '../../src/platforms/amazon/push.js';
import type {Door} from '../../src/platforms/answers.js';
import {openHttp} from '../../src/platforms/http-axios.js';
import {Stopped} from '../../src/platforms/results.js';
import {deliver} from '../../src/platforms/woocommerce/deliver.js';
import type {Outcome} from '../../src/ports/platform.js';
import {calm} from './contract/steps.js';

/** A server that answers each write by its number, from 1, and everything else alike. */
async function withServer(
  answer: (write: number, body: Record<string, unknown>) => {readonly status: number; readonly body: object},
  work: (door: Door) => Promise<void>,
): Promise<void> {
  let writes = 0;
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request as AsyncIterable<Buffer>) parts.push(part);
    const text = Buffer.concat(parts).toString('utf8');
    if (request.method !== 'GET') writes += 1;
    const {status, body} = answer(request.method === 'GET' ? 0 : writes, text === '' ? {} : JSON.parse(text));
    response.writeHead(status, {'content-type': 'application/json'}).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const http = await openHttp({
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    timeoutMs: 5000,
  });
  try {
    await work({http, shop: 'main'});
  } finally {
    http.close();
    server.close();
    server.closeAllConnections();
  }
}

describe('a push that is cut short in its middle', () => {
  it('tells what was done of a request sent in halves as done: woocommerce', async () => {
    // The whole is refused, its first half is done, then the key is taken away.
    const bodies = [
      {status: 400, body: {code: 'bad'}},
      {status: 200, body: {update: [{id: 1}, {id: 2}]}},
      {status: 401, body: {code: 'woocommerce_rest_cannot_edit', message: 'no'}},
    ];
    const entries = [1, 2, 3, 4].map((id) => ({
      path: '/products',
      verb: 'update' as const,
      body: {id, name: 'x'},
      changes: [id],
    }));
    await withServer(
      (write) => bodies[write - 1] ?? {status: 500, body: {}},
      async (door) => {
        const said: string[] = [];
        let thrown: unknown;
        try {
          for await (const {entry, state} of deliver(door, 100, entries, calm)) said.push(`${entry.body.id} ${state}`);
        } catch (error) {
          thrown = error;
        }
        expect(said).to.deep.equal(['1 done', '2 done', '3 planned', '4 planned']);
        expect(thrown).to.be.an.instanceOf(Stopped);
      },
    );
  });

  it('says of every change what became of it: amazon', async () => {
    const item = {
      sku: 'A1',
      summaries: [{marketplaceId: 'M', productType: 'MUG'}],
      attributes: {},
      fulfillmentAvailability: [],
    };
    const field = (name: string, kind: 'listing' | 'offer', n: number): Change => ({
      n,
      target: {kind, key: {product: 'A1', sku: 'A1'}},
      op: 'update',
      fields: {[name]: {before: 'a', after: name === 'price' ? '10.00' : 'b'}},
      reasons: [],
      guards: [],
    });
    const changes = [field('title', 'listing', 1), field('description', 'listing', 2), field('price', 'offer', 3)];
    const said = new Map<number, Outcome['state']>();
    let thrown: unknown;
    // All three together are refused; alone the first is taken, and with the second the role is gone.
    const statuses = [200, 400, 200, 403];
    await withServer(
      (write) => ({status: statuses[write] ?? 500, body: write === 0 ? item : {status: 'ACCEPTED', sku: 'A1'}}),
      async (door) => {
        const reading = () => ({marketplace: 'M', currency: 'USD', language: 'en_US', now: 0});
        const seller = {door, marketplace: 'M', seller: 'S'};
        try {
          for await (const {n, state} of pushBatch(
            {seller, reading, productType: 'PRODUCT', awaited: new Map()},
            changes,
            calm,
          ))
            said.set(n, state);
        } catch (error) {
          thrown = error;
        }
      },
    );
    expect([...said.keys()].sort()).to.deep.equal([1, 2, 3]);
    expect([...said.values()].filter((state) => state === 'applied')).to.have.length(1);
    expect([...said.values()].filter((state) => state === 'planned')).to.have.length(2);
    expect(thrown).to.have.property('code', 'SHOP_SIGN_IN');
  });
});
