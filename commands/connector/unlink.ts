import {type Answer, Args, type Parsed, type Session, SoukCommand} from '../../src/ui/command.js';

export default class ConnectorUnlink extends SoukCommand<typeof ConnectorUnlink> {
  static override summary = 'Use a linked connector no more.';
  static override description = 'Takes the link away; its folder stays as it is. Writes no shop, and forgets none.';
  static override examples = [
    '<%= config.bin %> connector unlink souk-connector-json-file',
    '<%= config.bin %> connector unlink souk-connector-json-file --json',
  ];
  static override args = {name: Args.string({required: true, description: 'The name of its package.'})};

  protected override async answer(session: Session, {args}: Parsed<typeof ConnectorUnlink>): Promise<Answer> {
    const {linksAt} = await import('../../src/ui/context.js');
    const link = await linksAt(session.config.dataDir).remove(args.name);
    return {result: link, show: (screen) => screen.say('connector.unlinked', {name: link.name})};
  }
}
