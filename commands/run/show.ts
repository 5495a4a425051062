import {type Answer, Args, Flags, type Parsed, type Session, SoukCommand} from '../../src/ui/command.js';

export default class RunShow extends SoukCommand<typeof RunShow> {
  static override summary = 'A run with its journal, change by change.';
  static override description =
    'Shows what became of every change of a run, what its states mean, and which moves they allow. Writes nothing.';
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
    limit: Flags.integer({
      summary: 'Show at most so many changes; on a screen 50, those that went wrong first.',
      min: 1,
    }),
    states: Flags.boolean({default: false, summary: 'Every state and its moves, also those that do not occur.'}),
  };

  protected override async answer(session: Session, {flags, args}: Parsed<typeof RunShow>): Promise<Answer> {
    const {showRun} = await import('../../src/app/run/look.js');
    const {shownJson, showJournal} = await import('../../src/ui/screens/journal.js');
    const shown = await showRun(await session.context(), args.run, flags.state ?? []);
    const {limit, states} = flags;
    const view = {...(limit === undefined ? {} : {limit}), states};
    const rows = shown.rows.slice(0, limit);
    return {result: shownJson({...shown, rows}), show: (screen) => showJournal(screen, shown, view)};
  }
}
