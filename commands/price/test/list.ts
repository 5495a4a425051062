import {type Answer, type Parsed, type Session, SHOP_FLAG, SoukCommand} from '../../../src/ui/command.js';

export default class PriceTestList extends SoukCommand<typeof PriceTestList> {
  static override summary = 'List price tests and holdouts.';
  static override description = 'Writes nothing.';
  static override examples = [
    '<%= config.bin %> price test list',
    '<%= config.bin %> price test list --shop main --json',
  ];
  static override flags = SHOP_FLAG;

  protected override async answer(session: Session, {flags}: Parsed<typeof PriceTestList>): Promise<Answer> {
    const [{findShop}, {experimentsAnswer}] = await Promise.all([
      import('../../../src/app/shop/find.js'),
      import('../../../src/ui/screens/experiment.js'),
    ]);
    const context = await session.context();
    const shop = await findShop(context, flags.shop);
    return experimentsAnswer(shop, await context.data.experiments.list(shop.id));
  }
}
