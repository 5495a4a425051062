import {type Answer, Args, type Parsed, type Session, SoukCommand} from '../../src/ui/command.js';

export default class ConnectorLink extends SoukCommand<typeof ConnectorLink> {
  static override summary = 'Use a connector that souk does not bring.';
  static override description =
    'Links the folder of an oclif plug-in with a hook `connectors`. Its code runs with all your rights: link only what you trust. Writes no shop.';
  static override examples = [
    '<%= config.bin %> connector link ./souk-connector-json-file',
    '<%= config.bin %> connector link ./node_modules/souk-connector-mine --json',
  ];
  static override args = {folder: Args.string({required: true, description: 'The folder of its package.json.'})};

  protected override async answer(session: Session, {args}: Parsed<typeof ConnectorLink>): Promise<Answer> {
    const {linksAt} = await import('../../src/ui/context.js');
    const link = await linksAt(session.config.dataDir).add(args.folder);
    return {result: link, show: (screen) => screen.say('connector.linked', {name: link.name, folder: link.root})};
  }
}
