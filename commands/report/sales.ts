import {type Answer, Flags, type Parsed, type Session, SoukCommand} from '../../src/ui/command.js';
import {REPORT_FLAGS} from '../../src/ui/report-flags.js';

export default class ReportSales extends SoukCommand<typeof ReportSales> {
  static override summary = 'What was sold: orders, units, GMV, net sales, returns, AOV and margin.';
  static override description =
    'Reads what the store knows of orders, costs and tax; bring it up to date with `souk shop pull`. Writes nothing but the file of --output (or, with --open, a page in this folder). --explain says what each word means.';
  static override examples = [
    '<%= config.bin %> report sales --from 2026-10-01 --to 2026-11-01 --by week',
    '<%= config.bin %> report sales --last 6m --by month,shop --basis cash --output sales.html --open',
    '<%= config.bin %> report sales --currency EUR --rate USD=0.9214 --by product --format csv',
  ];
  static override flags = {
    ...REPORT_FLAGS,
    by: Flags.string({
      default: 'day',
      summary: 'What a row stands for: day, week, month, shop, product, sku, category; up to three.',
      helpValue: 'month,shop',
    }),
  };

  protected override async answer(session: Session, {flags}: Parsed<typeof ReportSales>): Promise<Answer> {
    const {answerSales} = await import('../../src/ui/screens/report-answer.js');
    return await answerSales(session, flags, flags.by);
  }
}
