import {type Answer, Args, type Parsed, type Session, SHOP_FLAG, SoukCommand} from '../../../src/ui/command.js';

export default class PriceTestStop extends SoukCommand<typeof PriceTestStop> {
  static override summary = 'End a price test or a holdout before its time.';
  static override description =
    'The rules price its SKUs again from the coming night on. Writes the store only, nothing in the shop.';
  static override examples = [
    '<%= config.bin %> price test stop T-1',
    '<%= config.bin %> price test stop T-1 --shop main --json',
  ];
  static override args = {id: Args.string({required: true, description: 'The test or holdout.'})};
  static override flags = SHOP_FLAG;

  protected override async answer(session: Session, {flags, args}: Parsed<typeof PriceTestStop>): Promise<Answer> {
    const [{findShop}, {stopExperiment}, {experimentJson}] = await Promise.all([
      import('../../../src/app/shop/find.js'),
      import('../../../src/app/experiment/manage.js'),
      import('../../../src/ui/screens/experiment.js'),
    ]);
    const context = await session.context();
    const shop = await findShop(context, flags.shop);
    const stopped = await stopExperiment(context, shop, args.id);
    return {
      result: experimentJson(shop, stopped),
      show: (screen) => screen.say('test.stopped', {id: stopped.id}),
    };
  }
}
