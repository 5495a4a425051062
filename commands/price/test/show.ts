import {type Answer, Args, type Parsed, type Session, SHOP_FLAG, SoukCommand} from '../../../src/ui/command.js';

export default class PriceTestShow extends SoukCommand<typeof PriceTestShow> {
  static override summary = 'What a price test says so far, or said in the end.';
  static override description =
    'The elasticity with its interval, and how sure it is that higher or lower prices earn more. Writes nothing.';
  static override examples = ['<%= config.bin %> price test show', '<%= config.bin %> price test show T-1 --json'];
  static override args = {id: Args.string({description: 'The test; default: the latest.'})};
  static override flags = SHOP_FLAG;

  protected override async answer(session: Session, {flags, args}: Parsed<typeof PriceTestShow>): Promise<Answer> {
    const [{findShop}, {showExperiment}] = await Promise.all([
      import('../../../src/app/shop/find.js'),
      import('../../../src/ui/screens/experiment-show.js'),
    ]);
    return await showExperiment(session, await findShop(await session.context(), flags.shop), args.id);
  }
}
