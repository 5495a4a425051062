import {type Answer, Args, type Parsed, type Session, SHOP_FLAG, SoukCommand} from '../../src/ui/command.js';

export default class PromoShow extends SoukCommand<typeof PromoShow> {
  static override summary = 'Show a promotion and its prices, offer by offer.';
  static override description = 'Writes nothing.';
  static override examples = [
    '<%= config.bin %> promo show PR-1',
    '<%= config.bin %> promo show PR-1 --shop main --json',
  ];
  static override args = {id: Args.string({required: true, description: 'The promotion.'})};
  static override flags = {...SHOP_FLAG};

  protected override async answer(session: Session, {args, flags}: Parsed<typeof PromoShow>): Promise<Answer> {
    const [{findShop}, {showPromotion}, {shownAnswer}] = await Promise.all([
      import('../../src/app/shop/find.js'),
      import('../../src/app/promotion/view.js'),
      import('../../src/ui/screens/promotion-list.js'),
    ]);
    const context = await session.context();
    const shop = await findShop(context, flags.shop);
    return shownAnswer(shop, await showPromotion(context, shop, args.id));
  }
}
