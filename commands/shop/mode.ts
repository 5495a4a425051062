import {type Answer, Args, type Parsed, type Session, SoukCommand} from '../../src/ui/command.js';

export default class ShopMode extends SoukCommand<typeof ShopMode> {
  static override summary = 'Say how far souk may go in a shop.';
  static override description =
    'observe: pull, plan and report, never write. suggest: the night leaves a plan for you. apply: the night writes. Writes the store only.';
  static override examples = ['<%= config.bin %> shop mode main suggest', '<%= config.bin %> shop mode main apply'];
  static override args = {
    name: Args.string({required: true, description: 'The shop.'}),
    mode: Args.string({required: true, options: ['observe', 'suggest', 'apply'], description: 'How far souk may go.'}),
  };

  protected override async answer(session: Session, {args}: Parsed<typeof ShopMode>): Promise<Answer> {
    const [{findShop}, {setShopMode}] = await Promise.all([
      import('../../src/app/shop/find.js'),
      import('../../src/app/shop/look.js'),
    ]);
    const context = await session.context();
    const shop = await findShop(context, args.name);
    const mode = args.mode as 'observe' | 'suggest' | 'apply';
    await setShopMode(context, shop, mode);
    return {
      result: {shop: shop.name, before: shop.mode, mode},
      show: (screen) => screen.say('shop.mode-set', {name: shop.name, before: shop.mode, mode}),
    };
  }
}
