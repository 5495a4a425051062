import {expect} from 'chai';
import {soukJson, withFolder} from '../support/souk.js';
import {killedWhen, pricesAt, requests, stockedShop} from './amazon/job.js';
import type {Logged} from './amazon/server/desk.js';
import {type Server, startServer} from './amazon/shops.js';

const SKUS = Array.from({length: 12}, (_, i) => `P${i}`);
/** How many requests that write have come when the process is killed. */
const KILLS = [3, 8];
const RAISE = ['price', 'adjust', '--by', '+5%', '--shop', 'am', '--accept-breaker'];

interface RunDocument {
  readonly ok: boolean;
  readonly result: {
    readonly run: {readonly id: string; readonly state: string; readonly counts: {readonly verified: number}};
  };
}

/** Goes on with the run that was killed, to its end; answers its id. */
async function finished(home: string): Promise<string> {
  const resumed = await soukJson(['run', 'resume', '--yes'], {home});
  const {result} = resumed.document as unknown as RunDocument;
  expect(resumed.code, JSON.stringify(resumed.document)).to.equal(0);
  expect(result.run).to.deep.include({state: 'done'});
  expect(result.run.counts.verified).to.equal(SKUS.length);
  return result.run.id;
}

async function expectAllValid(server: Server): Promise<void> {
  const log = await server.order<readonly Logged[]>('log');
  expect(log.flatMap((each) => [...each.problems, ...each.answerProblems])).to.deep.equal([]);
}

describe('amazon: the job with processes', () => {
  let server: Server;
  beforeEach(async () => {
    server = await startServer();
  });
  afterEach(() => server.stop());

  it('raises every price through kills, at Amazon’s own pace, and takes it back', () =>
    withFolder(async (home) => {
      await stockedShop(server, home, SKUS);
      const written = (count: number) => async () => (await requests(server, 'patchListingsItem')).length >= count;
      await killedWhen(RAISE, {home}, written(KILLS[0] ?? 0));
      for (const count of KILLS.slice(1)) await killedWhen(['run', 'resume'], {home}, written(count));
      const run = await finished(home);
      expect(await pricesAt(server, SKUS)).to.deep.equal(SKUS.map(() => 21));

      const undone = await soukJson(['run', 'undo', run, '--yes'], {home});
      expect(undone.code, JSON.stringify(undone.document)).to.equal(0);
      expect(await pricesAt(server, SKUS)).to.deep.equal(SKUS.map(() => 20));
      await expectAllValid(server);
    }));

  it('goes on with a feed that Amazon works on while the process is killed, and sends it once', () =>
    withFolder(async (home) => {
      await stockedShop(server, home, SKUS, {'feed-from': '5'});
      await server.order('feed', {ms: 4000});
      await killedWhen(RAISE, {home}, async () => (await requests(server, 'createFeed')).length > 0);
      expect(await pricesAt(server, SKUS), 'not done yet').to.deep.equal(SKUS.map(() => 20));
      await finished(home);
      expect(await pricesAt(server, SKUS)).to.deep.equal(SKUS.map(() => 21));
      expect(await requests(server, 'createFeed')).to.have.length(1);
      expect(await requests(server, 'patchListingsItem')).to.have.length(0);
      await expectAllValid(server);
    }));
});
