import {type Answer, Args, type Parsed, type Session, SoukCommand} from '../../src/ui/command.js';

export default class ShopCheck extends SoukCommand<typeof ShopCheck> {
  static override summary = 'Ask a shop whether it answers, and what is missing.';
  static override description = 'Reads from the shop. Writes nothing. Exit 5 when something is missing.';
  static override examples = ['<%= config.bin %> shop check main', '<%= config.bin %> shop check main --json'];
  static override args = {name: Args.string({description: 'The shop; default: the only one.'})};

  protected override async answer(session: Session, {args}: Parsed<typeof ShopCheck>): Promise<Answer> {
    const [{findShop}, {checkShop}, {checkJson, showCheck}] = await Promise.all([
      import('../../src/app/shop/find.js'),
      import('../../src/app/shop/look.js'),
      import('../../src/ui/screens/shop.js'),
    ]);
    const context = await session.context();
    const shop = await findShop(context, args.name);
    const check = await checkShop(context, shop);
    const failed = check.findings.find(({ok}) => !ok);
    return {
      result: {shop: shop.name, ...checkJson(check, session.language)},
      show: (screen) => showCheck(screen, shop.name, check),
      ...(failed === undefined ? {} : {failure: {category: 'blocked', message: failed.message}}),
    };
  }
}
