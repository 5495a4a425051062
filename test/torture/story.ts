import {mkdir, mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {expect} from 'chai';
import {openData} from '../../src/data/open.js';
import {asChanges, catalogueOf, costsOf, type Good, NEW_GOODS, OLD_GOODS} from './goods.js';
import {judgeRun, judgeUndo} from './judge.js';
import {type Hand, inStore, type Lane, type Meanwhile, type Step, underFire, untilDone} from './lane.js';
import {diceOf} from './moment.js';
import {openShop, type Shown, TERMS} from './shop.js';
import {strikerOn} from './strike.js';
import type {Tally} from './tally.js';

/** Every price may move again, although no night has passed. */
const RULES = `version: 1
defaults: {strategy: cost, margin: 30%}
guards: {days_between: 0}
`;
const BATCH = 5;

/**
 * A merchant's days under fire: a catalogue comes in, prices are set by rules, a promotion begins and ends, then all of
 * it is taken back, some of it twice; and somebody else is at the shop now and then. Judged after each step by the
 * shop's own log, and in the end by its first state.
 */
export async function playStory(seed: number, most: number, tally: Tally): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'souk-torture-'));
  const dice = diceOf(seed);
  const shop = await openShop(path.join(folder, 'far'), seed, dice, asChanges(OLD_GOODS));
  const home = path.join(folder, 'home');
  try {
    await mkdir(home, {mode: 0o700});
    await connect(home, shop.wire.url);
    const lane: Lane = {
      seed,
      dice,
      home,
      shop,
      hands: [],
      starts: [],
      reaches: new Map(),
      tally,
      most,
      ...strikerOn(shop.wire, home),
    };
    await tell(lane, folder);
  } finally {
    await shop.close();
    await rm(folder, {recursive: true, force: true});
  }
}

async function connect(home: string, url: string): Promise<void> {
  const data = await openData(path.join(home, 'souk.db'));
  const settings = {url, batch: String(BATCH), timeout: '1500'};
  await data.shops.add({name: 'main', platform: 'practice', mode: 'apply', terms: TERMS, settings, createdAt: 0});
  await data.close();
}

async function tell(lane: Lane, folder: string): Promise<void> {
  const {dice, shop} = lane;
  const at = (name: string) => path.join(folder, name);
  const goods = [...OLD_GOODS, ...NEW_GOODS];
  const wish = ({price, title, sku}: Good): Partial<Good> =>
    OLD_GOODS.some((old) => old.sku === sku) ? {price: (Number(price) + 0.5).toFixed(2), title: `${title} anew`} : {};
  await writeFile(at('all.csv'), catalogueOf(goods, wish));
  await writeFile(at('costs.csv'), costsOf(goods));
  await writeFile(at('rules.yaml'), RULES);
  const first = shop.shelf();
  const told: Step[] = [];
  const act = async (name: string, ...args: readonly string[]) => {
    const step = await underFire(lane, name, [...args, '--yes'], byHandIn(20));
    judgeRun(lane, step);
    if (step.run !== null) told.push(step);
  };

  await act('import', 'listing', 'import', at('all.csv'));
  await untilDone(lane, ['cost', 'import', at('costs.csv')]);
  await act('reprice', 'reprice', '--rules', at('rules.yaml'), '--accept-breaker');
  if (dice.chance(50)) await act('adjust', 'price', 'adjust', '--by', '+2.5%', '--accept-breaker');
  const offers = ['--percent', '20', '--where', 'category=Goods', '--to', '2026-03-05'];
  await untilDone(lane, ['promo', 'add', '--name', 'Fire sale', ...offers]);
  await act('promotion begins', 'promo', 'tick');
  if (dice.chance(50)) shop.pass(5);
  await act('promotion ends', ...(await endOf(lane)));

  while (told.length > 0) {
    const step = told.pop() as Step;
    const undo = await takeBack(lane, step);
    if (undo.run === null || !dice.chance(25)) continue;
    const redo = await takeBack(lane, undo);
    if (redo.run !== null) await takeBack(lane, redo);
  }
  judgeEnd(lane, first);
}

/** A promotion whose time is up ends with the next tick; another one is cancelled. */
async function endOf(lane: Lane): Promise<readonly string[]> {
  const passed = lane.shop.now() > Date.UTC(2026, 2, 6);
  const [promotion] = await inStore(lane, async (data) => {
    const found = await data.shops.byName('main');
    return found === null ? [] : await data.promotions.list(found.id);
  });
  return passed ? ['promo', 'tick'] : ['promo', 'cancel', promotion?.id ?? ''];
}

async function takeBack(lane: Lane, step: Step): Promise<Step> {
  const command = ['run', 'undo', step.run?.id ?? '', '--yes'];
  const undo = await underFire(lane, 'undo', command, byHandIn(10, true), step);
  judgeUndo(lane, step, undo);
  return undo;
}

/** After a death, so often of hundred times: somebody changes something in the shop. `begun`: not before there is a run. */
function byHandIn(percent: number, begunOnly = false): Meanwhile {
  return async (lane, begun) => {
    if ((begunOnly && !begun) || !lane.dice.chance(percent)) return;
    await lane.release();
    const shelf = lane.shop.shelf();
    if (shelf.length > 0) edit(lane, lane.dice.pick(shelf));
  };
}

function edit(lane: Lane, {handle: product, sku}: Shown): void {
  const {dice, shop, hands, tally} = lane;
  const k = hands.length;
  const what: Hand['what'] =
    sku === null ? 'title' : dice.pick(['price', 'price', 'price', 'title', 'variant'] as const);
  const value = what === 'title' ? `By hand ${k}` : `17.${String(10 + k)}`;
  if (what === 'title') shop.hand({kind: 'listing', op: 'update', key: {product}, fields: {title: value}});
  if (what === 'price') shop.hand({kind: 'offer', op: 'update', key: {sku: sku ?? ''}, fields: {price: value}});
  const added = `HAND-${k}`;
  if (what === 'variant') {
    const fields = {price: value, options: `Size=by hand ${k}`};
    shop.hand({kind: 'offer', op: 'create', key: {product, sku: added}, fields});
  }
  const seq = shop.log().at(-1)?.seq ?? 0;
  hands.push({seq, what, product, sku: what === 'title' ? null : what === 'variant' ? added : sku, value});
  tally.hands += 1;
}

/** All is as it was in the beginning, but for what was touched by hand: that is as the hand left it. */
function judgeEnd({seed, shop, hands}: Lane, first: readonly Shown[]): void {
  const touched = new Set(hands.map(({product}) => product));
  const rest = (shelf: readonly Shown[]) => shelf.filter(({handle}) => !touched.has(handle));
  expect(rest(shop.shelf()), `seed ${seed}: the first state`).to.deep.equal(rest(first));
  const last = new Map(
    hands.map((hand) => [`${hand.what === 'title' ? 'title' : 'price'} ${hand.sku ?? hand.product}`, hand]),
  );
  for (const {what, product, sku, value} of last.values()) {
    const found = shop.shelf().find((row) => (what === 'title' ? row.handle === product : row.sku === sku));
    const stands = what === 'title' ? found?.title : ((found?.price ?? 0) / 100).toFixed(2);
    expect(stands, `seed ${seed}: ${what} of ${sku ?? product}, set by hand`).to.equal(value);
  }
}
