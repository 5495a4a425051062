import {createServer, type IncomingMessage, type ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import {expect} from 'chai';
import fc from 'fast-check';
import {type Http, type HttpAnswer, HttpFault, patient} from '../../src/platforms/http.js';
import {openHttp} from '../../src/platforms/http-axios.js';
import {deliver, type Entry} from '../../src/platforms/medusa/deliver.js';
import {signedIn} from '../../src/platforms/medusa/sign-in.js';
import {Stopped} from '../../src/platforms/results.js';
import {keyOrPassword, secretOf} from '../../src/platforms/web-shop.js';
import {calm} from './contract/steps.js';
import {clock} from './practice/shops.js';

/** A server that knows one person and one key, and forgets its tokens when told to. */
async function openServer() {
  let token = '';
  let signIns = 0;
  const seen: string[] = [];
  const reply = (response: ServerResponse, status: number, body: object) =>
    response.writeHead(status, {'content-type': 'application/json'}).end(JSON.stringify(body));
  const server = createServer(async (request: IncomingMessage, response) => {
    const parts: Buffer[] = [];
    for await (const part of request as AsyncIterable<Buffer>) parts.push(part);
    const body = Buffer.concat(parts).toString('utf8');
    if (request.url === '/auth/user/emailpass') {
      signIns += 1;
      if (JSON.parse(body).password !== 'right') return reply(response, 401, {message: 'Invalid email or password'});
      token = `token-${signIns}`;
      return reply(response, 200, {token});
    }
    const who = request.headers.authorization ?? '';
    if (who !== 'Basic sk_1' && (token === '' || who !== `Bearer ${token}`))
      return reply(response, 401, {message: 'Unauthorized'});
    seen.push(`${request.method} ${request.url}`);
    return reply(response, 200, {ok: true});
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    signIns: () => signIns,
    seen,
    forget: () => {
      token = 'another';
    },
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

describe('medusa: signing in', () => {
  let server: Awaited<ReturnType<typeof openServer>>;
  beforeEach(async () => {
    server = await openServer();
  });
  afterEach(() => server.close());

  async function doorFor(settings: Readonly<Record<string, string>>, secret: string | null): Promise<Http> {
    const secrets = {get: async () => secret, set: async () => undefined, remove: async () => undefined};
    const http = await openHttp({baseUrl: server.url, timeoutMs: 2000});
    const found = await secretOf({shop: {name: 'main'}, secrets}, keyOrPassword(settings));
    return patient(signedIn(http, 'main', {email: settings['user'] ?? '', secret: found}), clock);
  }
  const create = {method: 'POST', path: '/x', body: {}, repeatable: false} as const;

  it('exchanges a password for a token once, and gets another when the server knows it no more', async () => {
    const http = await doorFor({user: 'me@example.com'}, 'right');
    expect((await http.send(create, calm)).status).to.equal(200);
    expect((await http.send(create, calm)).status).to.equal(200);
    expect(server.signIns()).to.equal(1);
    server.forget();
    expect((await http.send(create, calm)).status).to.equal(200);
    expect(server.signIns()).to.equal(2);
    expect(server.seen).to.have.length(3);
    http.close();
  });

  it('comes in with an API key, and says so when it is a wrong one', async () => {
    const [right, wrong] = [await doorFor({}, 'sk_1'), await doorFor({}, 'sk_2')];
    expect((await right.send(create, calm)).status).to.equal(200);
    expect((await wrong.send(create, calm)).status).to.equal(401);
    expect(server.signIns()).to.equal(0);
    right.close();
    wrong.close();
  });

  it('names the secret that is missing and the password that is wrong', async () => {
    const failed = async (work: Promise<unknown>) => (await work.catch((error: unknown) => error)) as object;
    expect(await failed(doorFor({user: 'me@example.com'}, null))).to.deep.include({
      code: 'SHOP_SECRET_MISSING',
      params: {shop: 'main', secret: 'shop.main.password'},
    });
    expect(await failed(doorFor({}, ''))).to.have.nested.property('params.secret', 'shop.main.key');
    const http = await doorFor({user: 'me@example.com'}, 'wrong');
    expect(await failed(http.send(create, calm))).to.deep.include({category: 'auth', code: 'SHOP_SIGN_IN'});
    http.close();
  });
});

interface Row extends Entry {
  readonly id: number;
}

/** A server that does a request whole or not at all; `bad` rows it refuses, `lost` ones it does and says nothing. */
function serverWith(bad: ReadonlySet<number>, lost: ReadonlySet<number> = new Set()) {
  const done: number[] = [];
  const requests: number[][] = [];
  const send: Http['send'] = async ({body}): Promise<HttpAnswer> => {
    const ids = (body as {ids: number[]}).ids;
    requests.push(ids);
    if (ids.some((id) => bad.has(id))) return {status: 400, headers: {}, body: {type: 'invalid_data', message: 'bad'}};
    done.push(...ids);
    if (ids.some((id) => lost.has(id))) throw new HttpFault('reset', 'cut off');
    return {status: 200, headers: {}, body: {}};
  };
  return {http: {send, close: () => undefined}, done, requests};
}

function rowsOf(count: number, bytes = 10): readonly Row[] {
  return Array.from({length: count}, (_, id) => ({id, changes: [id + 1], body: {id, text: 'x'.repeat(bytes)}}));
}

async function statesOf(http: Http, rows: readonly Row[]): Promise<ReadonlyMap<number, string>> {
  const request = (part: readonly Row[]) => ({method: 'POST' as const, path: '/', body: {ids: part.map(({id}) => id)}});
  const states = new Map<number, string>();
  for await (const {entry, state} of deliver({http, shop: 'main', request}, rows, calm)) {
    expect(states.has(entry.id), `row ${entry.id} twice`).to.equal(false);
    states.set(entry.id, state);
  }
  return states;
}

describe('medusa: delivering', () => {
  it('does every good row once and refuses every bad one, wherever they stand', async () => {
    const wheres = fc.uniqueArray(fc.integer({min: 0, max: 39}), {maxLength: 8});
    await fc.assert(
      fc.asyncProperty(wheres, async (where) => {
        const bad = new Set(where);
        const {http, done} = serverWith(bad);
        const states = await statesOf(http, rowsOf(40));
        for (let id = 0; id < 40; id++) expect(states.get(id)).to.equal(bad.has(id) ? 'refused' : 'done');
        expect([...done].sort((a, b) => a - b)).to.deep.equal(
          [...states.keys()].filter((id) => !bad.has(id)).sort((a, b) => a - b),
        );
      }),
      {numRuns: 60},
    );
  });

  it('cuts by bytes, far below what the server takes', async () => {
    const {http, requests} = serverWith(new Set());
    await statesOf(http, rowsOf(40, 100_000));
    expect(requests).to.have.length(3);
    expect(Math.max(...requests.map((ids) => ids.length))).to.be.at.most(15);
  });

  it('never sends again what was not answered', async () => {
    const {http, requests} = serverWith(new Set(), new Set([3]));
    const states = await statesOf(http, rowsOf(8));
    expect(requests).to.have.length(1);
    expect(new Set(states.values())).to.deep.equal(new Set(['unknown']));
  });

  it('says of what was not sent, when nobody is there, that it was not sent', async () => {
    const send: Http['send'] = () => Promise.reject(new HttpFault('refused', 'ECONNREFUSED'));
    const request = () => ({method: 'POST' as const, path: '/', body: {}});
    const states: string[] = [];
    let thrown: unknown;
    try {
      const way = {http: {send, close: () => undefined}, shop: 'main', request};
      for await (const {state} of deliver(way, rowsOf(40, 100_000), calm)) states.push(state);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).to.be.an.instanceOf(Stopped);
    expect(states).to.deep.equal(Array.from({length: 40}, () => 'planned'));
  });
});
