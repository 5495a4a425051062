import {
  type Answer,
  Args,
  Flags,
  type Parsed,
  requireFlags,
  type Session,
  SHOP_FLAG,
  SoukCommand,
} from '../../src/ui/command.js';
import {WISH_FLAGS} from '../../src/ui/promotion-flags.js';

export default class PromoCheck extends SoukCommand<typeof PromoCheck> {
  static override summary = 'Find conflicts and losses of promotions before they start.';
  static override description =
    'Checks stored promotions, or, before they are added, those of a file or of flags. Errors end in exit 5. Writes nothing.';
  static override examples = [
    '<%= config.bin %> promo check --file promotions.yaml',
    `<%= config.bin %> promo check --name "Mug days" --percent 15 --where 'category=Mugs' --to 2026-11-30`,
  ];
  static override args = {id: Args.string({description: 'A stored promotion; default: all that are not over.'})};
  static override usage = [
    'promo check [ID] [--shop NAME]',
    'promo check --file FILE [--shop NAME]',
    'promo check --percent 15|--amount 2.00 --sku SKU...|--where COND|--all --to DATE [--from DATE]',
  ];
  static override flags = {
    ...SHOP_FLAG,
    ...WISH_FLAGS,
    file: Flags.string({summary: 'Check all promotions of a promotions.yaml.', helpValue: 'FILE'}),
  };

  protected override async answer(session: Session, {args, flags}: Parsed<typeof PromoCheck>): Promise<Answer> {
    const wished = flags.file !== undefined || flags.percent !== undefined || flags.amount !== undefined;
    if (wished && flags.file === undefined) requireFlags((['to'] as const).filter((name) => flags[name] === undefined));
    const [{findShop}, {addPromotions}, {checkStored}, {readWishes}, {acceptCommand, checkedAnswer}] =
      await Promise.all([
        import('../../src/app/shop/find.js'),
        import('../../src/app/promotion/add.js'),
        import('../../src/app/promotion/check-stored.js'),
        import('../../src/app/promotion/wishes.js'),
        import('../../src/ui/screens/promotion.js'),
      ]);
    const context = await session.context();
    const shop = await findShop(context, flags.shop);
    if (!wished) return checkedAnswer(shop, await checkStored(context, shop, args.id));
    const {checked, notes} = await addPromotions(context, shop, await readWishes(shop, flags), {store: false});
    return checkedAnswer(shop, checked, notes, acceptCommand(session, flags));
  }
}
