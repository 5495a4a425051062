import {type Answer, type Session, SoukCommand} from '../../src/ui/command.js';

export default class ConfigList extends SoukCommand<typeof ConfigList> {
  static override summary = 'The settings.';
  static override description = 'Reads settings.json in the home. Writes nothing.';
  static override examples = ['<%= config.bin %> config list', '<%= config.bin %> config list --json'];

  protected override async answer(session: Session): Promise<Answer> {
    const {settingsAt} = await import('../../src/ui/context.js');
    const settings = await settingsAt(session.home).read();
    const rows = Object.entries(settings).map(([key, value]) => [key, String(value)]);
    return {
      result: {home: session.home, settings},
      show: (screen) => {
        screen.say('config.head', {home: session.home, count: rows.length});
        if (rows.length > 0) screen.table([{label: 'SETTING'}, {label: 'VALUE', shrink: true}], rows);
      },
    };
  }
}
