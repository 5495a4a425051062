import {type Answer, Args, Flags, type Parsed, type Session, SHOP_FLAG, SoukCommand} from '../../src/ui/command.js';

export default class PriceWhy extends SoukCommand<typeof PriceWhy> {
  static override summary = 'Why a price is what it is, and what the next repricing would make of it.';
  static override description =
    'What each strategy proposes and from which facts, which one the rules choose, every guard with its number; what is known of how it sells and of its rivals, and what would have to change for another price. Writes nothing.';
  static override examples = [
    '<%= config.bin %> price why MUG-01',
    '<%= config.bin %> price why MUG-01 --shop main --rules draft.yaml --json',
  ];
  static override args = {sku: Args.string({required: true, description: 'The SKU.'})};
  static override flags = {
    ...SHOP_FLAG,
    rules: Flags.string({summary: 'A rules file instead of the shop’s own.', helpValue: 'FILE'}),
  };

  protected override async answer(session: Session, {flags, args}: Parsed<typeof PriceWhy>): Promise<Answer> {
    const {whyPrice} = await import('../../src/app/price/why.js');
    const {showWhy, whyJson} = await import('../../src/ui/screens/price-why.js');
    const why = await whyPrice(await session.context(), {
      shop: flags.shop,
      sku: args.sku,
      ...(flags.rules === undefined ? {} : {rules: flags.rules}),
    });
    return {result: whyJson(why), show: (screen) => showWhy(screen, why)};
  }
}
