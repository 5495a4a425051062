import {type Answer, type Session, SoukCommand} from '../src/ui/command.js';

export default class Demo extends SoukCommand<typeof Demo> {
  static override summary = 'The whole main job on the practice shop, from import to report.';
  static override description =
    'Import, reprice, promotion, 30 simulated days, undo, report. Prints each command it runs, so that the demo is the tutorial. Writes a throw-away home of its own and nothing else; no account, no network.';
  static override examples = ['<%= config.bin %> demo', '<%= config.bin %> demo --json'];

  protected override async answer(session: Session): Promise<Answer> {
    const [{runDemo}, {screenOf}] = await Promise.all([import('../src/ui/demo.js'), import('../src/ui/screen.js')]);
    const result = await runDemo(session, session.io.json ? null : screenOf(session.io, session.language));
    return {
      result,
      show: (screen) => {
        screen.line();
        screen.say('demo.end', {file: result.report, home: result.home});
      },
    };
  }
}
