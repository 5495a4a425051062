import {type Answer, Args, Flags, type Parsed, type Session, SHOP_FLAG, SoukCommand} from '../../src/ui/command.js';

export default class PricePin extends SoukCommand<typeof PricePin> {
  static override summary = 'Hold a price where it is.';
  static override description =
    'No rule, file or promotion moves a pinned price. Writes the store only, nothing in the shop.';
  static override examples = [
    '<%= config.bin %> price pin MUG-01 --until 2026-12-24',
    '<%= config.bin %> price pin MUG-01 --off',
  ];
  static override args = {sku: Args.string({required: true, description: 'The SKU.'})};
  static override flags = {
    ...SHOP_FLAG,
    until: Flags.string({
      summary: 'The last day, or an instant, in the shop’s zone; default: until it is taken off.',
      helpValue: 'DATE',
      exclusive: ['off'],
    }),
    reason: Flags.string({summary: 'Why, for the one who asks later.', default: ''}),
    off: Flags.boolean({default: false, summary: 'Let the price go again.'}),
  };

  protected override async answer(session: Session, {flags, args}: Parsed<typeof PricePin>): Promise<Answer> {
    const {pinPrice} = await import('../../src/app/price/pin.js');
    const {pinnedJson, showPinned} = await import('../../src/ui/screens/price.js');
    const pinned = await pinPrice(await session.context(), {
      shop: flags.shop,
      sku: args.sku,
      reason: flags.reason,
      off: flags.off,
      ...(flags.until === undefined ? {} : {until: flags.until}),
    });
    return {result: pinnedJson(pinned), show: (screen) => showPinned(screen, pinned)};
  }
}
