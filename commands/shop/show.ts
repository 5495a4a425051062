import {type Answer, Args, type Parsed, type Session, SoukCommand} from '../../src/ui/command.js';

export default class ShopShow extends SoukCommand<typeof ShopShow> {
  static override summary = 'One shop: its terms, settings, and what was pulled when.';
  static override description = 'Reads the store only. Writes nothing.';
  static override examples = ['<%= config.bin %> shop show main', '<%= config.bin %> shop show main --json'];
  static override args = {name: Args.string({description: 'The shop; default: the only one.'})};

  protected override async answer(session: Session, {args}: Parsed<typeof ShopShow>): Promise<Answer> {
    const [{findShop}, {viewShop}, {shopViewJson, showShop}] = await Promise.all([
      import('../../src/app/shop/find.js'),
      import('../../src/app/shop/look.js'),
      import('../../src/ui/screens/shop.js'),
    ]);
    const context = await session.context();
    const view = await viewShop(context, await findShop(context, args.name));
    return {result: {shop: shopViewJson(view)}, show: (screen) => showShop(screen, view)};
  }
}
