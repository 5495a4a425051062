import {type Answer, Args, Flags, type Parsed, type Session, SoukCommand} from '../../src/ui/command.js';

export default class RunResult extends SoukCommand<typeof RunResult> {
  static override summary = 'A run as a table: what was to be written, and what became of it.';
  static override description =
    'Of an import the rows of its file, in its order and columns, while the file is as it was; else one row a variant in the columns of souk. With _status, _code, _message, _before and _after. With --failed only the rows to mend and import again. Writes FILE only.';
  static override examples = [
    '<%= config.bin %> run result R-31 --format csv',
    '<%= config.bin %> run result R-31 --failed --output retry.csv',
  ];
  static override args = {run: Args.string({description: 'Id of a run.', required: true})};
  static override flags = {
    format: Flags.option({
      summary: 'Format; default: by the ending of FILE, else csv.',
      options: ['csv', 'json'] as const,
    })(),
    output: Flags.string({char: 'o', summary: 'A file; default: standard output.', helpValue: 'FILE'}),
    failed: Flags.boolean({default: false, summary: 'Only the rows that did not get through.'}),
    force: Flags.boolean({default: false, summary: 'Replace the file if it is there.'}),
  };

  protected override async answer(session: Session, {flags, args}: Parsed<typeof RunResult>): Promise<Answer> {
    const {resultAnswer} = await import('../../src/ui/screens/run-result.js');
    return await resultAnswer(session, args.run, flags);
  }
}
