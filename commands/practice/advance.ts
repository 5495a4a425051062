import {type Answer, Args, Flags, type Parsed, type Session, SHOP_FLAG, SoukCommand} from '../../src/ui/command.js';

export default class PracticeAdvance extends SoukCommand<typeof PracticeAdvance> {
  static override summary = 'Let simulated days pass in a practice shop.';
  static override description =
    'Buyers buy, rivals move their prices, goods arrive, returns come back. Writes the practice shop’s own file and nothing else; bring souk up to date afterwards with `souk shop pull`. With --nightly souk does its night after each day, and writes what the rules want.';
  static override examples = [
    '<%= config.bin %> practice advance 30d',
    '<%= config.bin %> practice advance 30d --nightly --shop demo --json',
  ];
  static override args = {span: Args.string({required: true, description: 'How long: 12h, 30d or 2w.'})};
  static override flags = {
    ...SHOP_FLAG,
    nightly: Flags.boolean({
      default: false,
      summary: 'Run the nightly job after each day; writes what the rules want.',
    }),
  };

  protected override async answer(session: Session, {args, flags}: Parsed<typeof PracticeAdvance>): Promise<Answer> {
    const [{advancePractice}, {livePractice}, {advanceJson, showAdvance}] = await Promise.all([
      import('../../src/app/practice/advance.js'),
      import('../../src/app/practice/live.js'),
      import('../../src/ui/screens/practice.js'),
    ]);
    const context = await session.context();
    const lived = flags.nightly ? await livePractice(context, flags.shop, args.span) : null;
    const passed = lived ?? (await advancePractice(context, flags.shop, args.span));
    return {
      result: advanceJson(passed, lived),
      show: (screen) => showAdvance(screen, passed, lived),
      ...(lived === null ? {} : {exit: lived.exit}),
    };
  }
}
