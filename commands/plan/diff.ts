import {type Answer, Args, type Parsed, type Session, SoukCommand} from '../../src/ui/command.js';

export default class PlanDiff extends SoukCommand<typeof PlanDiff> {
  static override summary = 'What two plans would write differently.';
  static override description = 'Compares two plans by what they would leave in the shop. Writes nothing.';
  static override examples = [
    '<%= config.bin %> plan diff P-7K2AB P-7M1CD',
    '<%= config.bin %> plan diff reviewed.json P-7M1CD --json',
  ];
  static override args = {
    a: Args.string({description: 'Id of a plan, or a plan file.', required: true}),
    b: Args.string({description: 'Id of another, or a plan file.', required: true}),
  };

  protected override async answer(session: Session, {args}: Parsed<typeof PlanDiff>): Promise<Answer> {
    const {findPlan} = await import('../../src/app/plan/file.js');
    const {diffPlans} = await import('../../src/app/plan/look.js');
    const {diffJson, showDiff} = await import('../../src/ui/screens/plans.js');
    const context = await session.context();
    const a = await findPlan(context, args.a);
    const b = await findPlan(context, args.b);
    const diff = diffPlans(a, b);
    return {result: diffJson(a, b, diff), show: (screen) => showDiff(screen, a, b, diff)};
  }
}
