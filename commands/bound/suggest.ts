import {type Answer, Flags, type Parsed, type Session, SHOP_FLAG, SoukCommand} from '../../src/ui/command.js';

export default class BoundSuggest extends SoukCommand<typeof BoundSuggest> {
  static override summary = 'Write a sheet of floors and ceilings to look through and import.';
  static override description =
    'A floor is the price that earns the margin after cost, fees, returns and tax; a ceiling is twice the regular price. Writes the file of --output and nothing else.';
  static override examples = [
    '<%= config.bin %> bound suggest --margin 15% --output suggested.csv',
    '<%= config.bin %> bound suggest --shop main --margin 0.2 -o suggested.csv --force --json',
  ];
  static override flags = {
    ...SHOP_FLAG,
    margin: Flags.string({
      summary: 'Least margin on the net price, as a percentage or a fraction.',
      required: true,
      helpValue: '15%',
    }),
    output: Flags.string({char: 'o', summary: 'Where to write the sheet.', required: true, helpValue: 'FILE'}),
    force: Flags.boolean({default: false, summary: 'Replace the file if it is there.'}),
  };

  protected override async answer(session: Session, {flags}: Parsed<typeof BoundSuggest>): Promise<Answer> {
    const {answerSuggest} = await import('../../src/ui/screens/fact.js');
    return await answerSuggest(session, flags);
  }
}
