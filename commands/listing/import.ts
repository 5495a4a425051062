import {
  type Answer,
  Args,
  type Parsed,
  type Session,
  SHOP_FLAG,
  SoukCommand,
  WRITE_FLAGS,
} from '../../src/ui/command.js';
import {IMPORT_FLAGS} from '../../src/ui/listing-flags.js';

export default class ListingImport extends SoukCommand<typeof ListingImport> {
  static override summary = 'Bring a catalogue file into a shop: read, plan, ask, write.';
  static override description =
    'Writes to the shop what the file changes, after showing the plan. Empty cells and missing columns leave things alone; __CLEAR__ clears. ' +
    'Nothing is ever deleted. A sheet of several shops (listing export) changes each of them. Refused rows are explained in FILE.errors.csv, what is only worth a look in FILE.warnings.csv.';
  static override examples = [
    '<%= config.bin %> listing import spring.csv --shop main --dry-run',
    "<%= config.bin %> listing import products_export.csv --make-sku '{handle}-{options}' --on-error skip-rows",
  ];
  static override args = {file: Args.string({required: true, description: 'The catalogue file.'})};
  static override flags = {
    ...SHOP_FLAG,
    ...WRITE_FLAGS,
    ...IMPORT_FLAGS,
  };

  protected override async answer(session: Session, {args, flags}: Parsed<typeof ListingImport>): Promise<Answer> {
    const {importFile} = await import('../../src/app/listing/import-file.js');
    const {importInput, writeImports} = await import('../../src/ui/listing-import.js');
    const context = await session.context();
    const results = await importFile(context, importInput(session, context, args.file, flags));
    return await writeImports(session, context, results, flags);
  }
}
