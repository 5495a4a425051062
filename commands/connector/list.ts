import {type Answer, type Session, SoukCommand} from '../../src/ui/command.js';

export default class ConnectorList extends SoukCommand<typeof ConnectorList> {
  static override summary = 'List linked connectors.';
  static override description = 'Shows what each brings, or why it brings nothing. Writes nothing.';
  static override examples = ['<%= config.bin %> connector list', '<%= config.bin %> connector list --json'];

  protected override async answer(session: Session): Promise<Answer> {
    const [{linkedConnectors}, {connectorJson}] = await Promise.all([
      import('../../src/ui/connectors.js'),
      import('../../src/ui/screens/connectors.js'),
    ]);
    const connectors = await linkedConnectors(session.config);
    return {
      result: {connectors: connectors.map((each) => connectorJson(each, session.language))},
      show: (screen) => {
        if (connectors.length === 0) screen.say('connector.none', {});
        else
          screen.table(
            [{label: 'PLATFORM'}, {label: 'PACKAGE'}, {label: 'FOLDER', shrink: true}, {label: 'NOTE', shrink: true}],
            connectors.map(({name, root, platforms, fault}) => [
              platforms.join(', '),
              name,
              root,
              fault === null ? '' : screen.words(fault).text,
            ]),
          );
      },
    };
  }
}
