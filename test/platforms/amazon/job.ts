import {once} from 'node:events';
import {setTimeout} from 'node:timers/promises';
import {expect} from 'chai';
import {type SoukOptions, soukJson, startSouk} from '../../support/souk.js';
import type {Logged} from './server/desk.js';
import {KEYS} from './server/token.js';
import type {Server} from './shops.js';

/** A server with so many mugs at 20.00, connected as "am" and pulled. */
export async function stockedShop(
  server: Server,
  home: string,
  skus: readonly string[],
  more: Readonly<Record<string, string>> = {},
): Promise<void> {
  const mug = {description: '', price: '20.00', currency: 'USD', stock: 4};
  await server.order('fill', {items: skus.map((sku) => ({sku, title: `Mug ${sku}`, ...mug}))});
  const sets = {
    ...{url: server.url, login: `${server.url}/auth/o2/token`, marketplace: 'US', seller: 'S1'},
    ...{client: KEYS.client, ...more},
  };
  const added = await soukJson(
    [
      ...['shop', 'add', 'am', '--platform', 'amazon', '--mode', 'apply', '--token-stdin'],
      ...Object.entries(sets).flatMap(([name, value]) => ['--set', `${name}=${value}`]),
    ],
    {home, input: `${KEYS.secret}:${KEYS.refresh}`},
  );
  expect(added.code, JSON.stringify(added.document)).to.equal(0);
  expect((await soukJson(['shop', 'pull', '--shop', 'am'], {home})).code).to.equal(0);
}

/** Begins a command and kills it as soon as the server has seen enough. */
export async function killedWhen(
  args: readonly string[],
  options: SoukOptions,
  seen: () => Promise<boolean>,
): Promise<void> {
  const child = startSouk([...args, '--yes'], options);
  child.stdin.end();
  const ended = once(child, 'exit');
  while (child.exitCode === null && !(await seen())) await setTimeout(20);
  child.kill('SIGKILL');
  await ended;
}

export const requests = async (server: Server, operation: Logged['operation']) =>
  (await server.order<readonly Logged[]>('log')).filter((each) => each.operation === operation);

/** The price of each SKU, and nothing else in its offers. */
export async function pricesAt(server: Server, skus: readonly string[]): Promise<readonly number[]> {
  const all: number[] = [];
  for (const sku of skus) {
    const {purchasable_offer: offers} = await server.order<{
      purchasable_offer: readonly {our_price: readonly {schedule: readonly {value_with_tax: number}[]}[]}[];
    }>('look', {sku});
    expect(offers).to.have.length(1);
    all.push(offers[0]?.our_price[0]?.schedule[0]?.value_with_tax ?? 0);
  }
  return all;
}
