import {type Answer, type Parsed, type Session, SHOPS_FLAG, SoukCommand, WRITE_FLAGS} from '../../src/ui/command.js';

export default class PromoTick extends SoukCommand<typeof PromoTick> {
  static override summary = 'Switch the promotions that are due.';
  static override description =
    'Reads the listings, makes one plan a shop of the prices to set and to take back, shows it, asks, writes it to the shop, and reads it back. Missed switches are caught up.';
  static override examples = ['<%= config.bin %> promo tick', '<%= config.bin %> promo tick --shop main --dry-run'];
  static override flags = {...SHOPS_FLAG, ...WRITE_FLAGS};

  protected override async answer(session: Session, {flags}: Parsed<typeof PromoTick>): Promise<Answer> {
    const [{findShops}, {tickShops}] = await Promise.all([
      import('../../src/app/shop/find.js'),
      import('../../src/ui/screens/promotion-tick.js'),
    ]);
    const context = await session.context();
    return await tickShops(session, context, await findShops(context, flags.shop), flags);
  }
}
