import {type Answer, type Session, SoukCommand} from '../../src/ui/command.js';

export default class ShopList extends SoukCommand<typeof ShopList> {
  static override summary = 'The connected shops.';
  static override description = 'Reads the store only. Writes nothing.';
  static override examples = ['<%= config.bin %> shop list', '<%= config.bin %> shop list --json'];

  protected override async answer(session: Session): Promise<Answer> {
    const [{viewShops}, {shopViewJson, showShops}] = await Promise.all([
      import('../../src/app/shop/look.js'),
      import('../../src/ui/screens/shop.js'),
    ]);
    const views = await viewShops(await session.context());
    return {result: {shops: views.map(shopViewJson)}, show: (screen) => showShops(screen, views)};
  }
}
