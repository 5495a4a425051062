import {
  type Answer,
  Flags,
  type Parsed,
  requireFlags,
  type Session,
  SHOP_FLAG,
  SoukCommand,
} from '../../src/ui/command.js';
import {WISH_FLAGS} from '../../src/ui/promotion-flags.js';

export default class PromoAdd extends SoukCommand<typeof PromoAdd> {
  static override summary = 'Add a promotion: a discount with a window.';
  static override description =
    'Checks it first; errors stop it (exit 5). Writes the promotion to the store only: prices are set at its start by souk promo tick or souk nightly, and taken back at its end.';
  static override examples = [
    `<%= config.bin %> promo add --name "Mug days" --percent 15 --where 'category=Mugs' --from 2026-11-27 --to 2026-11-30`,
    '<%= config.bin %> promo add --file promotions.yaml --shop main',
  ];
  static override usage = [
    'promo add --name NAME --percent 15|--amount 2.00 --sku SKU...|--where COND|--all --to DATE [--from DATE]',
    'promo add --file FILE [--shop NAME]',
  ];
  static override flags = {
    ...SHOP_FLAG,
    ...WISH_FLAGS,
    file: Flags.string({
      summary: 'Add all promotions of a promotions.yaml.',
      helpValue: 'FILE',
      exclusive: Object.keys(WISH_FLAGS).filter((name) => name !== 'strike'),
    }),
  };

  protected override async answer(session: Session, {flags}: Parsed<typeof PromoAdd>): Promise<Answer> {
    if (flags.file === undefined) requireFlags((['name', 'to'] as const).filter((name) => flags[name] === undefined));
    const [{findShop}, {addPromotions}, {readWishes}, {acceptCommand, addedAnswer, offerTick}] = await Promise.all([
      import('../../src/app/shop/find.js'),
      import('../../src/app/promotion/add.js'),
      import('../../src/app/promotion/wishes.js'),
      import('../../src/ui/screens/promotion.js'),
    ]);
    const context = await session.context();
    const shop = await findShop(context, flags.shop);
    const added = await addPromotions(context, shop, await readWishes(shop, flags), {store: true});
    return (await offerTick(session, context, added)) ?? addedAnswer(added, acceptCommand(session, flags));
  }
}
