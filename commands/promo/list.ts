import {type Answer, Flags, type Parsed, type Session, SHOPS_FLAG, SoukCommand} from '../../src/ui/command.js';

export default class PromoList extends SoukCommand<typeof PromoList> {
  static override summary = 'List promotions with their windows.';
  static override description = 'Writes nothing.';
  static override examples = ['<%= config.bin %> promo list', '<%= config.bin %> promo list --all --shop main --json'];
  static override flags = {...SHOPS_FLAG, all: Flags.boolean({default: false, summary: 'Those that are over too.'})};

  protected override async answer(session: Session, {flags}: Parsed<typeof PromoList>): Promise<Answer> {
    const [{findShops}, {listPromotions}, {listAnswer}] = await Promise.all([
      import('../../src/app/shop/find.js'),
      import('../../src/app/promotion/view.js'),
      import('../../src/ui/screens/promotion-list.js'),
    ]);
    const context = await session.context();
    const lists = [];
    for (const shop of await findShops(context, flags.shop)) {
      lists.push({shop, promotions: await listPromotions(context, shop, {all: flags.all})});
    }
    return listAnswer(lists);
  }
}
