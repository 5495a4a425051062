import type {Step, TrueScene} from '../step.js';
import {exportImport, importGarden, importStickers} from './catalogue.js';
import {contract} from './contract.js';
import {killedCreates, killedPrices} from './kills.js';
import {orders} from './orders.js';
import {repriceAndUndo, respectsOthers} from './prices.js';
import {promotion} from './promotion.js';
import {writeRate} from './rate.js';

/** The whole job, in order: later steps stand on the catalogue that the earlier ones made. */
export const STEPS: readonly Step<TrueScene>[] = [
  contract,
  importStickers,
  importGarden,
  exportImport,
  respectsOthers,
  promotion,
  orders,
  repriceAndUndo,
  writeRate,
  killedPrices,
  killedCreates,
];
