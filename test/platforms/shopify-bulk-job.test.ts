import {once} from 'node:events';
import {setTimeout} from 'node:timers/promises';
import {expect} from 'chai';
import {soukJson, startSouk, withFolder} from '../support/souk.js';
import {USD} from './contract/shop.js';
import type {State} from './shopify/goods.js';
import {fitsAll, missing, type Server, skipped, startServer} from './shopify/shops.js';

const MANY = 520;
/** The first process is killed when so many lines have been worked off; what it began goes on without it. */
const KILLED_AT = 100;

interface RunDocument {
  readonly result: {
    readonly run: {readonly id: string; readonly state: string; readonly counts: {readonly verified: number}};
  };
}

const why = missing();
if (why === null) {
  describe('shopify: a large run with processes that are killed', () => {
    let server: Server;
    before(async () => {
      server = await startServer();
    });
    after(() => server.stop());

    it('goes on after a bulk operation that it left at work, writes nothing twice, and is taken back', () =>
      withFolder(async (home) => {
        // Reading is not counted here: what is slow is this shop's writing, and it has points for a third of the rows.
        const patch = {tariff: 'writes', bucket: {rate: 20, burst: 2000, left: 2000, at: Date.now()}};
        const {shop, token} = await server.tell<{shop: number; token: string}>('open', {terms: USD, patch});
        await server.tell('fill', {shop, products: MANY});
        await server.tell('bulk', {shop, speed: {beginMs: 200, linesPerSecond: 25}});
        const state = () => server.tell<State & {operations: readonly {status: string}[]}>('state', {shop});
        const written = async () => (await state()).log.filter(({name}) => name === 'SoukVariantsUpdate');
        const prices = async () => new Set((await state()).products.map(({variants}) => variants[0]?.price));
        const killed = async (args: readonly string[], ripe: () => Promise<boolean>) => {
          const child = startSouk([...args, '--yes'], {home});
          child.stdin.end();
          const ended = once(child, 'exit');
          while (child.exitCode === null && !(await ripe())) await setTimeout(50);
          child.kill('SIGKILL');
          await ended;
        };
        const until = async (looks: () => Promise<number>, times: number) => {
          while ((await looks()) < times) await setTimeout(50);
          await server.tell('bulk', {shop, speed: {linesPerSecond: 1000}});
        };
        const added = await soukJson(
          [
            ...['shop', 'add', 'web', '--platform', 'shopify', '--mode', 'apply', '--token-stdin'],
            ...['--url', server.url, '--currency', 'USD', '--prices-include-tax', USD.pricesIncludeTax ? 'yes' : 'no'],
          ],
          {home, input: token},
        );
        expect(added.code, JSON.stringify(added.document)).to.equal(0);
        expect((await soukJson(['shop', 'pull', '--shop', 'web'], {home})).code).to.equal(0);

        await killed(
          ['price', 'adjust', '--by', '+5%', '--shop', 'web', '--accept-breaker'],
          async () => (await written()).length >= KILLED_AT,
        );
        await server.tell('bulk', {shop, speed: {linesPerSecond: 0}});
        // The next one waits for what the first has left at work, and is killed while it waits.
        const looks = async () => (await state()).log.filter(({name}) => name === 'SoukBulkLatest').length;
        const before = await looks();
        await killed(['run', 'resume'], async () => (await looks()) > before);
        // Until it has looked twice nothing goes on: it waits, and does not go by what it could read meanwhile.
        const [resumed] = await Promise.all([soukJson(['run', 'resume', '--yes'], {home}), until(looks, before + 3)]);
        expect(resumed.code, JSON.stringify(resumed.document)).to.equal(0);
        const {run} = (resumed.document as unknown as RunDocument).result;
        expect(run).to.deep.include({state: 'done'});
        expect(run.counts.verified).to.equal(MANY);
        expect([...(await prices())]).to.deep.equal(['10.50']);
        const targets = (await written()).map(({variables}) => variables['id']);
        expect([targets.length, new Set(targets).size]).to.deep.equal([MANY, MANY]);
        expect((await state()).operations.map(({status}) => status)).to.deep.equal(['COMPLETED', 'COMPLETED']);

        // One of the two operations of the undo fails in its middle: what it did not do is found out, and sent by single requests.
        await server.tell('bulk', {shop, speed: {linesPerSecond: 1000}, faults: ['failed']});
        await server.tell('bucket', {shop, left: 2000, burst: 2000, rate: 100});
        const undone = await soukJson(['run', 'undo', run.id, '--yes', '--accept-breaker'], {home});
        expect(undone.code, JSON.stringify(undone.document)).to.equal(0);
        expect((undone.document as unknown as RunDocument).result.run.state).to.equal('done');
        expect([...(await prices())]).to.deep.equal(['10.00']);
        const after = (await written()).slice(MANY);
        const singles = after.filter((each) => !('bulk' in each)).length;
        expect(singles).to.be.within(1, MANY / 2);
        expect(after).to.have.length(MANY);
      }));

    fitsAll(() => server, ['SoukBulkBegin', 'SoukVariantsUpdate']);
  });
} else skipped('shopify: a large run with processes that are killed', why);
