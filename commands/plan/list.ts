import {type Answer, Flags, type Parsed, type Session, SHOP_FLAG, SoukCommand} from '../../src/ui/command.js';

export default class PlanList extends SoukCommand<typeof PlanList> {
  static override summary = 'Kept plans, the latest first.';
  static override description =
    'Every write begins as a plan; blocked ones wait here until they are accepted or too old. Writes nothing.';
  static override examples = [
    '<%= config.bin %> plan list',
    '<%= config.bin %> plan list --shop main --limit 5 --json',
  ];
  static override flags = {...SHOP_FLAG, limit: Flags.integer({summary: 'How many.', default: 20, min: 1, max: 1000})};

  protected override async answer(session: Session, {flags}: Parsed<typeof PlanList>): Promise<Answer> {
    const {listPlans} = await import('../../src/app/plan/look.js');
    const {findShop} = await import('../../src/app/shop/find.js');
    const {plansJson, showPlans} = await import('../../src/ui/screens/plans.js');
    const context = await session.context();
    const shop = flags.shop === undefined ? {} : {shop: await findShop(context, flags.shop)};
    const plans = await listPlans(context, {...shop, limit: flags.limit});
    return {result: plansJson(plans), show: (screen) => showPlans(screen, plans)};
  }
}
