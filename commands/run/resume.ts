import {type Answer, Args, type Parsed, type Session, SoukCommand} from '../../src/ui/command.js';

export default class RunResume extends SoukCommand<typeof RunResume> {
  static override summary = 'Go on with a run that was stopped.';
  static override description =
    'Reads back what nobody knows, sends what was not sent, and verifies. Nothing is sent twice. Without an id: the only open run. Writes to the shop of the run.';
  static override examples = ['<%= config.bin %> run resume', '<%= config.bin %> run resume R-31 --json'];
  static override args = {run: Args.string({description: 'Id of a run; default: the only open one.'})};

  protected override async answer(session: Session, {args}: Parsed<typeof RunResume>): Promise<Answer> {
    const {resumeRun} = await import('../../src/app/run/resume.js');
    const {barWords, runAnswer} = await import('../../src/ui/screens/run.js');
    const context = await session.context();
    return runAnswer(await resumeRun(context, args.run, barWords(session)), session.io.json);
  }
}
