import {type Answer, Args, type Parsed, type Session, SoukCommand} from '../../src/ui/command.js';

export default class ShopRemove extends SoukCommand<typeof ShopRemove> {
  static override summary = 'Forget a shop.';
  static override description =
    'Removes the shop, its mirror, facts, plans and runs from the store, and writes nothing to the shop itself. Refused while a run is open.';
  static override examples = ['<%= config.bin %> shop remove old', '<%= config.bin %> shop remove old --yes --json'];
  static override args = {name: Args.string({required: true, description: 'The shop.'})};

  protected override async answer(session: Session, {args}: Parsed<typeof ShopRemove>): Promise<Answer> {
    const [{findShop}, {removeShop}, {confirmed}, {render}, {message}] = await Promise.all([
      import('../../src/app/shop/find.js'),
      import('../../src/app/shop/look.js'),
      import('../../src/ui/confirm.js'),
      import('../../src/ui/messages/catalogue.js'),
      import('../../src/domain/errors.js'),
    ]);
    const context = await session.context();
    const shop = await findShop(context, args.name);
    if (
      !(await confirmed(session, render(session.language, message('shop.remove-question', {name: shop.name})).text))
    ) {
      return {result: {shop: shop.name, removed: false}, show: (screen) => screen.say('shop.kept', {name: shop.name})};
    }
    await removeShop(context, shop);
    return {result: {shop: shop.name, removed: true}, show: (screen) => screen.say('shop.removed', {name: shop.name})};
  }
}
