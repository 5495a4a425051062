import {type Answer, Args, type Parsed, type Session, SoukCommand} from '../../src/ui/command.js';

export default class ConfigSet extends SoukCommand<typeof ConfigSet> {
  static override summary = 'Change one setting.';
  static override description = 'Writes settings.json in the home (mode 0600). Secrets do not belong there.';
  static override examples = ['<%= config.bin %> config set shop main', '<%= config.bin %> config set shop ""'];
  static override args = {
    key: Args.string({required: true, description: 'shop, database or run-minutes.'}),
    value: Args.string({required: true, description: 'The value; an empty one takes the setting away.'}),
  };

  protected override async answer(session: Session, {args}: Parsed<typeof ConfigSet>): Promise<Answer> {
    const {settingsAt} = await import('../../src/ui/context.js');
    const settings = settingsAt(session.home);
    if (args.key === 'shop' && args.value !== '') {
      const {findShop} = await import('../../src/app/shop/find.js');
      await findShop(await session.context(), args.value);
    }
    const before = await settings.get(args.key);
    await settings.set(args.key, args.value);
    const value = await settings.get(args.key);
    return {
      result: {key: args.key, before, value},
      show: (screen) => screen.say('config.set', {key: args.key, before: before ?? '–', value: value ?? '–'}),
    };
  }
}
