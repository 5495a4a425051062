import {
  type Answer,
  Args,
  Flags,
  type Parsed,
  type Session,
  SHOP_FLAG,
  SoukCommand,
  WRITE_FLAGS,
} from '../../src/ui/command.js';

const {only: _only, limit: _limit, canary: _canary, ...ONE_ROW_FLAGS} = WRITE_FLAGS;

export default class PriceSet extends SoukCommand<typeof PriceSet> {
  static override summary = 'Set one price by hand.';
  static override description =
    'Makes a plan of one change, asks, and writes the price to the shop. Your figure is not stepped or rounded, but stays inside the known bounds.';
  static override examples = [
    '<%= config.bin %> price set MUG-01 12.50',
    '<%= config.bin %> price set MUG-01 9.90 --compare-at 12.50 --shop main --yes',
  ];
  static override args = {
    sku: Args.string({required: true, description: 'The SKU.'}),
    price: Args.string({required: true, description: 'The price, in the shop’s currency.'}),
  };
  static override flags = {
    ...SHOP_FLAG,
    ...ONE_ROW_FLAGS,
    'compare-at': Flags.string({summary: 'The struck-through price, or none.', helpValue: 'PRICE|none'}),
    'override-bounds': Flags.boolean({default: false, summary: 'Pass a known floor or ceiling; the journal names it.'}),
  };

  protected override async answer(session: Session, {flags, args}: Parsed<typeof PriceSet>): Promise<Answer> {
    const {setPrice} = await import('../../src/app/price/set.js');
    const {writePlans} = await import('../../src/ui/write.js');
    const context = await session.context();
    const plan = await setPrice(context, {
      shop: flags.shop,
      sku: args.sku,
      price: args.price,
      overrideBounds: flags['override-bounds'],
      ...(flags['compare-at'] === undefined ? {} : {compareAt: flags['compare-at']}),
    });
    return await writePlans(session, context, [plan], flags);
  }
}
