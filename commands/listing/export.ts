import {DIALECT_NAMES} from '../../src/domain/catalog/choices.js';
import {KnownError} from '../../src/domain/errors.js';
import {type Answer, Flags, type Parsed, type Session, SHOPS_FLAG, SoukCommand} from '../../src/ui/command.js';
import {showExport, showShopsExport} from '../../src/ui/screens/listing.js';

export default class ListingExport extends SoukCommand<typeof ListingExport> {
  static override summary = "Write a shop's catalogue to a file that can come back.";
  static override description =
    'Writes the file, nothing to the shop. souk remembers what it wrote: when the file is imported again, only the cells you changed count. ' +
    'Prices are those without a promotion. Several shops make one sheet: items as rows, SKU, price and stock of each shop as columns.';
  static override examples = [
    '<%= config.bin %> listing export --shop main --output main.csv',
    '<%= config.bin %> listing export --shop main --shop outlet --output all.xlsx',
    "<%= config.bin %> listing export --dialect shopify --where 'category=Mugs' --output mugs.csv",
    '<%= config.bin %> listing export --dialect google --output feed.xml',
  ];
  static override flags = {
    ...SHOPS_FLAG,
    dialect: Flags.option({options: DIALECT_NAMES, default: 'souk', summary: "The file's format."})(),
    output: Flags.string({char: 'o', required: true, summary: 'The file to write.', helpValue: 'FILE'}),
    map: Flags.string({summary: 'A mapping file, in place of a dialect.', helpValue: 'FILE'}),
    format: Flags.option({
      options: ['csv', 'xlsx', 'xml'] as const,
      summary: 'Default: as the file is named, else csv.',
    })(),
    where: Flags.string({summary: 'Only products with an offer that meets this.', helpValue: 'CONDITIONS'}),
    bom: Flags.boolean({default: false, summary: 'Begin the file with a byte-order mark, for Excel.'}),
    force: Flags.boolean({default: false, summary: 'Replace the file if it is there.'}),
  };

  protected override async answer(session: Session, {flags}: Parsed<typeof ListingExport>): Promise<Answer> {
    const {output, where, map, format, bom, force, dialect} = flags;
    const shops = [...new Set(flags.shop ?? [])];
    const context = await session.context();
    const common = {
      output,
      bom,
      force,
      ...(where === undefined ? {} : {where}),
      ...(format === undefined ? {} : {format}),
    };
    if (shops.length > 1) {
      if (dialect !== 'souk' || map !== undefined)
        throw new KnownError('usage', 'SHEET_DIALECT', {shops: shops.join(', ')});
      const {exportShops} = await import('../../src/app/listing/export-shops.js');
      const {warnings, ...rest} = await exportShops(context, {shops, ...common});
      return {result: rest, warnings, show: (screen) => showShopsExport(screen, rest)};
    }
    const {exportListings} = await import('../../src/app/listing/export.js');
    const mapped = map === undefined ? {} : {map};
    const {warnings, ...rest} = await exportListings(context, {shop: shops[0], dialect, ...common, ...mapped});
    return {result: rest, warnings, show: (screen) => showExport(screen, rest)};
  }
}
