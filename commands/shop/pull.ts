import type {PullResult} from '../../src/app/shop/pull.js';
import {type Answer, type Parsed, type Session, SHOPS_FLAG, SoukCommand} from '../../src/ui/command.js';

export default class ShopPull extends SoukCommand<typeof ShopPull> {
  static override summary = 'Bring listings, stock, orders, costs and rivals up to date.';
  static override description = 'Reads from the shop into the store, incrementally. Writes nothing to the shop.';
  static override examples = ['<%= config.bin %> shop pull', '<%= config.bin %> shop pull --shop main --json'];
  static override flags = {...SHOPS_FLAG};

  protected override async answer(session: Session, {flags}: Parsed<typeof ShopPull>): Promise<Answer> {
    const [{findShops}, {pullShop}, {pullJson, showPull}] = await Promise.all([
      import('../../src/app/shop/find.js'),
      import('../../src/app/shop/pull.js'),
      import('../../src/ui/screens/pull.js'),
    ]);
    const context = await session.context();
    const pulls: {shop: string; pull: PullResult}[] = [];
    for (const shop of await findShops(context, flags.shop))
      pulls.push({shop: shop.name, pull: await pullShop(context, shop)});
    return {
      result: {shops: pulls.map(({shop, pull}) => ({shop, ...pullJson(session.language, pull)}))},
      show: (screen) => {
        for (const {shop, pull} of pulls) showPull(screen, shop, pull);
      },
    };
  }
}
