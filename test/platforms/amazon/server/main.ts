import {createServer, type IncomingMessage, type ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import {CONTROL} from './control.js';
import {answerTo, type Desk, newDesk} from './desk.js';
import {fileAnswer} from './files.js';
import {modelsIn} from './models.js';
import {type Answer, OPERATIONS, refusedWith} from './operations.js';
import {tokenAnswer} from './token.js';

/**
 * Amazon as a process of its own: `main.js MODELS SPEED [TOLD]`. Prints its URL and serves until it is killed. `TOLD`: the
 * account's pace, as answers name it, is so many times the published one.
 */
const [, , folder = '', speed = '1', told = '1'] = process.argv;
const desk = newDesk(modelsIn(folder), Number(speed));
const server = createServer((request, response) => {
  void textOf(request).then((text) => serve(desk, request, text, response));
});
server.listen(0, '127.0.0.1', () => {
  desk.state.origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  process.stdout.write(`${desk.state.origin}\n`);
});

async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('utf8');
}

function serve(at: Desk, request: IncomingMessage, text: string, response: ServerResponse): void {
  const {method = 'GET', headers} = request;
  const url = new URL(request.url ?? '/', 'http://amazon.test');
  if (url.pathname.startsWith('/_/')) {
    const order = CONTROL[url.pathname.slice(3)];
    const said = order?.(at, JSON.parse(text) as never) ?? null;
    response.writeHead(order === undefined ? 404 : 200).end(JSON.stringify(said));
    return;
  }
  if (url.pathname === '/auth/o2/token') {
    send(response, tokenAnswer(at, text, headers['content-type'] ?? ''));
    return;
  }
  if (url.pathname.startsWith('/files/')) {
    fileAnswer(at, {method, url, headers, text}, response);
    return;
  }
  const next = at.faults[0];
  const fault = next?.side === (method === 'GET' ? 'read' : 'write') ? (at.faults.shift()?.kind ?? '') : '';
  const token = String(headers['x-amz-access-token'] ?? '');
  const given: unknown = text === '' ? undefined : JSON.parse(text);
  befall(fault, request, response, () => {
    const answer = answerTo(at, method, url, token, given, fault === 'lie');
    return {...answer, pace: paceOf(at)};
  });
}

interface Paced extends Answer {
  readonly pace: Readonly<Record<string, string>>;
}

/** Answers as it should, or as the fault will have it. */
function befall(fault: string, request: IncomingMessage, response: ServerResponse, work: () => Paced): void {
  const drop = () => request.socket.destroy();
  const before: Readonly<Record<string, () => void>> = {
    limited: () => send(response, refusedWith(429, 'QuotaExceeded', 'You exceeded your quota.')),
    'server-error': () => send(response, refusedWith(500, 'InternalFailure', 'We encountered an error.')),
    'reset-before': drop,
  };
  const early = before[fault];
  if (early !== undefined) {
    early();
    return;
  }
  const answer = work();
  const after: Readonly<Record<string, () => void>> = {
    duplicate: () => send(response, work()),
    timeout: () => undefined,
    'reset-after': drop,
    'wrong-body': () => response.writeHead(200).end('<html>'),
    half: () => {
      response.writeHead(200, {'content-length': '1000'}).write('{"sku":');
      setImmediate(drop);
    },
  };
  (after[fault] ?? (() => send(response, answer, answer.pace)))();
}

function send(response: ServerResponse, {status, body}: Answer, headers: Readonly<Record<string, string>> = {}): void {
  response
    .writeHead(status, {'content-type': 'application/json', 'x-amzn-requestid': 'r', ...headers})
    .end(JSON.stringify(body));
}

/** The pace of the operation that was asked for last. */
function paceOf({log}: Desk): Readonly<Record<string, string>> {
  const plan = OPERATIONS.find(({id}) => id === log.at(-1)?.operation);
  return plan === undefined ? {} : {'x-amzn-RateLimit-Limit': String(plan.rate * Number(told))};
}
