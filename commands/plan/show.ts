import {type Answer, Args, Flags, type Parsed, type Session, SoukCommand} from '../../src/ui/command.js';

export default class PlanShow extends SoukCommand<typeof PlanShow> {
  static override summary = 'A plan, change by change.';
  static override description =
    'Shows every change with its guards, and what the plan leaves alone and why. Writes nothing.';
  static override examples = [
    '<%= config.bin %> plan show P-7K2AB',
    '<%= config.bin %> plan show plan.json --sort move',
  ];
  static override args = {plan: Args.string({description: 'Id of a plan, or a plan file.', required: true})};
  static override flags = {
    sort: Flags.option({
      summary: 'Order of the changes: largest price moves first, or by name.',
      options: ['plan', 'move', 'sku'] as const,
      default: 'plan' as const,
    })(),
    limit: Flags.integer({summary: 'Show at most so many changes.', min: 1}),
  };

  protected override async answer(session: Session, {flags, args}: Parsed<typeof PlanShow>): Promise<Answer> {
    const {findPlan} = await import('../../src/app/plan/file.js');
    const {sortChanges} = await import('../../src/app/plan/look.js');
    const {fullPlanJson, showWholePlan} = await import('../../src/ui/screens/plans.js');
    const context = await session.context();
    const plan = await findPlan(context, args.plan);
    const changes = sortChanges(plan.changes, flags.sort).slice(0, flags.limit);
    const state = await context.data.plans.state(plan.id);
    return {result: fullPlanJson(plan, changes, state), show: (screen) => showWholePlan(screen, plan, changes, state)};
  }
}
