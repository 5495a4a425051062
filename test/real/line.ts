import {Agent, createServer, type IncomingMessage, type ServerResponse, request as send} from 'node:http';
import type {AddressInfo} from 'node:net';
import type {Passing} from './lab.js';

/** What went over the line since the last `restart`. Times are ms of the machine's running clock. */
export interface Traffic {
  readonly requests: number;
  readonly writes: number;
  /** From the first writing request's arrival to the end of the last one's answer; 0 without any. */
  readonly writingMs: number;
}

/** The line between souk and a server: an HTTP proxy that counts, and that can be cut. */
export interface Line {
  readonly address: string;
  traffic(): Traffic;
  restart(): void;
  /** Counts this too: what was there before a `restart` in the middle of a step. */
  add(earlier: Traffic): void;
  /** Resolves when the next writing request has reached the server, `delayMs` after it set out. */
  nextWrite(delayMs: number): Promise<void>;
  close(): Promise<void>;
}

/** Opens a line to the server at `target`. */
export async function openLine(target: string, isWrite: (request: Passing) => boolean): Promise<Line> {
  const agent = new Agent({keepAlive: true, maxSockets: 16});
  const count = {requests: 0, writes: 0, first: 0, last: 0};
  let waiting: (() => void)[] = [];
  const server = createServer((request, response) => {
    pass(request, response).catch(() => response.destroy());
  });
  async function pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const parts: Buffer[] = [];
    for await (const part of request as AsyncIterable<Buffer>) parts.push(part);
    const body = Buffer.concat(parts);
    const path = request.url ?? '/';
    const write = isWrite({method: request.method ?? 'GET', path, body: body.toString('utf8')});
    count.requests += 1;
    if (write) {
      count.writes += 1;
      if (count.first === 0) count.first = performance.now();
      for (const go of waiting) go();
      waiting = [];
    }
    await forward(new URL(path, target), agent, request, response, body);
    if (write) count.last = performance.now();
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    traffic: () => ({requests: count.requests, writes: count.writes, writingMs: Math.max(0, count.last - count.first)}),
    restart: () => Object.assign(count, {requests: 0, writes: 0, first: 0, last: 0}),
    add: ({requests, writes}) => {
      count.requests += requests;
      count.writes += writes;
    },
    nextWrite: (delayMs) => new Promise((resolve) => waiting.push(() => setTimeout(resolve, delayMs))),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
        agent.destroy();
      }),
  };
}

function forward(
  url: URL,
  agent: Agent,
  {method, headers}: IncomingMessage,
  response: ServerResponse,
  body: Buffer,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const out = send(
      url,
      {agent, method, headers: {...headers, host: url.host, connection: 'keep-alive'}},
      (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
        answer.on('end', resolve);
        answer.on('error', reject);
      },
    );
    out.on('error', reject);
    out.end(body);
  });
}
