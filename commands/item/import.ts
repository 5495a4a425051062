import {type Answer, Args, type Parsed, type Session, SoukCommand} from '../../src/ui/command.js';
import {FACT_IMPORT_FLAGS} from '../../src/ui/fact-flags.js';

export default class ItemImport extends SoukCommand<typeof ItemImport> {
  static override summary = 'Read items from a CSV file.';
  static override description =
    'Columns, in any order: item, sku, pack, supplier, moq, pack_size, weight_g. An empty cell leaves alone what is known; __CLEAR__ clears it. Writes the store, and FILE.errors.csv when rows are refused; writes to no shop.';
  static override examples = [
    '<%= config.bin %> item import items.csv',
    '<%= config.bin %> item import items.csv --shop main --on-error skip-rows --json',
  ];
  static override args = {file: Args.string({description: 'The CSV file.', required: true})};
  static override flags = {...FACT_IMPORT_FLAGS};

  protected override async answer(session: Session, {args, flags}: Parsed<typeof ItemImport>): Promise<Answer> {
    const {answerImport} = await import('../../src/ui/screens/fact.js');
    return await answerImport(session, 'items', args.file, flags);
  }
}
