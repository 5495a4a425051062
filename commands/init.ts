import {type Answer, Flags, type Parsed, type Session, SoukCommand} from '../src/ui/command.js';

export default class Init extends SoukCommand<typeof Init> {
  static override summary = 'First steps: connect a first shop, pull it, and see what is there.';
  static override description =
    'Asks what it was not told, in a terminal; otherwise names every missing flag. Writes nothing to the shop: a real shop starts as `observe`.';
  static override examples = [
    '<%= config.bin %> init --practice',
    '<%= config.bin %> init --name mine --platform folder --dir ./shop --currency EUR --time-zone Europe/Berlin',
  ];
  static override flags = {
    practice: Flags.boolean({default: false, summary: 'Connect the practice shop with a sample catalogue.'}),
    name: Flags.string({summary: 'Name of the shop.'}),
    platform: Flags.string({summary: 'practice or folder.'}),
    dir: Flags.string({summary: 'Folder shop: the directory.', helpValue: 'DIR'}),
    currency: Flags.string({summary: 'Currency of its prices, ISO 4217.'}),
    'time-zone': Flags.string({summary: 'Zone of its days and promotions.'}),
    'prices-include-tax': Flags.string({options: ['yes', 'no'], summary: 'Whether its prices hold tax.'}),
    'tax-rate': Flags.string({summary: 'Tax rate as a fraction, such as 0.19.'}),
  };

  protected override async answer(session: Session, {flags}: Parsed<typeof Init>): Promise<Answer> {
    const [{connectShop}, {newShopFrom}, {firstLookJson, showFirstLook}] = await Promise.all([
      import('../src/app/shop/connect.js'),
      import('../src/ui/new-shop.js'),
      import('../src/ui/screens/first-look.js'),
    ]);
    const input = await newShopFrom(session, flags);
    const first = await connectShop(await session.context(), input);
    return {
      result: firstLookJson(session.language, first),
      show: (screen) => showFirstLook(screen, first),
    };
  }
}
