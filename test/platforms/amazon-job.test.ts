import {once} from 'node:events';
import {setTimeout} from 'node:timers/promises';
import {expect} from 'chai';
import {soukJson, startSouk, withFolder} from '../support/souk.js';
import type {Logged} from './amazon/server/desk.js';
import {KEYS} from './amazon/server/token.js';
import {type Server, startServer} from './amazon/shops.js';

const SKUS = Array.from({length: 12}, (_, i) => `P${i}`);
/** How many requests that write have come when the process is killed. */
const KILLS = [3, 8];

interface RunDocument {
  readonly ok: boolean;
  readonly result: {
    readonly run: {readonly id: string; readonly state: string; readonly counts: {readonly verified: number}};
  };
}

const writes = async (server: Server) =>
  (await server.order<readonly Logged[]>('log')).filter(({operation}) => operation === 'patchListingsItem');

/** The price of each SKU, and nothing else in its offers. */
async function prices(server: Server): Promise<readonly number[]> {
  const all: number[] = [];
  for (const sku of SKUS) {
    const {purchasable_offer: offers} = await server.order<{
      purchasable_offer: readonly {our_price: readonly {schedule: readonly {value_with_tax: number}[]}[]}[];
    }>('look', {sku});
    expect(offers).to.have.length(1);
    all.push(offers[0]?.our_price[0]?.schedule[0]?.value_with_tax ?? 0);
  }
  return all;
}

describe('amazon: the job with processes', () => {
  it('raises every price through kills, at Amazon’s own pace, and takes it back', () =>
    withFolder(async (home) => {
      const server = await startServer();
      const options = {home};
      const begin = async (args: readonly string[]): Promise<void> => {
        const child = startSouk([...args, '--yes'], options);
        child.stdin.end();
        const ended = once(child, 'exit');
        const wanted = KILLS[at] ?? 0;
        while (child.exitCode === null && (await writes(server)).length < wanted) await setTimeout(20);
        child.kill('SIGKILL');
        await ended;
      };
      let at = 0;
      try {
        await server.order('fill', {
          items: SKUS.map((sku) => ({
            sku,
            title: `Mug ${sku}`,
            description: '',
            price: '20.00',
            currency: 'USD',
            stock: 4,
          })),
        });
        const sets = {
          url: server.url,
          login: `${server.url}/auth/o2/token`,
          marketplace: 'US',
          seller: 'S1',
          client: KEYS.client,
        };
        const added = await soukJson(
          [
            ...['shop', 'add', 'am', '--platform', 'amazon', '--mode', 'apply', '--token-stdin'],
            ...Object.entries(sets).flatMap(([name, value]) => ['--set', `${name}=${value}`]),
          ],
          {home, input: `${KEYS.secret}:${KEYS.refresh}`},
        );
        expect(added.code, JSON.stringify(added.document)).to.equal(0);
        expect((await soukJson(['shop', 'pull', '--shop', 'am'], options)).code).to.equal(0);

        await begin(['price', 'adjust', '--by', '+5%', '--shop', 'am', '--accept-breaker']);
        for (at = 1; at < KILLS.length; at++) await begin(['run', 'resume']);
        const resumed = await soukJson(['run', 'resume', '--yes'], options);
        const {result} = resumed.document as unknown as RunDocument;
        expect(resumed.code, JSON.stringify(resumed.document)).to.equal(0);
        expect(result.run).to.deep.include({state: 'done'});
        expect(result.run.counts.verified).to.equal(SKUS.length);
        expect(await prices(server)).to.deep.equal(SKUS.map(() => 21));

        const undone = await soukJson(['run', 'undo', result.run.id, '--yes'], options);
        expect(undone.code, JSON.stringify(undone.document)).to.equal(0);
        expect(await prices(server)).to.deep.equal(SKUS.map(() => 20));
        const wrong = (await server.order<readonly Logged[]>('log')).flatMap((each) => [
          ...each.problems,
          ...each.answerProblems,
        ]);
        expect(wrong).to.deep.equal([]);
      } finally {
        await server.stop();
      }
    }));
});
