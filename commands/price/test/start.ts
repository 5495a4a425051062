import {type Answer, Flags, type Parsed, type Session, SHOP_FLAG, SoukCommand} from '../../../src/ui/command.js';

export default class PriceTestStart extends SoukCommand<typeof PriceTestStart> {
  static override summary = 'Start a price test, after saying how many days it needs.';
  static override description =
    'Pairs SKUs of a category that sell alike; one of each pair is priced higher, the other lower, and they swap. Refused where it would take too long. Writes the store; the prices are set by the nights, through every guard.';
  static override examples = [
    '<%= config.bin %> price test start --where category=Mugs --dry-run',
    '<%= config.bin %> price test start --where category=Mugs --step 10% --max-days 60d --yes',
  ];
  static override flags = {
    ...SHOP_FLAG,
    where: Flags.string({summary: 'Which offers; default: all that can be tested.', helpValue: 'CONDITIONS'}),
    step: Flags.string({default: '8%', summary: 'So much higher and lower, 11% at most.', helpValue: '8%'}),
    precision: Flags.string({default: '0.5', summary: 'Standard deviation of the elasticity.', helpValue: '0.5'}),
    period: Flags.string({default: '14d', summary: 'Days until the prices swap.', helpValue: '14d'}),
    'max-days': Flags.string({default: '120d', summary: 'A test that needs more days is refused.', helpValue: '120d'}),
    seed: Flags.integer({default: 1, summary: 'Draws who begins with the higher price.'}),
    'dry-run': Flags.boolean({default: false, summary: 'Show what it would take and start nothing.'}),
  };

  protected override async answer(session: Session, {flags}: Parsed<typeof PriceTestStart>): Promise<Answer> {
    const {startTest} = await import('../../../src/ui/screens/experiment-start.js');
    return await startTest(session, flags);
  }
}
