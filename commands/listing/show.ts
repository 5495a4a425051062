import {type Answer, Args, type Parsed, type Session, SHOP_FLAG, SoukCommand} from '../../src/ui/command.js';
import {showOne} from '../../src/ui/screens/listing.js';

export default class ListingShow extends SoukCommand<typeof ListingShow> {
  static override summary = 'Show one offer with its listing.';
  static override description = 'Writes nothing.';
  static override examples = [
    '<%= config.bin %> listing show MUG-01',
    '<%= config.bin %> listing show MUG-01 --shop main --json',
  ];
  static override args = {sku: Args.string({required: true, description: 'The SKU.'})};
  static override flags = {...SHOP_FLAG};

  protected override async answer(session: Session, {args, flags}: Parsed<typeof ListingShow>): Promise<Answer> {
    const {showListing} = await import('../../src/app/listing/show.js');
    const result = await showListing(await session.context(), {shop: flags.shop, sku: args.sku});
    return {result, show: (screen) => showOne(screen, result)};
  }
}
