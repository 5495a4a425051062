import {type Answer, type Parsed, type Session, SHOPS_FLAG, SoukCommand} from '../src/ui/command.js';

export default class Nightly extends SoukCommand<typeof Nightly> {
  static override summary = 'The cron line: resume, pull, plan, guard, apply, verify, report.';
  static override description =
    'Writes prices and promotions to shops in mode `apply` that are not paused; in mode `suggest` it leaves a plan, in mode `observe` it only looks. One lock a home; the exit code is the worst of all shops.';
  static override examples = ['<%= config.bin %> nightly --yes', '<%= config.bin %> nightly --shop main --yes --json'];
  static override flags = {...SHOPS_FLAG};

  protected override async answer(session: Session, {flags}: Parsed<typeof Nightly>): Promise<Answer> {
    const [{nightly}, {everyShop}, {confirmed}, {nightJson, showNight}, {wordsOf}] = await Promise.all([
      import('../src/app/nightly/nightly.js'),
      import('../src/app/shop/find.js'),
      import('../src/ui/confirm.js'),
      import('../src/ui/screens/night.js'),
      import('../src/ui/messages/words.js'),
    ]);
    const context = await session.context();
    const shops = await everyShop(context, flags.shop);
    const words = wordsOf(session.language);
    if (!(await confirmed(session, words('night.question', {shops: shops.map(({name}) => name).join(', ')})))) {
      return {result: {shops: [], exit: 0}, show: (screen) => screen.say('night.declined', {})};
    }
    const night = await nightly(context, shops);
    return {
      result: nightJson(session.language, night),
      show: (screen) => showNight(screen, night),
      warnings: night.shops.flatMap(({warnings}) => warnings),
      exit: night.exit,
    };
  }
}
