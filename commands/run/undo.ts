import {type Answer, Args, Flags, type Parsed, type Session, SoukCommand, WRITE_FLAGS} from '../../src/ui/command.js';

export default class RunUndo extends SoukCommand<typeof RunUndo> {
  static override summary = 'Take back what a run wrote.';
  static override description =
    'Puts back what was there before, field by field, only where the shop still holds what the run wrote; every other row is listed with its reason. An undo is a run: undo it to redo. Writes to the shop of the run.';
  static override examples = [
    '<%= config.bin %> run undo R-31 --dry-run',
    '<%= config.bin %> run undo R-31 --only MUG-01 --yes',
  ];
  static override args = {run: Args.string({description: 'Id of a run.', required: true})};
  static override flags = {
    ...WRITE_FLAGS,
    stock: Flags.boolean({
      default: false,
      summary: 'Put back stock as well; sales may have moved it since.',
      helpGroup: 'WRITING',
    }),
  };

  protected override async answer(session: Session, {flags, args}: Parsed<typeof RunUndo>): Promise<Answer> {
    const {planUndoOf, undoWarnings} = await import('../../src/app/run/undo.js');
    const {writePlans} = await import('../../src/ui/write.js');
    const context = await session.context();
    const {only, ...rest} = flags;
    const plan = await planUndoOf(context, args.run, {...(only === undefined ? {} : {only}), stock: flags.stock});
    const warnings = await undoWarnings(context, plan);
    const answer = await writePlans(session, context, [plan], rest);
    return {...answer, warnings: [...(answer.warnings ?? []), ...warnings]};
  }
}
