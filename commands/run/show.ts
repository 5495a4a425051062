import {type Answer, Args, Flags, type Parsed, type Session, SoukCommand} from '../../src/ui/command.js';

export default class RunShow extends SoukCommand<typeof RunShow> {
  static override summary = 'A run with its journal, change by change.';
  static override description =
    'Shows what became of every change of a run, and which moves a change may make. Writes nothing.';
  static override examples = [
    '<%= config.bin %> run show R-31',
    '<%= config.bin %> run show R-31 --state rejected --state drifted --json',
  ];
  static override args = {run: Args.string({description: 'Id of a run.', required: true})};
  static override flags = {
    state: Flags.option({
      summary: 'Only changes in this state; may be given several times.',
      multiple: true,
      options: [
        'planned',
        'sending',
        'applied',
        'verified',
        'mismatched',
        'rejected',
        'unknown',
        'drifted',
        'skipped',
        'undone',
      ] as const,
    })(),
  };

  protected override async answer(session: Session, {flags, args}: Parsed<typeof RunShow>): Promise<Answer> {
    const {showRun} = await import('../../src/app/run/look.js');
    const {shownJson, showJournal} = await import('../../src/ui/screens/runs.js');
    const shown = await showRun(await session.context(), args.run, flags.state ?? []);
    return {result: shownJson(shown), show: (screen) => showJournal(screen, shown)};
  }
}
