import {type Answer, Flags, type Parsed, type Session, SHOP_FLAG, SoukCommand} from '../../../src/ui/command.js';

export default class PriceTestHoldout extends SoukCommand<typeof PriceTestHoldout> {
  static override summary = 'Set SKUs aside that keep their prices, to see what the rules bring.';
  static override description =
    'Draws a share of the SKUs that sell, alike in revenue, before the first night, and says how long an answer takes. Writes the store only; souk report price compares. They are held until souk price test stop.';
  static override examples = [
    '<%= config.bin %> price test holdout --dry-run',
    '<%= config.bin %> price test holdout --share 10% --yes',
  ];
  static override flags = {
    ...SHOP_FLAG,
    share: Flags.string({default: '10%', summary: 'Share of the SKUs that sell.', helpValue: '10%'}),
    seed: Flags.integer({default: 1, summary: 'Draws who is set aside.'}),
    'dry-run': Flags.boolean({default: false, summary: 'Show what it would take and start nothing.'}),
  };

  protected override async answer(session: Session, {flags}: Parsed<typeof PriceTestHoldout>): Promise<Answer> {
    const {startHoldout} = await import('../../../src/ui/screens/experiment-start.js');
    return await startHoldout(session, flags);
  }
}
