import {type Answer, Args, type Parsed, type Session, SoukCommand} from '../../src/ui/command.js';
import {FACT_IMPORT_FLAGS} from '../../src/ui/fact-flags.js';

export default class SupplyImport extends SoukCommand<typeof SupplyImport> {
  static override summary = 'Read supply facts from a CSV file.';
  static override description =
    'Columns, in any order: sku, on_order, lead_time_days, replenishable, season_end, salvage_value, holding_cost_day, received_on. An empty cell leaves alone what is known; __CLEAR__ clears it. Writes the store, and FILE.errors.csv when rows are refused; writes to no shop.';
  static override examples = [
    '<%= config.bin %> supply import supply.csv',
    '<%= config.bin %> supply import supply.csv --shop main --on-error skip-rows --json',
  ];
  static override args = {file: Args.string({description: 'The CSV file.', required: true})};
  static override flags = {...FACT_IMPORT_FLAGS};

  protected override async answer(session: Session, {args, flags}: Parsed<typeof SupplyImport>): Promise<Answer> {
    const {answerImport} = await import('../../src/ui/screens/fact.js');
    return await answerImport(session, 'supply', args.file, flags);
  }
}
