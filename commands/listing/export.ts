import {DIALECT_NAMES} from '../../src/domain/catalog/choices.js';
import {type Answer, Flags, type Parsed, type Session, SHOP_FLAG, SoukCommand} from '../../src/ui/command.js';
import {showExport} from '../../src/ui/screens/listing.js';

export default class ListingExport extends SoukCommand<typeof ListingExport> {
  static override summary = "Write a shop's catalogue to a file that can come back.";
  static override description =
    'Writes the file, nothing to the shop. souk remembers what it wrote: when the file is imported again, only the cells you changed count. ' +
    'Prices are those without a promotion.';
  static override examples = [
    '<%= config.bin %> listing export --shop main --output main.csv',
    '<%= config.bin %> listing export --output main.xlsx',
    "<%= config.bin %> listing export --dialect shopify --where 'category=Mugs' --output mugs.csv",
    '<%= config.bin %> listing export --dialect google --output feed.xml',
  ];
  static override flags = {
    ...SHOP_FLAG,
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
    const {output, where, map, format} = flags;
    const {exportListings} = await import('../../src/app/listing/export.js');
    const result = await exportListings(await session.context(), {
      shop: flags.shop,
      dialect: flags.dialect,
      output,
      bom: flags.bom,
      force: flags.force,
      ...(where === undefined ? {} : {where}),
      ...(map === undefined ? {} : {map}),
      ...(format === undefined ? {} : {format}),
    });
    const {warnings, ...rest} = result;
    return {result: rest, warnings, show: (screen) => showExport(screen, result)};
  }
}
