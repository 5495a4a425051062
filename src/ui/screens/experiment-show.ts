import {holdoutResult} from '../../app/experiment/holdout.js';
import {findExperiment} from '../../app/experiment/manage.js';
import {standingOf} from '../../app/experiment/result.js';
import type {Shop} from '../../domain/catalog/types.js';
import type {Answer} from '../answer.js';
import type {Session} from '../session.js';
import {experimentsAnswer, testAnswer} from './experiment.js';
import {answerHoldout} from './report-price-answer.js';

/** One experiment as it stands: a test by its estimate, a holdout by its uplift; without an id the latest test. */
export async function showExperiment(session: Session, shop: Shop, id: string | undefined): Promise<Answer> {
  const context = await session.context();
  const found = await findExperiment(context, shop, id, 'test');
  if (found === null) return experimentsAnswer(shop, []);
  if (found.kind === 'holdout') return await answerHoldout(session, shop, await holdoutResult(context, shop, found));
  const standing = await standingOf(context, shop, found);
  return testAnswer(shop, found, found.found === null ? standing : {...standing, ...found.found});
}
