import {daysOf, precisionOf, shareOf} from '../../app/experiment/figures.js';
import {planHoldout} from '../../app/experiment/holdout.js';
import {begin} from '../../app/experiment/manage.js';
import {planTest} from '../../app/experiment/plan-test.js';
import {findShop} from '../../app/shop/find.js';
import type {Answer} from '../answer.js';
import {confirmed} from '../confirm.js';
import {type Screen, screenOf} from '../screen.js';
import type {Session} from '../session.js';
import {experimentJson, plannedTestJson, showPlannedHoldout, showPlannedTest, showStarted} from './experiment.js';

/** Below this a swap from low to high stays within the 25 % that a price may move in a week. */
const WIDEST_STEP = 0.111;

interface StartFlags {
  readonly shop?: string | undefined;
  readonly seed: number;
  readonly 'dry-run': boolean;
}

interface TestFlags extends StartFlags {
  readonly where?: string | undefined;
  readonly step: string;
  readonly precision: string;
  readonly period: string;
  readonly 'max-days': string;
}

/** Plans a test, shows the days that it needs, asks, and begins it. */
export async function startTest(session: Session, flags: TestFlags): Promise<Answer> {
  const context = await session.context();
  const shop = await findShop(context, flags.shop);
  const planned = await planTest(context, shop, {
    where: flags.where,
    step: shareOf(flags.step, '--step', 0.005, WIDEST_STEP),
    precision: precisionOf(flags.precision, '--precision'),
    period: daysOf(flags.period, '--period'),
    most: daysOf(flags['max-days'], '--max-days'),
    seed: flags.seed,
  });
  const show = (screen: Screen) => showPlannedTest(screen, planned);
  const question = (screen: Screen) => screen.text('test.question', {days: planned.days});
  if (!(await agreed(session, flags, show, question))) {
    return {result: plannedTestJson(planned, false), show: (screen) => declined(session, flags, screen, show)};
  }
  const test = await begin(context, planned.test);
  return {
    result: plannedTestJson({...planned, test}, true),
    show: (screen) => {
      if (!asked(session)) show(screen);
      showStarted(screen, test);
    },
  };
}

/** The same for SKUs that keep their prices. */
export async function startHoldout(session: Session, flags: StartFlags & {readonly share: string}): Promise<Answer> {
  const context = await session.context();
  const shop = await findShop(context, flags.shop);
  const share = shareOf(flags.share, '--share', 0, 0.51);
  const planned = await planHoldout(context, shop, {share, seed: flags.seed});
  const show = (screen: Screen) => showPlannedHoldout(screen, planned);
  const question = (screen: Screen) => screen.text('holdout.question', {held: planned.holdout.skus.length});
  const result = (started: boolean, holdout = planned.holdout) => ({
    started,
    of: planned.of,
    ...experimentJson(shop, holdout),
  });
  if (!(await agreed(session, flags, show, question)))
    return {result: result(false), show: (screen) => declined(session, flags, screen, show)};
  const holdout = await begin(context, planned.holdout);
  return {
    result: result(true, holdout),
    show: (screen) => {
      if (!asked(session)) show(screen);
      showStarted(screen, holdout);
    },
  };
}

/** What it takes is shown before the question, since that is what a person decides by. */
async function agreed(
  session: Session,
  flags: StartFlags,
  show: (screen: Screen) => void,
  question: (screen: Screen) => string,
): Promise<boolean> {
  if (flags['dry-run']) return false;
  const screen = screenOf(session.io, session.language);
  if (asked(session)) show(screen);
  return await confirmed(session, question(screen), {look: true});
}

/** True when a person sees the question: then the plan stands above it already. */
function asked(session: Session): boolean {
  return session.io.interactive && !session.yes;
}

function declined(session: Session, flags: StartFlags, screen: Screen, show: (screen: Screen) => void): void {
  if (flags['dry-run'] || !asked(session)) show(screen);
  if (!flags['dry-run']) screen.say('test.not-started', {});
}
