import {type Answer, Flags, type Parsed, type Session, SHOPS_FLAG, SoukCommand} from '../../src/ui/command.js';

export default class PromoCalendar extends SoukCommand<typeof PromoCalendar> {
  static override summary = 'List the coming switches, in the shop’s time and in UTC.';
  static override description = 'Writes nothing.';
  static override examples = ['<%= config.bin %> promo calendar', '<%= config.bin %> promo calendar --days 7 --json'];
  static override flags = {
    ...SHOPS_FLAG,
    days: Flags.integer({summary: 'How far to look.', default: 60, min: 1, max: 3660}),
  };

  protected override async answer(session: Session, {flags}: Parsed<typeof PromoCalendar>): Promise<Answer> {
    const [{findShops}, {promotionCalendar}, {calendarAnswer}] = await Promise.all([
      import('../../src/app/shop/find.js'),
      import('../../src/app/promotion/view.js'),
      import('../../src/ui/screens/promotion-list.js'),
    ]);
    const context = await session.context();
    const shops = [];
    for (const shop of await findShops(context, flags.shop))
      shops.push({shop, ...(await promotionCalendar(context, shop, flags.days))});
    return calendarAnswer(shops);
  }
}
