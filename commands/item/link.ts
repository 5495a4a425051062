import {type Answer, Args, Flags, type Parsed, type Session, SHOP_FLAG, SoukCommand} from '../../src/ui/command.js';

export default class ItemLink extends SoukCommand<typeof ItemLink> {
  static override summary = 'Say which of your items a SKU sells, and how many of it.';
  static override description =
    'Costs, stock and profit join shops through such links. Writes the store; writes to no shop.';
  static override examples = [
    '<%= config.bin %> item link MUG-2PACK CUP-BLUE --pack 2',
    '<%= config.bin %> item link MUG-01 CUP-BLUE --shop main --json',
  ];
  static override args = {
    sku: Args.string({description: 'The SKU in the shop.', required: true}),
    item: Args.string({description: 'Your own code of the item.', required: true}),
  };
  static override flags = {
    ...SHOP_FLAG,
    pack: Flags.integer({
      summary: 'How many items one sold unit takes; default: as it is, else 1.',
      min: 1,
      max: 1_000_000,
    }),
  };

  protected override async answer(session: Session, {args, flags}: Parsed<typeof ItemLink>): Promise<Answer> {
    const {answerLink} = await import('../../src/ui/screens/fact.js');
    return await answerLink(session, {sku: args.sku, item: args.item, pack: flags.pack}, flags.shop);
  }
}
