import type {Plan, PlanHead} from '../../domain/change/types.js';
import {KnownError} from '../../domain/errors.js';
import {readPlanFile, writePlanFile} from '../../runs/plan-file.js';
import type {Context} from '../context.js';

/** Writes a plan to a file that can be reviewed, kept in git, and applied later as it stands. */
export async function writePlanTo(file: string, plan: Plan): Promise<void> {
  await writePlanFile(file, plan);
}

/** A stored plan by its id ("P-7K2"), or one in a file. */
export async function findPlan(context: Context, idOrFile: string): Promise<Plan> {
  const id = idOrFile.trim().toUpperCase();
  if (!/^P-[0-9A-Z]{1,12}$/u.test(id)) return await readPlanFile(idOrFile);
  const plan = await context.data.plans.get(id);
  if (plan === null) throw new KnownError('usage', 'PLAN_UNKNOWN', {id});
  return plan;
}

/** The whole of plans that were kept as they were made. */
export async function readPlans(context: Context, kept: readonly PlanHead[]): Promise<readonly Plan[]> {
  const plans: Plan[] = [];
  for (const {id} of kept) plans.push(await findPlan(context, id));
  return plans;
}
