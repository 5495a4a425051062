import {type Answer, Args, Flags, type Parsed, type Session, SHOP_FLAG, SoukCommand} from '../../src/ui/command.js';

export default class PriceHistory extends SoukCommand<typeof PriceHistory> {
  static override summary = 'Every price a SKU has had.';
  static override description =
    'The price ledger. --lowest 30d gives the lowest price before now, or before the running promotion was announced: what a reduction is measured by in the EU. --sold gives the lowest price really paid in the seven days before: what counts in China. Writes nothing.';
  static override examples = [
    '<%= config.bin %> price history MUG-01',
    '<%= config.bin %> price history MUG-01 --lowest 30d --json',
    '<%= config.bin %> price history MUG-01 --lowest 30d --announced 2026-11-20',
  ];
  static override args = {sku: Args.string({required: true, description: 'The SKU.'})};
  static override flags = {
    ...SHOP_FLAG,
    lowest: Flags.string({summary: 'The lowest price of so many days.', helpValue: '30d'}),
    sold: Flags.boolean({default: false, summary: 'The lowest price paid in the seven days before, or the last one.'}),
    announced: Flags.string({
      summary: 'When a reduction is announced, in the shop’s time; default: now.',
      helpValue: 'DATE',
    }),
  };

  protected override async answer(session: Session, {flags, args}: Parsed<typeof PriceHistory>): Promise<Answer> {
    const {priceHistory} = await import('../../src/app/price/history.js');
    const {historyJson, showHistory} = await import('../../src/ui/screens/price.js');
    const history = await priceHistory(await session.context(), {
      shop: flags.shop,
      sku: args.sku,
      sold: flags.sold,
      ...(flags.announced === undefined ? {} : {announced: flags.announced}),
      ...(flags.lowest === undefined ? {} : {lowest: flags.lowest}),
    });
    return {result: historyJson(history), show: (screen) => showHistory(screen, history)};
  }
}
