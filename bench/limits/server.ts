import {createServer, type ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import {setTimeout} from 'node:timers/promises';
import {measure, type Seen} from './measure.js';
import type {Reply} from './models.js';
import {modelOf, type Scenario} from './scenarios.js';

/**
 * A platform under a limit, as a process of its own: `server.js SCENARIO`. Says its port to its parent; says how it
 * went when asked.
 */
const scenario = JSON.parse(process.argv[2] ?? '') as Scenario;
const model = modelOf(scenario.model);
const log: Seen[] = [];
const begun = performance.now();
const now = () => (performance.now() - begun) * scenario.speed;
const serviceMs = scenario.model.kind === 'concurrency' ? scenario.model.serviceMs : 0;

const server = createServer((request, response) => {
  const at = now();
  const cost = Number(request.headers['x-cost'] ?? 1);
  const reply = model.ask(at, cost);
  log.push({at, cost, allowed: reply.allowed});
  request.resume();
  void answer(response, reply, cost);
});

async function answer(response: ServerResponse, reply: Reply, cost: number): Promise<void> {
  if (reply.allowed && serviceMs > 0) await setTimeout(serviceMs / scenario.speed);
  if (reply.allowed) model.done();
  if (scenario.latencyMs > 0) await setTimeout(scenario.latencyMs);
  if (scenario.telling === 'cost') {
    // Shopify's way: 200 whatever comes of it, and all is told in the body.
    response.writeHead(200, {'content-type': 'application/json'}).end(JSON.stringify(costBody(reply, cost)));
    return;
  }
  response.writeHead(reply.allowed ? 200 : 429, headersOf(reply)).end('{}');
}

function headersOf({allowed, wait, left, resetMs}: Reply): Record<string, string> {
  const asks = !allowed && scenario.telling !== 'nothing' && wait > 0;
  return {
    'content-type': 'application/json',
    ...(asks ? {'retry-after': String(Math.ceil(wait / 1000))} : {}),
    ...toldHeaders(left, resetMs),
  };
}

function toldHeaders(left: number, resetMs: number): Record<string, string> {
  const {model: name, telling} = scenario;
  if (telling === 'rate' && name.kind === 'bucket') return {'x-amzn-ratelimit-limit': String(name.rate)};
  if (telling !== 'headers') return {};
  const remaining = {'x-ratelimit-remaining': String(Math.floor(left))};
  if (name.kind === 'bucket')
    return {...remaining, 'x-ratelimit-limit': String(name.burst), 'x-ratelimit-restore': String(name.rate)};
  if (name.kind === 'concurrency') return {};
  return {...remaining, 'x-ratelimit-limit': String(name.quota), 'x-ratelimit-reset': (resetMs / 1000).toFixed(3)};
}

function costBody({allowed, left}: Reply, requestedQueryCost: number): unknown {
  if (scenario.model.kind !== 'bucket') throw new RangeError('cost points are a bucket');
  const {burst: maximumAvailable, rate: restoreRate} = scenario.model;
  const throttleStatus = {maximumAvailable, currentlyAvailable: Math.floor(left), restoreRate};
  const cost = {requestedQueryCost, throttleStatus};
  return allowed
    ? {data: {}, extensions: {cost: {...cost, actualQueryCost: requestedQueryCost}}}
    : {data: null, errors: [{message: 'Throttled', extensions: {code: 'THROTTLED'}}], extensions: {cost}};
}

server.listen(0, '127.0.0.1', () => process.send?.({port: (server.address() as AddressInfo).port}));
process.on('disconnect', () => process.exit());
process.on('message', () => {
  // From the first request on; its clients go on a little longer, so that nothing is lost by who stops first.
  const from = log[0]?.at ?? 0;
  const stretch = {from, to: from + 1000 * scenario.seconds * scenario.speed};
  process.send?.({measured: measure(log, model, stretch)});
});
