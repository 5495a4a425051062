import type {IncomingMessage, ServerResponse} from 'node:http';
import type {ShopState} from './state.js';

/** Where files are sent to and fetched from: another house than the API's, which asks for no token. */
export const FILES = '/_files/';

/** Takes a form with a file as the place for staged uploads does, and gives the files of results. */
export function serveFile(request: IncomingMessage, text: string, shops: ShopState[], response: ServerResponse): void {
  const {status, body} = request.method === 'POST' ? take(request, text, shops) : give(request, shops);
  const type = status < 300 && request.method === 'GET' ? 'application/jsonl' : 'application/xml';
  response.writeHead(status, {'content-type': type}).end(body);
}

function take({headers}: IncomingMessage, text: string, shops: readonly ShopState[]) {
  const boundary = /boundary=(.+)$/u.exec(headers['content-type'] ?? '')?.[1] ?? '';
  const parts = text.split(`--${boundary}`).slice(1, -1);
  const fields = new Map(
    parts.map((part) => {
      const at = part.indexOf('\r\n\r\n');
      return [/name="([^"]+)"/u.exec(part.slice(0, at))?.[1] ?? '', part.slice(at + 4, -2)] as const;
    }),
  );
  const key = fields.get('key') ?? '';
  const shop = shops.find(({bulk}) => bulk.uploads.has(key));
  const file = fields.get('file');
  const right = fields.get('policy') === `signed ${key}` && [...fields.keys()].at(-1) === 'file';
  if (shop === undefined || file === undefined || !right) return {status: 403, body: '<Error>AccessDenied</Error>'};
  if (shop.bulk.faults[0] === 'no-upload') {
    shop.bulk.faults.shift();
    return {status: 503, body: '<Error>ServiceUnavailable</Error>'};
  }
  shop.bulk.uploads.set(key, file);
  return {status: 201, body: '<PostResponse/>'};
}

function give({url = ''}: IncomingMessage, shops: readonly ShopState[]) {
  const operation = shops.flatMap(({bulk}) => bulk.operations).find(({file}) => file === url.slice(FILES.length));
  if (operation === undefined) return {status: 404, body: '<Error>NoSuchKey</Error>'};
  return {status: 200, body: operation.results.join('')};
}
