import {
  type Answer,
  Args,
  type Parsed,
  type Session,
  SHOP_FLAG,
  SoukCommand,
  WRITE_FLAGS,
} from '../../src/ui/command.js';

const {only: _only, limit: _limit, canary: _canary, 'accept-breaker': _breaker, ...FLAGS} = WRITE_FLAGS;

export default class ListingUnpublish extends SoukCommand<typeof ListingUnpublish> {
  static override summary = 'Take listings off sale at once.';
  static override description =
    'Writes status "draft" to the listings of these SKUs, after asking; a listing goes with all its variants. Nothing is deleted, and `souk run undo` puts it back.';
  static override examples = [
    '<%= config.bin %> listing unpublish MUG-01',
    '<%= config.bin %> listing unpublish MUG-01 CAP-9 --shop main --yes',
  ];
  static override args = {sku: Args.string({required: true, multiple: true, description: 'One or more SKUs.'})};
  static override flags = {...SHOP_FLAG, ...FLAGS};

  protected override async answer(session: Session, {args, flags}: Parsed<typeof ListingUnpublish>): Promise<Answer> {
    const {unpublish} = await import('../../src/app/listing/unpublish.js');
    const {writePlans} = await import('../../src/ui/write.js');
    const context = await session.context();
    const {plan, warnings} = await unpublish(context, {shop: flags.shop, skus: args.sku});
    const answer = await writePlans(session, context, [plan], flags);
    return {...answer, warnings: [...warnings, ...(answer.warnings ?? [])]};
  }
}
