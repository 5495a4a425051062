import type {Language} from '../catalogue.js';
import {amazon} from './amazon.js';
import {backtest} from './backtest.js';
import {core} from './core.js';
import {experiment} from './experiment.js';
import {fact} from './fact.js';
import {fee} from './fee.js';
import {listing} from './listing.js';
import {medusa} from './medusa.js';
import {platform} from './platform.js';
import {price} from './price.js';
import {promotion} from './promotion.js';
import {report} from './report.js';
import {run} from './run.js';
import {setup} from './setup.js';
import {store} from './store.js';
import {woocommerce} from './woocommerce.js';

/** English: the language every other one is checked against. */
export const en: Language = {
  ...amazon,
  ...backtest,
  ...core,
  ...experiment,
  ...fact,
  ...fee,
  ...listing,
  ...medusa,
  ...platform,
  ...price,
  ...promotion,
  ...report,
  ...run,
  ...setup,
  ...store,
  ...woocommerce,
};
