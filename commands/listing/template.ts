import {DIALECT_NAMES} from '../../src/domain/catalog/choices.js';
import {type Answer, Flags, type Parsed, type Session, SoukCommand} from '../../src/ui/command.js';

export default class ListingTemplate extends SoukCommand<typeof ListingTemplate> {
  static override summary = 'Write an empty catalogue file to fill.';
  static override description = 'Writes the file, nothing to a shop.';
  static override examples = [
    '<%= config.bin %> listing template --output catalogue.csv',
    '<%= config.bin %> listing template --dialect shopify --output products.csv',
  ];
  static override flags = {
    dialect: Flags.option({options: DIALECT_NAMES, default: 'souk', summary: "The file's format."})(),
    output: Flags.string({char: 'o', required: true, summary: 'The file to write.', helpValue: 'FILE'}),
    force: Flags.boolean({default: false, summary: 'Replace the file if it is there.'}),
  };

  protected override async answer(session: Session, {flags}: Parsed<typeof ListingTemplate>): Promise<Answer> {
    const {writeTemplate} = await import('../../src/app/listing/template.js');
    const {dialect, output, force} = flags;
    const result = await writeTemplate(() => session.context(), {dialect, output, force});
    return {result, show: (screen) => screen.say('listing.template', {file: result.file, dialect: result.dialect})};
  }
}
