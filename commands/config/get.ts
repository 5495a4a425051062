import {type Answer, Args, type Parsed, type Session, SoukCommand} from '../../src/ui/command.js';

export default class ConfigGet extends SoukCommand<typeof ConfigGet> {
  static override summary = 'One setting.';
  static override description = 'Reads settings.json in the home. Writes nothing.';
  static override examples = ['<%= config.bin %> config get shop', '<%= config.bin %> config get shop --json'];
  static override args = {key: Args.string({required: true, description: 'shop or database.'})};

  protected override async answer(session: Session, {args}: Parsed<typeof ConfigGet>): Promise<Answer> {
    const {settingsAt} = await import('../../src/ui/context.js');
    const value = await settingsAt(session.home).get(args.key);
    return {
      result: {key: args.key, value},
      show: (screen) => {
        screen.line(value ?? '');
      },
    };
  }
}
