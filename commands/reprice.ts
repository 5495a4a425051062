import {
  type Answer,
  Flags,
  type Parsed,
  type Session,
  SHOPS_FLAG,
  SoukCommand,
  WRITE_FLAGS,
} from '../src/ui/command.js';

export default class Reprice extends SoukCommand<typeof Reprice> {
  static override summary = 'Price every offer by the rules: plan, guards, question, write.';
  static override description =
    'Brings the facts up to date, makes one plan a shop from pricing.yaml (or --strategy), asks, and writes prices to the shop. --dry-run writes nothing. Every setting of pricing.yaml stands with its default in templates/pricing.yaml of the package.';
  static override examples = [
    '<%= config.bin %> reprice --shop main --dry-run',
    '<%= config.bin %> reprice --strategy cost --margin 25% --only MUG-01',
    '<%= config.bin %> reprice --rules pricing.yaml --canary 5% --yes',
  ];
  static override flags = {
    ...SHOPS_FLAG,
    ...WRITE_FLAGS,
    rules: Flags.string({summary: 'A rules file instead of the shop’s own.', helpValue: 'FILE'}),
    strategy: Flags.option({
      summary: 'One strategy for all, instead of what the rules choose; the guards stay.',
      options: ['hold', 'cost', 'competition'] as const,
    })(),
    margin: Flags.string({
      summary: 'With --strategy cost: margin on the price.',
      helpValue: '20%',
      exclusive: ['markup'],
    }),
    markup: Flags.string({summary: 'With --strategy cost: markup on the cost.', helpValue: '30%'}),
    position: Flags.option({
      summary: 'With --strategy competition: where to stand.',
      options: ['match', 'undercut', 'premium'] as const,
    })(),
    by: Flags.string({summary: 'With --strategy competition: how far from the rival.', helpValue: '1%|0.10'}),
    against: Flags.string({summary: 'With --strategy competition: lowest, median, 2 (the second), or a rival’s name.'}),
    pull: Flags.boolean({summary: 'Bring the facts up to date first.', default: true, allowNo: true}),
  };

  protected override async answer(session: Session, {flags}: Parsed<typeof Reprice>): Promise<Answer> {
    const {readPlans} = await import('../src/app/plan/file.js');
    const {reprice} = await import('../src/app/price/reprice.js');
    const {strategyFrom} = await import('../src/app/price/strategy-flags.js');
    const {writePlans} = await import('../src/ui/write.js');
    const strategy = strategyFrom(flags);
    const context = await session.context();
    const {plans, warnings} = await reprice(context, {
      shops: flags.shop,
      pull: flags.pull,
      ...(flags.rules === undefined ? {} : {rules: flags.rules}),
      ...(strategy === undefined ? {} : {strategy}),
    });
    const answer = await writePlans(session, context, await readPlans(context, plans), flags);
    return {...answer, warnings: [...(answer.warnings ?? []), ...warnings]};
  }
}
