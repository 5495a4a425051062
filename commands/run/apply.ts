import {type Answer, Args, type Parsed, type Session, SoukCommand, WRITE_FLAGS} from '../../src/ui/command.js';

export default class RunApply extends SoukCommand<typeof RunApply> {
  static override summary = 'Apply a kept plan, or one in a file.';
  static override description =
    'Runs every hard guard again, compares the shop with what the plan saw, then writes and reads back. Writes to the shop of the plan.';
  static override examples = [
    '<%= config.bin %> run apply P-7K2AB',
    '<%= config.bin %> run apply plan.json --canary 5% --yes',
  ];
  static override args = {plan: Args.string({description: 'Id of a plan, or a plan file.', required: true})};
  static override flags = WRITE_FLAGS;

  protected override async answer(session: Session, {flags, args}: Parsed<typeof RunApply>): Promise<Answer> {
    const {findPlan} = await import('../../src/app/plan/file.js');
    const {writePlans} = await import('../../src/ui/write.js');
    const context = await session.context();
    return await writePlans(session, context, [await findPlan(context, args.plan)], flags);
  }
}
