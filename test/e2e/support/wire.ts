import {createServer, type IncomingMessage, type ServerResponse, request as send} from 'node:http';
import type {AddressInfo} from 'node:net';

/** A request on its way to the shop. */
export interface Passing {
  readonly method: string;
  readonly path: string;
  /** True for a request that writes. */
  readonly write: boolean;
  /** 1-based, among all requests since the rules were last set. */
  readonly number: number;
  /** 1-based, among the writing ones. */
  readonly writes: number;
}

/** What happens on the line; each is waited for. `before` may answer in the shop’s place by resolving with a status. */
export interface Rules {
  before?(request: Passing): Promise<unknown> | undefined;
  /** The shop has done it; the answer is not out yet. */
  after?(request: Passing): Promise<void> | undefined;
  /** The answer is out. */
  answered?(request: Passing): void;
}

/** The line between souk and a shop's server: a real proxy that a test can hold, slow down or listen to. */
export interface Wire {
  readonly url: string;
  rules(rules: Rules): void;
  /** Resolves when nothing is under way any more. */
  idle(): Promise<void>;
  close(): Promise<void>;
}

/** A request as it came, for the question whether it writes. */
export interface Incoming {
  readonly method: string;
  readonly path: string;
  readonly body: string;
}

/** Of the practice shop it is this one. */
const writesBatch = ({path}: Incoming) => path.startsWith('/batch');

/** Opens a line to the server at `target`. An answer that is not there after `patience` ms will never come. */
export async function openWire(
  target: string,
  patience = 60_000,
  isWrite: (request: Incoming) => boolean = writesBatch,
): Promise<Wire> {
  let rules: Rules = {};
  let number = 0;
  let writes = 0;
  const under = new Set<Promise<void>>();
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await bodyOf(request);
    const asked = {method: request.method ?? 'GET', path: request.url ?? '/'};
    const write = isWrite({...asked, body: body.toString('utf8')});
    number += 1;
    if (write) writes += 1;
    const passing = {...asked, write, number, writes};
    await pass({target, patience}, rules, {passing, headers: request.headers, body}, response);
  };
  const server = createServer((request, response) => {
    const work = serve(request, response).catch(() => {
      response.destroy();
    });
    under.add(work);
    void work.finally(() => under.delete(work));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    rules: (next) => {
      rules = next;
      number = 0;
      writes = 0;
    },
    idle: async () => {
      while (under.size > 0) await Promise.all(under);
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

interface Far {
  readonly target: string;
  readonly patience: number;
}

interface Asked {
  readonly passing: Passing;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of request as AsyncIterable<Buffer>) parts.push(part);
  return Buffer.concat(parts);
}

async function pass(far: Far, rules: Rules, asked: Asked, response: ServerResponse): Promise<void> {
  const {passing} = asked;
  const status = await rules.before?.(passing);
  if (typeof status === 'number') {
    response.writeHead(status, {'content-type': 'application/json'}).end('{"error":"the line says no"}');
    return;
  }
  const answer = await forward(far, asked);
  await rules.after?.(passing);
  response.writeHead(answer.status, answer.headers).end(answer.body, () => rules.answered?.(passing));
}

interface Answered {
  readonly status: number;
  readonly headers: Record<string, string | string[]>;
  readonly body: Buffer;
}

function forward({target, patience}: Far, {passing: {method, path}, headers, body}: Asked): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const out = send(`${target}${path}`, {method, headers: {...headers, host: new URL(target).host}}, (incoming) => {
      const parts: Buffer[] = [];
      incoming.on('data', (part: Buffer) => parts.push(part));
      incoming.on('error', reject);
      incoming.on('end', () => {
        const kept = Object.entries(incoming.headers).filter(
          ([name]) => !/^(connection|keep-alive|transfer-)/u.test(name),
        );
        const known = kept.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
        resolve({status: incoming.statusCode ?? 500, headers: Object.fromEntries(known), body: Buffer.concat(parts)});
      });
    });
    out.on('error', reject);
    out.setTimeout(patience, () => out.destroy(new Error('no answer')));
    out.end(body);
  });
}

/** Something to wait for that the test opens by hand. */
export interface Gate {
  readonly passed: Promise<void>;
  open(): void;
}

export function newGate(): Gate {
  let open = () => {};
  const passed = new Promise<void>((resolve) => {
    open = resolve;
  });
  return {passed, open: () => open()};
}

/** Holds the n-th writing request before it reaches the shop. `reached` resolves when it is there. */
export function holdWrite(wire: Wire, n: number, slow = 0): {readonly reached: Promise<void>; release(): void} {
  const [reached, released] = [newGate(), newGate()];
  wire.rules({
    before: async ({write, writes}) => {
      if (!write) return;
      if (writes === n) {
        reached.open();
        await released.passed;
      } else if (slow > 0) await new Promise((resolve) => setTimeout(resolve, slow));
    },
  });
  return {reached: reached.passed, release: () => released.open()};
}
