import {type Answer, Args, type Parsed, type Session, SoukCommand} from '../../src/ui/command.js';
import {FACT_IMPORT_FLAGS} from '../../src/ui/fact-flags.js';

export default class FeeImport extends SoukCommand<typeof FeeImport> {
  static override summary = 'Read fee schedules from a CSV file.';
  static override description =
    'Columns, in any order: sku, category, up_to, rate, fixed, minimum, marginal, effective_from. A row is one step: of a SKU, else of a category and those below it, else of the whole shop; up_to empty: for all prices above. The rows of a SKU or category with one effective_from take the place of those souk knew. A file with a refused row is taken by no --on-error. A cost row with fees of its own goes first, the fees of pricing.yaml go last. Writes the store, and FILE.errors.csv when rows are refused; writes to no shop.';
  static override examples = [
    '<%= config.bin %> fee import fees.csv',
    '<%= config.bin %> fee import fees.csv --shop main --on-error skip-rows --json',
  ];
  static override args = {file: Args.string({description: 'The CSV file.', required: true})};
  static override flags = {...FACT_IMPORT_FLAGS};

  protected override async answer(session: Session, {args, flags}: Parsed<typeof FeeImport>): Promise<Answer> {
    const {answerImport} = await import('../../src/ui/screens/fact.js');
    return await answerImport(session, 'fees', args.file, flags);
  }
}
