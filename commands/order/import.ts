import {type Answer, Args, type Parsed, type Session, SoukCommand} from '../../src/ui/command.js';
import {FACT_IMPORT_FLAGS} from '../../src/ui/fact-flags.js';

export default class OrderImport extends SoukCommand<typeof OrderImport> {
  static override summary = 'Read orders from a CSV file.';
  static override description =
    'Columns, in any order: order_id, line_id, ordered_at, sku, quantity, unit_price, discount, tax, shipping, fee, currency, country, customer_id, status. An empty cell leaves alone what is known; __CLEAR__ clears it. Only these columns are read; a customer is kept as a keyed hash, and names, phones and addresses not at all. Writes the store, and FILE.errors.csv when rows are refused; writes to no shop.';
  static override examples = [
    '<%= config.bin %> order import orders.csv',
    '<%= config.bin %> order import orders.csv --shop main --on-error skip-rows --json',
  ];
  static override args = {file: Args.string({description: 'The CSV file.', required: true})};
  static override flags = {...FACT_IMPORT_FLAGS};

  protected override async answer(session: Session, {args, flags}: Parsed<typeof OrderImport>): Promise<Answer> {
    const {answerImport} = await import('../../src/ui/screens/fact.js');
    return await answerImport(session, 'orders', args.file, flags);
  }
}
