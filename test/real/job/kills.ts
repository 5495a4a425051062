import {expect} from 'chai';
import {startSouk} from '../../support/souk.js';
import type {Place} from '../place.js';
import {expectPrices, planOf, runOf, wishedPrices} from '../plans.js';
import type {Step, TrueScene} from '../step.js';
import {stickersArgs} from './catalogue.js';

/** How often a write is killed: while prices are written, and while products are made. */
const KILLS = {prices: 12, creates: 12};
/** Some hundreds of the goods. */
const SCOPE = 'price<9';
/** A kill falls within so many ms of a request that writes. */
const WITHIN_MS = 1500;
/** Products of the file that the killed import makes. */
const CREATES = 400;

/** SIGKILL at any moment of a write, and `run resume`, until it is done: nothing is lost, nothing is there twice. */
export const killedPrices: Step<TrueScene> = {
  name: `prices, killed ${KILLS.prices} times`,
  run: async (scene) => {
    const {main} = scene;
    const before = await main.shop.prices();
    const wished = new Map(before);
    let rows = 0;
    const kills = await killUntil(scene, main, KILLS.prices, async (round) => {
      const plan = await planOf(main, [
        'price',
        'adjust',
        '--by',
        round % 2 === 0 ? '+0.07' : '-0.07',
        '--where',
        SCOPE,
      ]);
      rows += plan.changes.length;
      for (const [sku, price] of wishedPrices(plan)) wished.set(sku, price);
      return ['run', 'apply', plan.id, '--yes', '--accept-breaker'];
    });
    await expectPrices(main, wished);
    return {rows, note: `${kills} kills`};
  },
};

/** The same while products and their variants are made. */
export const killedCreates: Step<TrueScene> = {
  name: `creates, killed ${KILLS.creates} times`,
  run: async (scene) => {
    const place = await scene.fresh('killed');
    const wished = new Map<string, number | null>();
    const kills = await killUntil(scene, place, KILLS.creates, async (round) => {
      const plan = await planOf(place, [...stickersArgs(place), '--limit', String(CREATES)], [0, 3]);
      expect(plan.changes.length, `nothing is left to make in round ${round}`).to.be.greaterThan(0);
      const chosen = await place.souk(['plan', 'show', plan.id]);
      expect(chosen.code).to.equal(0);
      for (const [sku, price] of wishedPrices(plan)) wished.set(sku, price);
      return ['run', 'apply', plan.id, '--limit', String(CREATES), '--yes', '--accept-breaker'];
    });
    const held = await place.shop.skus();
    expect(new Set(held).size, 'a SKU is there twice').to.equal(held.length);
    for (const [sku, price] of await place.shop.prices()) expect(wished.get(sku), sku).to.equal(price);
    return {rows: held.length, note: `${kills} kills`};
  },
};

/** Writes, is killed, resumes, until there were so many kills; the last write is left to end. */
async function killUntil(
  {line, random}: TrueScene,
  place: Place,
  kills: number,
  nextWrite: (round: number) => Promise<readonly string[]>,
): Promise<number> {
  let done = 0;
  for (let round = 0; done < kills; round++) {
    let args = await nextWrite(round);
    for (;;) {
      const killed = done < kills && (await runKilled(place, args, line.nextWrite(random() * WITHIN_MS)));
      if (killed) done += 1;
      const {result} = await place.souk(['run', 'list']);
      const [last] = result['runs'] as readonly {id: string; state: string}[];
      if (last === undefined || last.state === 'done') break;
      expect(last.state, `run ${last.id}`).to.be.oneOf(['open', 'interrupted']);
      args = ['run', 'resume', last.id, '--yes'];
      if (done < kills) continue;
      expect(runOf(await place.souk(args)).state).to.equal('done');
      break;
    }
  }
  return done;
}

/** Runs souk and kills it when `moment` comes; false when it had ended before. */
async function runKilled(place: Place, args: readonly string[], moment: Promise<void>): Promise<boolean> {
  const child = startSouk([...args, '--json'], {home: place.home, env: place.env});
  child.stdout.resume();
  child.stderr.resume();
  child.stdin.end();
  const ended = new Promise<boolean>((resolve) => child.once('exit', (_, signal) => resolve(signal === 'SIGKILL')));
  void moment.then(() => child.kill('SIGKILL'));
  return await ended;
}
