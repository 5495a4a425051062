import {type Answer, Flags, type Parsed, type Session, SHOP_FLAG, SoukCommand} from '../../src/ui/command.js';
import {showList} from '../../src/ui/screens/listing.js';

export default class ListingList extends SoukCommand<typeof ListingList> {
  static override summary = 'List the offers of a shop.';
  static override description =
    'Writes nothing to the shop. Shows what the shop held when it was last read (souk shop pull).';
  static override examples = [
    "<%= config.bin %> listing list --where 'category=Mugs and stock>0' --sort -price",
    '<%= config.bin %> listing list --shop main --fields sku,price,stock --format csv --output stock.csv',
  ];
  static override flags = {
    ...SHOP_FLAG,
    where: Flags.string({
      summary: 'Conditions: sku, product, title, vendor, category, tag, status, price, stock, cost.',
      helpValue: 'CONDITIONS',
    }),
    fields: Flags.string({summary: 'Fields, parted by commas.', helpValue: 'LIST'}),
    sort: Flags.string({summary: 'The field to sort by; -FIELD for the largest first.', helpValue: 'FIELD'}),
    limit: Flags.integer({summary: 'At most so many.', min: 1}),
    format: Flags.option({options: ['table', 'csv', 'json'] as const, default: 'table', summary: 'How to print.'})(),
    output: Flags.string({char: 'o', summary: 'Write CSV to a file.', helpValue: 'FILE'}),
  };

  protected override async answer(session: Session, {flags}: Parsed<typeof ListingList>): Promise<Answer> {
    const {listCsv, listListings} = await import('../../src/app/listing/list.js');
    const {where, fields, sort, limit, output} = flags;
    const result = await listListings(await session.context(), {
      shop: flags.shop,
      ...(where === undefined ? {} : {where}),
      ...(fields === undefined ? {} : {fields}),
      ...(sort === undefined ? {} : {sort}),
      ...(limit === undefined ? {} : {limit}),
      ...(output === undefined ? {} : {output}),
    });
    return {
      result,
      show: async (screen) => {
        if (output !== undefined) screen.say('listing.listed-to', {count: result.rows.length, file: output});
        else if (flags.format === 'csv') screen.line((await listCsv(result)).trimEnd());
        else if (flags.format === 'json') screen.line(JSON.stringify(result.rows));
        else showList(screen, result);
      },
    };
  }
}
