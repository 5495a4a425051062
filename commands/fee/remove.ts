import {type Answer, Args, Flags, type Parsed, type Session, SHOP_FLAG, SoukCommand} from '../../src/ui/command.js';

export default class FeeRemove extends SoukCommand<typeof FeeRemove> {
  static override summary = 'Take away a fee schedule that you gave.';
  static override description =
    'One of a SKU, of a category, or of the whole shop; where there are several, the one of a day. Shows it and asks, unless there is --yes; what holds then is the platform’s, a category’s or the whole shop’s, else `fees:` of pricing.yaml. What a platform tells stays. A folder shop’s fees.csv brings its schedules again with the next pull: take the rows out of it first. Writes the store; writes to no shop.';
  static override examples = [
    '<%= config.bin %> fee remove MUG-01',
    '<%= config.bin %> fee remove --category "Home > Kitchen" --effective-from 2026-07-01 --yes --json',
    '<%= config.bin %> fee remove --whole-shop --effective-from always --shop main',
  ];
  static override args = {sku: Args.string({description: 'The SKU whose schedule goes.'})};
  static override flags = {
    ...SHOP_FLAG,
    category: Flags.string({summary: 'The category whose schedule goes.', helpValue: 'NAME'}),
    'whole-shop': Flags.boolean({default: false, summary: 'The schedule of all goods goes.'}),
    'effective-from': Flags.string({
      summary: 'Which of several: the day from which it holds, in the shop’s zone, or "always".',
      helpValue: 'DATE',
    }),
  };

  protected override async answer(session: Session, {args, flags}: Parsed<typeof FeeRemove>): Promise<Answer> {
    const {answerFeeRemove} = await import('../../src/ui/screens/fee-remove.js');
    const choice = {
      sku: args.sku,
      category: flags.category,
      wholeShop: flags['whole-shop'],
      from: flags['effective-from'],
    };
    return await answerFeeRemove(session, choice, flags.shop);
  }
}
