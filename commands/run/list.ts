import {type Answer, Flags, type Parsed, type Session, SHOP_FLAG, SoukCommand} from '../../src/ui/command.js';

export default class RunList extends SoukCommand<typeof RunList> {
  static override summary = 'Every write ever made, the latest first.';
  static override description = 'Lists runs with their counts. Writes nothing.';
  static override examples = ['<%= config.bin %> run list', '<%= config.bin %> run list --shop main --limit 50 --json'];
  static override flags = {
    ...SHOP_FLAG,
    limit: Flags.integer({summary: 'How many.', default: 20, min: 1, max: 1000}),
    before: Flags.string({summary: 'Go on below this run: the nextCursor of the page before.', helpValue: 'RUN'}),
  };

  protected override async answer(session: Session, {flags}: Parsed<typeof RunList>): Promise<Answer> {
    const {listRuns} = await import('../../src/app/run/look.js');
    const {findShop} = await import('../../src/app/shop/find.js');
    const {runsJson, showRuns} = await import('../../src/ui/screens/runs.js');
    const context = await session.context();
    const shop = flags.shop === undefined ? {} : {shopId: (await findShop(context, flags.shop)).id};
    const page = await listRuns(context, {
      ...shop,
      limit: flags.limit,
      ...(flags.before === undefined ? {} : {before: flags.before}),
    });
    return {result: runsJson(page), show: (screen) => showRuns(screen, page)};
  }
}
