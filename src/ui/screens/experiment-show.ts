import type {Context} from '../../app/context.js';
import {holdoutResult} from '../../app/experiment/holdout.js';
import {findExperiment} from '../../app/experiment/manage.js';
import {standingOf} from '../../app/experiment/result.js';
import type {Shop} from '../../domain/catalog/types.js';
import type {Answer} from '../answer.js';
import {experimentsAnswer, testAnswer} from './experiment.js';
import {priceReportAnswer} from './report-price.js';

/** One experiment as it stands: a test by its estimate, a holdout by its uplift; without an id the latest test. */
export async function showExperiment(context: Context, shop: Shop, id: string | undefined): Promise<Answer> {
  const found = await findExperiment(context, shop, id, 'test');
  if (found === null) return experimentsAnswer(shop, []);
  if (found.kind === 'holdout') return priceReportAnswer(shop, await holdoutResult(context, shop, found));
  const standing = await standingOf(context, shop, found);
  return testAnswer(shop, found, found.found === null ? standing : {...standing, ...found.found});
}

/** `souk report price`: the latest holdout. */
export async function reportPrice(context: Context, shop: Shop): Promise<Answer> {
  const found = await findExperiment(context, shop, undefined, 'holdout');
  if (found?.kind !== 'holdout') return priceReportAnswer(shop, null);
  return priceReportAnswer(shop, await holdoutResult(context, shop, found));
}
