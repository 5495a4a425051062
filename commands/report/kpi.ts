import {type Answer, type Parsed, type Session, SoukCommand} from '../../src/ui/command.js';
import {REPORT_FLAGS} from '../../src/ui/report-flags.js';

export default class ReportKpi extends SoukCommand<typeof ReportKpi> {
  static override summary = 'The key figures beside those of the period before.';
  static override description =
    'GMV, net sales, orders, AOV, units, return rate and gross margin of all shops together. Writes nothing but the file of --output (or, with --open, a page in this folder). --explain says what each word means.';
  static override examples = [
    '<%= config.bin %> report kpi --last 7d',
    '<%= config.bin %> report kpi --from 2026-10-01 --to 2026-11-01 --shop main --format json --output october.json',
  ];
  static override flags = REPORT_FLAGS;

  protected override async answer(session: Session, {flags}: Parsed<typeof ReportKpi>): Promise<Answer> {
    const {answerKpi} = await import('../../src/ui/screens/report-answer.js');
    return await answerKpi(session, flags);
  }
}
