import {createServer, type IncomingMessage, type ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import {No, page, type Reply} from './answer.js';
import {letIn} from './auth.js';
import {judge} from './contract.js';
import {control} from './control.js';
import {afterwards, beforehand, falsified, halved, takeFault} from './faults.js';
import {answer, type Call} from './routes.js';
import {type Json, newState, type State} from './state.js';

/** A WooCommerce shop as a process of its own: `main.js CURRENCY yes|no`. Prints its address and serves until it is killed. */
const [, , currency = 'USD', withTax = 'no'] = process.argv;
const state = newState(currency, withTax === 'yes');

const server = createServer((request, response) => {
  serve(state, request, response).catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    response.destroy();
  });
});
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}\n`);
});

async function serve(shop: State, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const parts: Buffer[] = [];
  for await (const part of request as AsyncIterable<Buffer>) parts.push(part);
  const text = Buffer.concat(parts).toString('utf8');
  const url = new URL(request.url ?? '/', `http://${request.headers.host ?? ''}`);
  const body = (text === '' ? {} : JSON.parse(text)) as Json;
  if (url.pathname.startsWith('/test/')) {
    reply(response, control(shop, url.pathname, body));
    return;
  }
  if (shop.firewall !== null && `${url.pathname} ${text}`.includes(shop.firewall)) {
    reply(response, page(403, 'Access denied'));
    return;
  }
  const query = Object.fromEntries(url.searchParams);
  const route = routeOf(shop, url, query);
  if (route === null) {
    reply(response, page(404, 'Page not found'));
    return;
  }
  const method = request.method ?? 'GET';
  shop.log.push({method, path: route, query, body});
  judge(shop.tallies, {method, path: route, query, body});
  const address = `${url.origin}${url.pathname}`;
  const asking = {method, url: address, query, authorization: request.headers.authorization};
  const kind = takeFault(shop, method, route);
  const early = beforehand(kind);
  if (early === 'drop') response.destroy();
  else if (early !== null) reply(response, early);
  else {
    const call: Call = {method, path: route, query, body: halved(kind, falsified(kind, body))};
    const late = afterwards(kind, judged(shop, call, asking));
    if (late === 'drop') response.destroy();
    else if (late !== 'silence') reply(response, late);
  }
}

function judged(shop: State, call: Call, asking: Parameters<typeof letIn>[1]): Reply {
  try {
    letIn(shop, asking);
    return answer(shop, call);
  } catch (error) {
    if (!(error instanceof No)) throw error;
    return {status: error.status, body: error.body()};
  }
}

/** The API's own path; null: a page of the shop. With plain permalinks only the parameter leads there. */
function routeOf({plain}: State, url: URL, query: Readonly<Record<string, string>>): string | null {
  const path =
    url.pathname.startsWith('/wp-json') && !plain ? url.pathname.slice('/wp-json'.length) : query['rest_route'];
  return path?.startsWith('/wc/v3') === true ? path.slice('/wc/v3'.length) : null;
}

function reply(response: ServerResponse, {status, body, headers = {}}: Reply): void {
  const isPage = typeof body === 'string';
  response.writeHead(status, {'content-type': isPage ? 'text/html' : 'application/json', ...headers});
  response.end(isPage ? body : JSON.stringify(body));
}
