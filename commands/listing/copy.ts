import {type Answer, Flags, type Parsed, type Session, SoukCommand, WRITE_FLAGS} from '../../src/ui/command.js';
import {IMPORT_FLAGS} from '../../src/ui/listing-flags.js';

export default class ListingCopy extends SoukCommand<typeof ListingCopy> {
  static override summary = "Publish one shop's listings in another.";
  static override description =
    'Writes new listings to the shop of --to, after showing the plan; what it has already is left alone. ' +
    'Fields that the other shop has no place for are listed. Prices are those without a promotion.';
  static override examples = [
    '<%= config.bin %> listing copy --from main --to outlet --dry-run',
    "<%= config.bin %> listing copy --from main --to outlet --where 'category=Mugs' --yes",
  ];
  static override flags = {
    from: Flags.string({required: true, summary: 'The shop to copy from.', helpValue: 'NAME'}),
    to: Flags.string({required: true, summary: 'The shop to publish in.', helpValue: 'NAME'}),
    where: Flags.string({summary: 'Only products with an offer that meets this.', helpValue: 'CONDITIONS'}),
    update: Flags.boolean({default: false, summary: 'Change what the other shop has already, too.'}),
    'make-sku': IMPORT_FLAGS['make-sku'],
    'on-error': IMPORT_FLAGS['on-error'],
    'override-bounds': IMPORT_FLAGS['override-bounds'],
    ...WRITE_FLAGS,
  };

  protected override async answer(session: Session, {flags}: Parsed<typeof ListingCopy>): Promise<Answer> {
    const {copyListings} = await import('../../src/app/listing/copy.js');
    const {copyInput, writeImport} = await import('../../src/ui/listing-import.js');
    const context = await session.context();
    const result = await copyListings(context, copyInput(session, context, flags));
    return await writeImport(session, context, result, flags);
  }
}
