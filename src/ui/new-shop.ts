import path from 'node:path';
import type {NewShopInput} from '../app/shop/add.js';
import {message} from '../domain/errors.js';
import type {WordCode, Words} from '../domain/words/index.js';
import {requireFlags} from './command.js';
import {render} from './messages/catalogue.js';
import type {Session} from './session.js';

/** The flags of `init`, any of which may be missing. */
export interface NewShopFlags {
  readonly practice: boolean;
  readonly name?: string | undefined;
  readonly platform?: string | undefined;
  readonly dir?: string | undefined;
  readonly currency?: string | undefined;
  readonly 'time-zone'?: string | undefined;
  readonly 'prices-include-tax'?: string | undefined;
  readonly 'tax-rate'?: string | undefined;
}

/** What `init` connects: from flags alone, or, in a terminal, by asking for what they leave open. */
export async function newShopFrom(session: Session, flags: NewShopFlags): Promise<NewShopInput> {
  if (flags.practice) return practiceShop(flags);
  const complete = session.io.interactive ? await askFor(session, flags) : flags;
  const {name, platform, dir, currency} = complete;
  if (platform === 'practice') return practiceShop(complete);
  if (
    name === undefined ||
    platform === undefined ||
    currency === undefined ||
    (platform === 'folder' && dir === undefined)
  ) {
    requireFlags(missing(complete));
  }
  return {
    name: name ?? '',
    platform: platform ?? '',
    currency: (currency ?? '').toUpperCase(),
    zone: complete['time-zone'] ?? machineZone(),
    pricesIncludeTax: complete['prices-include-tax'] === 'yes',
    taxRate: complete['tax-rate'],
    mode: platform === 'folder' ? 'observe' : undefined,
    settings: dir === undefined ? {} : {dir: path.resolve(dir)},
  };
}

function practiceShop(flags: NewShopFlags): NewShopInput {
  return {
    name: flags.name ?? 'practice',
    platform: 'practice',
    currency: (flags.currency ?? 'USD').toUpperCase(),
    zone: flags['time-zone'] ?? machineZone(),
    pricesIncludeTax: flags['prices-include-tax'] === 'yes',
    taxRate: flags['tax-rate'],
    mode: undefined,
    settings: {catalogue: 'sample'},
  };
}

function missing(flags: NewShopFlags): readonly string[] {
  const needed = ['name', 'platform', 'currency', ...(flags.platform === 'folder' ? ['dir'] : [])] as const;
  return needed.filter((flag) => flags[flag as keyof NewShopFlags] === undefined);
}

/** Asks in the order a seller thinks: which kind of shop, its name, where it is, how it counts. */
async function askFor(session: Session, flags: NewShopFlags): Promise<NewShopFlags> {
  const {askChoice, askText} = await import('./prompt.js');
  const {checkCurrency, checkShopName, checkTaxRate, checkZone} = await import('../app/shop/add.js');
  const say = <C extends WordCode>(code: C, params: Words[C]) => render(session.language, message(code, params)).text;
  const platform =
    flags.platform ??
    (await askChoice(session, say('init.ask-platform', {}), [
      {name: say('init.platform-practice', {}), value: 'practice'},
      {name: say('init.platform-folder', {}), value: 'folder'},
    ]));
  const name =
    flags.name ??
    (await askText(session, say('init.ask-name', {}), platform === 'practice' ? 'practice' : 'main', checkShopName));
  if (platform === 'practice') return {...flags, platform, name};
  const dir = flags.dir ?? (await askText(session, say('init.ask-dir', {}), '.'));
  const currency =
    flags.currency ??
    (await askText(session, say('init.ask-currency', {}), 'USD', (text) => checkCurrency(text.toUpperCase())));
  const zone = flags['time-zone'] ?? (await askText(session, say('init.ask-zone', {}), machineZone(), checkZone));
  const tax =
    flags['prices-include-tax'] ??
    (await askChoice(session, say('init.ask-tax', {}), [
      {name: say('init.tax-no', {}), value: 'no'},
      {name: say('init.tax-yes', {}), value: 'yes'},
    ]));
  const rate =
    tax === 'yes'
      ? (flags['tax-rate'] ?? (await askText(session, say('init.ask-rate', {}), '0.19', checkTaxRate)))
      : flags['tax-rate'];
  return {...flags, platform, name, dir, currency, 'time-zone': zone, 'prices-include-tax': tax, 'tax-rate': rate};
}

/** The zone this machine is set to. */
function machineZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}
