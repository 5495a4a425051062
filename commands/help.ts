import {type Answer, Args, type Parsed, type Session, SoukCommand} from '../src/ui/command.js';

export default class HelpPage extends SoukCommand<typeof HelpPage> {
  static override summary = 'How a command is used; without one, what there is.';
  static override description = 'The same as --help behind the command. Writes nothing.';
  static override examples = ['<%= config.bin %> help reprice', '<%= config.bin %> help run apply'];
  static override args = {
    command: Args.string({multiple: true, required: false, description: 'A command or a topic.'}),
  };

  protected override async answer(session: Session, {args}: Parsed<typeof HelpPage>): Promise<Answer> {
    const {helpPage} = await import('../src/ui/help.js');
    const words = args.command ?? [];
    const text = await helpPage(session.config, words, !session.io.terminal);
    return {result: {command: words.join(' '), text}, show: (screen) => screen.line(text)};
  }
}
