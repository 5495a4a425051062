import {type Answer, type Parsed, type Session, SHOP_FLAG, SoukCommand} from '../../src/ui/command.js';

export default class ReportPrice extends SoukCommand<typeof ReportPrice> {
  static override summary = 'What prices by the rules earn beside old ones.';
  static override description =
    'Compares the SKUs that souk price test holdout set aside with all others: profit a day before and since, and the uplift with its interval. Writes nothing.';
  static override examples = ['<%= config.bin %> report price', '<%= config.bin %> report price --shop main --json'];
  static override flags = SHOP_FLAG;

  protected override async answer(session: Session, {flags}: Parsed<typeof ReportPrice>): Promise<Answer> {
    const [{findShop}, {reportPrice}] = await Promise.all([
      import('../../src/app/shop/find.js'),
      import('../../src/ui/screens/experiment-show.js'),
    ]);
    const context = await session.context();
    return await reportPrice(context, await findShop(context, flags.shop));
  }
}
