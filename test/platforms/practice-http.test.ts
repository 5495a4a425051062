import {createServer, type IncomingMessage, type ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import {expect} from 'chai';
import {type Http, HttpFault, type HttpRequest, patient, retryAfterMs} from '../../src/platforms/http.js';
import {openHttp} from '../../src/platforms/http-axios.js';
import {calm} from './contract/steps.js';
import {clock} from './practice/shops.js';

type Script = (request: IncomingMessage, response: ServerResponse, count: number) => void;

/** A real server that answers by script, and the client to it. */
async function against(script: Script, work: (http: Http, count: () => number) => Promise<void>): Promise<void> {
  let count = 0;
  const server = createServer((request, response) => {
    request.resume();
    script(request, response, ++count);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const http = await openHttp({baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, timeoutMs: 200});
  try {
    await work(http, () => count);
  } finally {
    http.close();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

const get: HttpRequest = {method: 'GET', path: '/x', repeatable: true};
const create: HttpRequest = {method: 'POST', path: '/x', body: {a: 1}, repeatable: false};

async function fault(work: Promise<unknown>): Promise<string> {
  const error: unknown = await work.catch((thrown: unknown) => thrown);
  return error instanceof HttpFault ? error.kind : `no fault: ${String(error)}`;
}

describe('the HTTP client of connectors', () => {
  it('gives every status to its caller: a 429 is never taken for a success', () =>
    against(
      (_, response) => response.writeHead(429, {'retry-after': '1'}).end('{"error":"slow"}'),
      async (http, count) => {
        expect(await http.send(get, calm)).to.deep.include({status: 429, body: {error: 'slow'}});
        expect((await patient(http, clock).send(create, calm)).status).to.equal(429);
        expect(count()).to.equal(2);
      },
    ));

  it('asks again for what may be asked again, and only so often', () =>
    against(
      (_, response, count) => response.writeHead(count < 3 ? 503 : 200).end('{"ok":true}'),
      async (http, count) => {
        expect(await patient(http, clock).send(get, calm)).to.deep.include({status: 200, body: {ok: true}});
        expect(count()).to.equal(3);
      },
    ).then(() =>
      against(
        (_, response) => response.writeHead(500).end(),
        async (http, count) => {
          expect((await patient(http, clock).send(get, calm)).status).to.equal(500);
          expect(count()).to.equal(5);
        },
      ),
    ));

  it('never sends a create twice', () =>
    against(
      (request) => request.socket.destroy(),
      async (http, count) => {
        expect(await fault(patient(http, clock).send(create, calm))).to.equal('reset');
        expect(count()).to.equal(1);
      },
    ));

  it('tells silence, a dropped line, an unreadable answer and nobody there apart', async () => {
    await against(
      () => undefined,
      async (http) => {
        expect(await fault(http.send(get, calm))).to.equal('timeout');
      },
    );
    await against(
      (_, response) => response.writeHead(200).write('{"half":'),
      async (http) => {
        expect(await fault(http.send(get, calm))).to.equal('timeout');
      },
    );
    await against(
      (request, response) => {
        response.writeHead(200, {'content-length': '100'}).write('{"half":');
        setImmediate(() => request.socket.destroy());
      },
      async (http) => {
        expect(await fault(http.send(get, calm))).to.equal('reset');
      },
    );
    await against(
      (_, response) => response.writeHead(200).end('<html>'),
      async (http) => {
        expect(await fault(http.send(get, calm))).to.equal('garbled');
      },
    );
    const nobody = await openHttp({baseUrl: 'http://127.0.0.1:9', timeoutMs: 500});
    expect(await fault(nobody.send(get, calm))).to.equal('refused');
    nobody.close();
  });

  it('stops at once when it is aborted, while asking and while waiting', () =>
    against(
      (_, response, count) => (count === 1 ? response.writeHead(503, {'retry-after': '50'}).end('{}') : undefined),
      async (http) => {
        const controller = new AbortController();
        const sent = patient(http, clock)
          .send(get, controller.signal)
          .catch((error: unknown) => error);
        setTimeout(() => controller.abort(new DOMException('stop', 'AbortError')), 20);
        expect(await sent).to.have.property('name', 'AbortError');
      },
    ));

  it('reads Retry-After as seconds and as a date', () => {
    const now = Date.UTC(2026, 0, 1);
    expect(retryAfterMs('2', now)).to.equal(2000);
    expect(retryAfterMs(new Date(now + 5000).toUTCString(), now)).to.equal(5000);
    expect(retryAfterMs(new Date(now - 5000).toUTCString(), now)).to.equal(0);
    for (const header of [undefined, '', 'soon']) expect(retryAfterMs(header, now)).to.equal(null);
  });
});
