import {
  type Answer,
  Args,
  type Parsed,
  type Session,
  SHOP_FLAG,
  SoukCommand,
  WRITE_FLAGS,
} from '../../src/ui/command.js';

export default class PromoCancel extends SoukCommand<typeof PromoCancel> {
  static override summary = 'Take a promotion back before its time.';
  static override description =
    'One that has not started is cancelled in the store. One that runs: makes a plan that puts the base prices back, shows it, asks, writes it to the shop, and reads it back.';
  static override examples = [
    '<%= config.bin %> promo cancel PR-1',
    '<%= config.bin %> promo cancel PR-1 --shop main --yes',
  ];
  static override args = {id: Args.string({required: true, description: 'The promotion.'})};
  static override flags = {...SHOP_FLAG, ...WRITE_FLAGS};

  protected override async answer(session: Session, {args, flags}: Parsed<typeof PromoCancel>): Promise<Answer> {
    const [{findShop}, {cancelAndWrite}] = await Promise.all([
      import('../../src/app/shop/find.js'),
      import('../../src/ui/screens/promotion-tick.js'),
    ]);
    const context = await session.context();
    return await cancelAndWrite(session, context, await findShop(context, flags.shop), args.id, flags);
  }
}
