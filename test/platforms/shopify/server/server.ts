import {createServer, type IncomingMessage, type ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import {answer, type GraphQlRequest, type Reply, refusal, type Tally, throttled, validator} from './api.js';
import {control} from './control.js';
import {bent, doubled, halved, takeFault} from './faults.js';
import {FILES, serveFile} from './files.js';
import {readContract} from './schema.js';
import type {ShopState} from './state.js';

/** Shopify's Admin API as a process of its own: `server.js SCHEMA`. Prints its URL and serves any number of shops until it is killed. */
const contract = readContract(process.argv[2] ?? '');
const shops: ShopState[] = [];
const tally: Tally = new Map();
const check = validator(contract, tally);
let origin = '';

const server = createServer((request, response) => {
  handle(request, response).catch((error: unknown) => {
    process.stderr.write(`${String(error)}\n`);
    json(response, 500, {errors: 'the test server failed'});
  });
});
server.listen(0, '127.0.0.1', () => {
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  process.stdout.write(`${origin}\n`);
});

async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = request.url ?? '';
  const text = await textOf(request);
  if (path === '/admin/oauth/access_token') return grant(response, new URLSearchParams(text));
  if (path.startsWith(FILES)) return serveFile(request, text, shops, response);
  const body: unknown = JSON.parse(text === '' ? '{}' : text);
  if (path.startsWith('/_test/'))
    return json(response, 200, control(path.slice('/_test/'.length), body as never, shops, tally));
  const token = String(request.headers['x-shopify-access-token'] ?? '');
  const shop = shops.find(({tokens}) => tokens.has(token));
  if (shop === undefined)
    return json(response, 401, {
      errors: '[API] Invalid API key or access token (unrecognized login or wrong password)',
    });
  if (path !== '/admin/api/2026-07/graphql.json') return json(response, 404, {errors: 'Not Found'});
  await serve(shop, body as GraphQlRequest, response);
}

/** A token for a client id and its secret: `client-N` and `secret-N` of the shop of that number. */
function grant(response: ServerResponse, form: URLSearchParams): void {
  const number = Number(form.get('client_id')?.replace('client-', ''));
  const shop = shops[number];
  const right = form.get('client_secret') === `secret-${number}` && form.get('grant_type') === 'client_credentials';
  if (shop === undefined || !right) {
    json(response, 400, {error: 'invalid_request', error_description: 'The client id or secret is wrong'});
    return;
  }
  shop.nextId += 1;
  const token = `shpat_${number}_${shop.nextId}`;
  if (shop.alone) shop.tokens.clear();
  shop.tokens.add(token);
  json(response, 200, {access_token: token, scope: shop.scopes.join(','), expires_in: 86_399});
}

async function serve(shop: ShopState, request: GraphQlRequest, response: ServerResponse): Promise<void> {
  const prepared = check(request);
  const variables = request.variables ?? {};
  if (!('document' in prepared)) return send(response, refusal('GRAPHQL_VALIDATION_FAILED', prepared.join('; ')));
  const fault = takeFault(shop, prepared.writes);
  const work = async (given = variables): Promise<Reply> => {
    const reply = await answer({contract, origin, tally}, shop, prepared, given);
    const errors = (reply.body as {errors?: readonly unknown[]}).errors?.length ?? 0;
    const done = {at: Date.now(), left: shop.bucket.left};
    shop.log.push({name: request.operationName ?? '?', variables: given, errors, done});
    return reply;
  };
  if (request.operationName === 'SoukBulkBegin' && shop.bulk.faults[0] === 'lost') {
    await work();
    response.destroy();
    return;
  }
  switch (fault) {
    case 'limited':
      // HTTP 200 or 429: both are told of.
      return send(response, {...throttled(shop, 10), status: shop.fault?.times === 0 ? 200 : 429});
    case 'server-error':
      response.writeHead(500, {'content-type': 'text/html'}).end('<html>Internal Server Error</html>');
      return;
    case 'reset-before':
      response.destroy();
      return;
    case 'reset-after':
      await work();
      response.destroy();
      return;
    case 'timeout':
      await work();
      return;
    case 'half': {
      const half = halved(variables);
      if (half !== null) await work(half);
      return send(
        response,
        refusal('INTERNAL_SERVER_ERROR', 'Internal error. Looks like something went wrong on our end.'),
      );
    }
    case 'wrong-body':
      await work();
      response.writeHead(200, {'content-type': 'text/html'}).end('<html>Something is wrong</html>');
      return;
    case 'lie':
      return send(response, await work(bent(variables)));
    case 'duplicate':
      return send(response, {
        status: 200,
        body: doubled(structuredClone(JSON.parse(JSON.stringify((await work()).body)))) as object,
      });
    default:
      return send(response, await work());
  }
}

function send(response: ServerResponse, {status, body}: Reply): void {
  json(response, status, body);
}

function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, {'content-type': 'application/json'}).end(JSON.stringify(body));
}

async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request as AsyncIterable<Buffer>) parts.push(part);
  return Buffer.concat(parts).toString('utf8');
}
