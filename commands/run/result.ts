import {type Answer, Args, Flags, type Parsed, type Session, SoukCommand} from '../../src/ui/command.js';

export default class RunResult extends SoukCommand<typeof RunResult> {
  static override summary = 'Write a run as CSV: what was to be written, and what became of it.';
  static override description =
    'One row a change in order, with _status, _code, _message, _before and _after. With --failed only the rows to mend and import again. Writes FILE only.';
  static override examples = [
    '<%= config.bin %> run result R-31 --output result.csv',
    '<%= config.bin %> run result R-31 --failed --output retry.csv',
  ];
  static override args = {run: Args.string({description: 'Id of a run.', required: true})};
  static override flags = {
    output: Flags.string({char: 'o', summary: 'The file.', helpValue: 'FILE', required: true}),
    failed: Flags.boolean({default: false, summary: 'Only the rows that did not get through.'}),
    force: Flags.boolean({default: false, summary: 'Replace the file if it is there.'}),
  };

  protected override async answer(session: Session, {flags, args}: Parsed<typeof RunResult>): Promise<Answer> {
    const {writeResultFile} = await import('../../src/app/run/result-file.js');
    const {output, failed, force} = flags;
    const {rows} = await writeResultFile(await session.context(), args.run, output, {failed, force});
    return {
      result: {resultFile: flags.output, rows},
      show: (screen) => screen.say('run.result-written', {file: flags.output, rows}),
    };
  }
}
