import {
  type Answer,
  Flags,
  type Parsed,
  type Session,
  SHOPS_FLAG,
  SoukCommand,
  WRITE_FLAGS,
} from '../../src/ui/command.js';

export default class PriceAdjust extends SoukCommand<typeof PriceAdjust> {
  static override summary = 'Move many prices by a percentage or an amount.';
  static override description =
    'Makes one plan a shop, asks, and writes the prices. Prices that would leave their known bounds are held and listed.';
  static override examples = [
    '<%= config.bin %> price adjust --by +5% --where "category=Mugs and stock>0"',
    '<%= config.bin %> price adjust --by=-2.00 --where "vendor=Acme" --dry-run',
  ];
  static override flags = {
    ...SHOPS_FLAG,
    ...WRITE_FLAGS,
    by: Flags.string({summary: 'The step, with its sign.', required: true, helpValue: '+5%|-2.00'}),
    where: Flags.string({summary: 'Which offers; default: all with a price.', helpValue: 'CONDITIONS'}),
    round: Flags.boolean({default: false, summary: 'Bring the prices to the endings of the rules.'}),
    'override-bounds': Flags.boolean({
      default: false,
      summary: 'Pass known floors and ceilings; the journal names them.',
    }),
  };

  protected override async answer(session: Session, {flags}: Parsed<typeof PriceAdjust>): Promise<Answer> {
    const {adjustPrices} = await import('../../src/app/price/adjust.js');
    const {writePlans} = await import('../../src/ui/write.js');
    const context = await session.context();
    const plans = await adjustPrices(context, {
      shops: flags.shop,
      by: flags.by,
      round: flags.round,
      overrideBounds: flags['override-bounds'],
      ...(flags.where === undefined ? {} : {where: flags.where}),
    });
    return await writePlans(session, context, plans, flags);
  }
}
