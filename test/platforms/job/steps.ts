import {exportImport} from '../../real/job/catalogue.js';
import {orders} from '../../real/job/orders.js';
import {repriceAndUndo, respectsOthers} from '../../real/job/prices.js';
import {promotionIn} from '../../real/job/promotion.js';
import {fillFrom, importFile} from './catalogue.js';
import {killedCreates, killedPrices} from './kills.js';
import type {TestLab} from './lab.js';
import type {TestStep} from './scene.js';

/** A test server answers at once: a window may be as near as the commands in between let it. */
const AHEAD_MS = 1000;
/** How often souk is killed on each server, and how much it is about each time. */
const PRICES = {kills: 10, skus: 24};
const CREATES = {kills: 10, skus: 10};

/** The whole job, in order: later steps stand on the catalogue that the earlier ones made. */
export function stepsOf({files, without}: TestLab): readonly TestStep[] {
  const [first] = files;
  const last = files.at(-1);
  if (first === undefined || last === undefined) throw new Error('a lab has a file at least');
  const creates = without.creates === undefined;
  return [
    ...(creates ? [] : [fillFrom(first)]),
    ...files.map(importFile),
    exportImport,
    respectsOthers,
    promotionIn(AHEAD_MS),
    orders,
    repriceAndUndo,
    killedPrices(creates ? PRICES : {...PRICES, kills: PRICES.kills + CREATES.kills}),
    ...(creates ? [killedCreates({...CREATES, file: last})] : []),
  ];
}
