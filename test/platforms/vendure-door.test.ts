import {createServer, type IncomingMessage, type ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import {expect} from 'chai';
import {openHttp} from '../../src/platforms/http-axios.js';
import {limited} from '../../src/platforms/limited.js';
import {type Door, openDoor} from '../../src/platforms/vendure/door.js';
import {byKey, byPassword} from '../../src/platforms/vendure/session.js';
import {loneLimiter} from '../support/limiter.js';
import {calm} from './contract/steps.js';

/** A server that knows one password, forgets sessions when told to, and answers otherwise as the test says. */
interface Server {
  readonly url: string;
  readonly signIns: () => number;
  forget(): void;
  answer(give: (response: ServerResponse, request: IncomingMessage) => void): void;
  close(): void;
}

const json = (response: ServerResponse, body: object, headers = {}) =>
  response.writeHead(200, {'content-type': 'application/json', ...headers}).end(JSON.stringify(body));
const forbidden = {
  errors: [{message: 'not authorized', path: ['things'], extensions: {code: 'FORBIDDEN'}}],
  data: null,
};

async function openServer(): Promise<Server> {
  let session = '';
  let signIns = 0;
  let give: Parameters<Server['answer']>[0] = (response) => json(response, {data: {things: [1]}});
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request as AsyncIterable<Buffer>) parts.push(part);
    const {query, variables} = JSON.parse(Buffer.concat(parts).toString('utf8'));
    if (query.includes('SignIn')) {
      signIns += 1;
      session = variables.password === 'right' ? `session-${signIns}` : '';
      const wrong = {data: {login: {__typename: 'InvalidCredentialsError', message: 'wrong credentials'}}};
      if (session === '') json(response, wrong);
      else json(response, {data: {login: {__typename: 'CurrentUser'}}}, {'vendure-auth-token': session});
    } else if (request.headers['vendure-api-key'] === 'key' || request.headers.authorization === `Bearer ${session}`)
      give(response, request);
    else json(response, forbidden);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    signIns: () => signIns,
    forget: () => {
      session = 'gone';
    },
    answer: (next) => {
      give = next;
    },
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

describe('vendure: the door', () => {
  let server: Server;
  beforeEach(async () => {
    server = await openServer();
  });
  afterEach(() => server.close());

  async function doorFor(password: string | null, timeoutMs = 2000): Promise<Door> {
    const lane = {name: 'admin', limit: {kind: 'none'}} as const;
    const http = limited(await openHttp({baseUrl: server.url, timeoutMs}), loneLimiter(), {lane: () => lane});
    const pass = password === null ? byKey('key', 'web') : byPassword(http, 'web', {user: 'souk', password}, 'web');
    return openDoor(http, pass, 'web');
  }

  async function failure(work: Promise<unknown>): Promise<object> {
    return await work.then(
      () => ({}),
      (error: object) => error,
    );
  }

  it('signs in once, and anew when its session has run out', async () => {
    const door = await doorFor('right');
    for (let i = 0; i < 3; i++) await door.ask('{ things }', {}, calm);
    expect(server.signIns()).to.equal(1);
    server.forget();
    expect((await door.tell('mutation { things }', {}, calm)).kind).to.equal('done');
    expect(server.signIns()).to.equal(2);
  });

  it('says that it is not let in: a wrong password, a right that is missing', async () => {
    const wrong = await failure((await doorFor('wrong')).ask('{ things }', {}, calm));
    expect(wrong).to.deep.include({category: 'auth', params: {shop: 'web', why: 'wrong credentials'}});
    server.answer((response) => json(response, forbidden));
    for (const password of ['right', null]) {
      const denied = await failure((await doorFor(password)).tell('mutation { things }', {}, calm));
      expect(denied).to.deep.include({category: 'auth', params: {shop: 'web', why: 'things: not authorized'}});
    }
  });

  it('shows a key and the channel with each request, and makes no aliases with it', async () => {
    const seen: unknown[] = [];
    server.answer((response, {headers}) => {
      seen.push(headers['vendure-api-key'], headers['vendure-token']);
      json(response, {data: {things: []}});
    });
    const door = await doorFor(null);
    await door.ask('{ things }', {}, calm);
    expect([seen, door.aliases, server.signIns()]).to.deep.equal([['key', 'web'], 1, 0]);
  });

  it('tells what it knows of a mutation, and that it does not know', async () => {
    const door = await doorFor('right', 300);
    const refusal = {errors: [{message: 'no row 9', path: ['b'], extensions: {code: 'ENTITY_NOT_FOUND'}}], data: null};
    const inside = {errors: [{message: 'oops', path: ['b'], extensions: {code: 'INTERNAL_SERVER_ERROR'}}], data: null};
    const cases: readonly [(response: ServerResponse) => void, object][] = [
      [(response) => json(response, refusal), {kind: 'refused', code: 'ENTITY_NOT_FOUND', field: 'b'}],
      [(response) => json(response, inside), {kind: 'lost', code: 'INTERNAL_SERVER_ERROR'}],
      [(response) => response.writeHead(500).end('{"errors":[]}'), {kind: 'lost', code: 'SERVER_ERROR'}],
      [(response) => response.writeHead(429).end('{}'), {kind: 'unsent', code: 'RATE_LIMITED'}],
      [(response) => response.writeHead(200).end('<html>'), {kind: 'lost', code: 'GARBLED'}],
      [(response) => response.destroy(), {kind: 'lost', code: 'RESET'}],
      [() => undefined, {kind: 'lost', code: 'TIMEOUT'}],
    ];
    for (const [give, expected] of cases) {
      server.answer(give);
      expect(await door.tell('mutation { things }', {}, calm)).to.deep.include(expected);
    }
  });

  it('asks no more of a server that is not there', async () => {
    const door = await doorFor('right');
    await door.ask('{ things }', {}, calm);
    server.close();
    expect(await failure(door.ask('{ things }', {}, calm))).to.have.property('category', 'unreachable');
    expect(await failure(door.tell('mutation { things }', {}, calm))).to.have.property('category', 'unreachable');
  });
});
