import {createServer, type IncomingMessage, type Server, type ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import type {Api, ApiReply} from './api.js';
import {BATCH_BYTES} from './wire.js';

/** A practice shop's API behind a port of this machine. */
export interface PracticeServer {
  readonly url: string;
  close(): Promise<void>;
}

/** Serves the API on 127.0.0.1; port 0 takes a free one. Rejects when the port is taken. */
export async function servePractice(api: Api, port: number): Promise<PracticeServer> {
  const server = createServer((request, response) => {
    respond(api, request, response).catch(() => {
      // A request that the handler choked on; the shop's transaction is rolled back.
      if (response.headersSent) response.destroy();
      else response.writeHead(500, {'content-type': 'application/json'}).end('{"error":"internal error"}');
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const {port: bound} = server.address() as AddressInfo;
  return {url: `http://127.0.0.1:${bound}`, close: () => closeServer(server)};
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
    server.closeAllConnections();
  });
}

async function respond(api: Api, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://localhost');
  const body = await bodyOf(request);
  const reply: ApiReply = await api({
    method: request.method ?? 'GET',
    path: url.pathname,
    query: Object.fromEntries(url.searchParams),
    body,
    requestId: String(request.headers['x-request-id'] ?? ''),
  });
  if (reply.kind === 'dropped') response.destroy();
  else if (reply.kind === 'answer') response.writeHead(reply.status, reply.headers).end(reply.body);
}

/** The body as text; what is larger than any batch is cut, and the API refuses it for its size. */
async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    if (size <= 2 * BATCH_BYTES) parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}
