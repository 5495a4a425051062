import path from 'node:path';
import {reprice} from '../../src/app/price/reprice.js';
import {openData} from '../../src/data/open.js';
import {openContext} from '../../src/ui/context.js';
import {processIo} from '../../src/ui/io.js';
import type {Measured} from '../catalogue/measure.js';
import {oneNight, rememberedShop} from './days.js';
import {fillHome, NOW} from './shop.js';

/** One piece of work in a process of its own: `node work.js fill|reprice HOME SKUS`, `node work.js learn - SKUS`. */
const [work = '', home = '', skus = '0'] = process.argv.slice(2);

/** Makes a piece of work ready, and gives what is to be timed. */
async function prepared(): Promise<() => Promise<number>> {
  if (work === 'fill')
    return async () => {
      await fillHome(home, Number(skus));
      return Number(skus);
    };
  if (work === 'reprice') return repriceHome;
  const memory = rememberedShop(Number(skus));
  return async () => oneNight(memory);
}

/** `souk reprice` from the opening of the store to the saved plan, pull, screen and question apart. */
async function repriceHome(): Promise<number> {
  const context = await openContext({
    home,
    io: processIo({json: true, quiet: true, yes: true}),
    signal: new AbortController().signal,
    now: new Date(NOW).toISOString(),
    by: 'bench',
  });
  const {plans} = await reprice(context, {shops: undefined, pull: false});
  await context.close();
  return plans.reduce((sum, {summary}) => sum + summary.update, 0);
}

/** Reads the plan back, untimed: each change has its reason. */
async function checkReasons(): Promise<void> {
  const data = await openData(path.join(home, 'souk.db'));
  const [plan] = await data.plans.list({limit: 1});
  let [said, all] = [0, 0];
  for await (const page of data.plans.changes(plan?.id ?? '')) {
    all += page.length;
    said += page.filter(({reasons}) => reasons.length > 0).length;
  }
  await data.close();
  if (all !== count || said !== all) throw new Error(`${all} changes of ${count} are kept, ${said} with a reason`);
}

const run = await prepared();
const before = process.cpuUsage();
const began = performance.now();
const count = await run();
const {user, system} = process.cpuUsage(before);
const measured: Measured = {
  cpu: (user + system) / 1e6,
  wall: (performance.now() - began) / 1e3,
  peak: process.resourceUsage().maxRSS / 1024,
  count,
};
if (work === 'reprice') await checkReasons();
process.stdout.write(`${JSON.stringify(measured)}\n`);
