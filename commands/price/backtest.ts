import {type Answer, Flags, type Parsed, type Session, SHOP_FLAG, SoukCommand} from '../../src/ui/command.js';
import {OUTPUT_FLAGS} from '../../src/ui/report-flags.js';

export default class PriceBacktest extends SoukCommand<typeof PriceBacktest> {
  static override summary = 'What today’s rules would have brought in the past.';
  static override description =
    'Replays the rules night by night over what was recorded, with what was known each night only, and compares them with what was done, with holding every price, with cost + 30 % and with matching the lowest rival. Expected units are those of the demand as it fits the past. Writes nothing but the file of --output (or, with --open, a page in this folder).';
  static override examples = [
    '<%= config.bin %> price backtest --from 2026-01-01 --to 2026-04-01',
    '<%= config.bin %> price backtest --last 60d --rules draft.yaml --output backtest.html --open',
  ];
  static override flags = {
    ...SHOP_FLAG,
    from: Flags.string({summary: 'First night.', helpValue: '2026-01-01', exclusive: ['last']}),
    to: Flags.string({summary: 'First night no longer replayed; default: tonight.', helpValue: '2026-04-01'}),
    last: Flags.string({summary: 'Instead of --from: 30d (the default), 12w, 6m, 1y.', helpValue: '60d'}),
    rules: Flags.string({summary: 'A rules file instead of the shop’s own.', helpValue: 'FILE'}),
    ...OUTPUT_FLAGS,
  };

  protected override async answer(session: Session, {flags}: Parsed<typeof PriceBacktest>): Promise<Answer> {
    const {answerBacktest} = await import('../../src/ui/screens/backtest-answer.js');
    return await answerBacktest(session, flags);
  }
}
