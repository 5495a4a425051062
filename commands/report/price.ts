import {type Answer, type Parsed, type Session, SHOP_FLAG, SoukCommand} from '../../src/ui/command.js';
import {OUTPUT_FLAGS} from '../../src/ui/report-flags.js';

export default class ReportPrice extends SoukCommand<typeof ReportPrice> {
  static override summary = 'What prices by the rules earn beside old ones.';
  static override description =
    'Compares the SKUs that souk price test holdout set aside with all others: profit a day before and since, and the uplift with its interval. Writes nothing but the file of --output (or, with --open, a page in this folder).';
  static override examples = [
    '<%= config.bin %> report price',
    '<%= config.bin %> report price --shop main --json',
    '<%= config.bin %> report price --output rules.html --open',
  ];
  static override flags = {...SHOP_FLAG, ...OUTPUT_FLAGS};

  protected override async answer(session: Session, {flags}: Parsed<typeof ReportPrice>): Promise<Answer> {
    const {answerPriceReport} = await import('../../src/ui/screens/report-price-answer.js');
    return await answerPriceReport(session, flags);
  }
}
