import {type Answer, Args, type Parsed, type Session, SoukCommand} from '../../src/ui/command.js';

export default class RunAbandon extends SoukCommand<typeof RunAbandon> {
  static override summary = 'Close a run that will not be finished.';
  static override description =
    'Reads back what nobody knows and gives up what was not sent; the shop is free for the next run. Reads the shop; writes the journal only.';
  static override examples = ['<%= config.bin %> run abandon R-31', '<%= config.bin %> run abandon --json'];
  static override args = {run: Args.string({description: 'Id of a run; default: the only open one.'})};

  protected override async answer(session: Session, {args}: Parsed<typeof RunAbandon>): Promise<Answer> {
    const {abandonRun} = await import('../../src/app/run/resume.js');
    const {runAnswer} = await import('../../src/ui/screens/run.js');
    return runAnswer(await abandonRun(await session.context(), args.run), session.io.json);
  }
}
