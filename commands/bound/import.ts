import {type Answer, Args, type Parsed, type Session, SoukCommand} from '../../src/ui/command.js';
import {FACT_IMPORT_FLAGS} from '../../src/ui/fact-flags.js';

export default class BoundImport extends SoukCommand<typeof BoundImport> {
  static override summary = 'Read floors and ceilings from a CSV file.';
  static override description =
    'Columns, in any order: sku, list_price, min_price, max_price, map_price, msrp. An empty cell leaves alone what is known; __CLEAR__ clears it. Writes the store, and FILE.errors.csv when rows are refused; writes to no shop.';
  static override examples = [
    '<%= config.bin %> bound import bounds.csv',
    '<%= config.bin %> bound import bounds.csv --shop main --on-error skip-rows --json',
  ];
  static override args = {file: Args.string({description: 'The CSV file.', required: true})};
  static override flags = {...FACT_IMPORT_FLAGS};

  protected override async answer(session: Session, {args, flags}: Parsed<typeof BoundImport>): Promise<Answer> {
    const {answerImport} = await import('../../src/ui/screens/fact.js');
    return await answerImport(session, 'bounds', args.file, flags);
  }
}
