import {type Answer, Args, Flags, type Parsed, type Session, SoukCommand} from '../../src/ui/command.js';
import {settingsFrom} from '../../src/ui/settings-flag.js';

export default class ShopAdd extends SoukCommand<typeof ShopAdd> {
  static override summary = 'Connect a shop.';
  static override description =
    'Checks that the platform answers, then keeps the shop in the store. Writes nothing to the shop. Practice and folder shops start in mode `apply`: souk may write to them once you confirm, or at night. Start one with --mode observe to look first.';
  static override examples = [
    '<%= config.bin %> shop add mine --platform folder --dir ./shop --currency EUR --time-zone Europe/Berlin --prices-include-tax yes --tax-rate 0.19',
    '<%= config.bin %> shop add web --platform vendure --url https://shop.example.com --user souk --currency EUR',
    '<%= config.bin %> shop add play --platform practice --currency USD --set catalogue=sample',
  ];
  static override args = {name: Args.string({required: true, description: 'Name you will use for it.'})};
  static override flags = {
    platform: Flags.string({
      required: true,
      summary: 'practice, folder, vendure, medusa, woocommerce, shopify, amazon or a linked one.',
    }),
    currency: Flags.string({default: 'USD', summary: 'Currency of its prices, ISO 4217.'}),
    'time-zone': Flags.string({default: 'UTC', summary: 'Zone of its days and promotions, such as Europe/Berlin.'}),
    'prices-include-tax': Flags.string({
      options: ['yes', 'no'],
      default: 'no',
      summary: 'Whether its prices hold tax.',
    }),
    'tax-rate': Flags.string({summary: 'Tax rate as a fraction, such as 0.19.'}),
    mode: Flags.string({options: ['observe', 'suggest', 'apply'], summary: 'How far souk may go.'}),
    dir: Flags.string({summary: 'Folder shop: the directory.', helpValue: 'DIR'}),
    dialect: Flags.string({summary: 'Folder shop: whose exports are in its inbox/.', helpValue: 'NAME'}),
    url: Flags.string({summary: 'Where the shop answers, such as https://shop.example.com.', helpValue: 'URL'}),
    user: Flags.string({summary: 'Who signs in, where the platform has users; the password is a secret.'}),
    'token-stdin': Flags.boolean({summary: 'Read its password, key or token from standard input.'}),
    set: Flags.string({multiple: true, summary: 'Another setting of the platform.', helpValue: 'NAME=VALUE'}),
  };

  protected override async answer(session: Session, {args, flags}: Parsed<typeof ShopAdd>): Promise<Answer> {
    const [{addShop}, {givenSecret}, {shopJson, showCheck}] = await Promise.all([
      import('../../src/app/shop/add.js'),
      import('../../src/ui/secret.js'),
      import('../../src/ui/screens/shop.js'),
    ]);
    const context = await session.context();
    const {dir, dialect, url, user} = flags;
    const named = {name: args.name, platform: flags.platform};
    const settings = settingsFrom(flags.set ?? [], {dir, dialect, url, user});
    const {shop, check} = await addShop(context, {
      ...named,
      currency: flags.currency.toUpperCase(),
      zone: flags['time-zone'],
      pricesIncludeTax: flags['prices-include-tax'] === 'yes',
      taxRate: flags['tax-rate'],
      mode: flags.mode as 'observe' | 'suggest' | 'apply' | undefined,
      settings,
      secret: await givenSecret(session, context, {...named, settings}, flags['token-stdin']),
    });
    return {result: {shop: shopJson(shop)}, show: (screen) => showCheck(screen, shop.name, check)};
  }
}
