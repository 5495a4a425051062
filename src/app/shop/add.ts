import {IANAZone} from 'luxon';
import type {Shop, ShopMode, ShopTerms} from '../../domain/catalog/types.js';
import {KnownError} from '../../domain/errors.js';
import {currencyKnown} from '../../domain/money.js';
import {shopSecret} from '../../domain/secret-name.js';
import type {CheckResult, PlatformKind} from '../../ports/platform.js';
import type {Context} from '../context.js';

export interface NewShopInput {
  readonly name: string;
  readonly platform: string;
  readonly currency: string;
  readonly zone: string;
  readonly pricesIncludeTax: boolean;
  /** Decimal fraction as text; undefined: unknown, and then guards hold in tax-inclusive shops. */
  readonly taxRate: string | undefined;
  readonly mode: ShopMode | undefined;
  readonly settings: Readonly<Record<string, string>>;
  /** What the platform is signed in to with, to be kept; undefined: it is known already, or none is needed. */
  readonly secret?: string | undefined;
}

/** A shop's name is a folder's name too: letters, digits, dot, dash, underscore; not starting with a dot. */
const NAME = /^[a-z0-9][a-z0-9._-]{0,39}$/iu;

/**
 * Connects a shop: checks every value, then asks the platform whether it answers. A shop whose platform does not answer
 * is not kept.
 */
export async function addShop(context: Context, input: NewShopInput): Promise<{shop: Shop; check: CheckResult}> {
  checkShopName(input.name);
  if ((await context.data.shops.byName(input.name)) !== null)
    throw new KnownError('usage', 'SHOP_EXISTS', {name: input.name});
  const kind = platformKind(context, input.platform);
  const shop = await context.data.shops.add({
    name: input.name,
    platform: kind.name,
    mode: input.mode ?? kind.defaultMode,
    terms: termsOf(input),
    settings: settingsOf(kind, input.settings),
    createdAt: context.clock.real(),
  });
  const kept = input.secret === undefined ? null : secretNameOf(kind, input);
  try {
    if (kept !== null) await context.secrets.set(kept, input.secret ?? '');
    const check = await (await context.platform(shop)).check(context.signal);
    const failed = check.findings.find(({ok}) => !ok);
    if (!check.ok && failed !== undefined) throw new KnownError('input', failed.message.code, failed.message.params);
    return {shop, check};
  } catch (error) {
    await context.data.shops.remove(shop.id);
    if (kept !== null) await context.secrets.remove(kept);
    throw error;
  }
}

/** The name of the secret that a shop to be connected signs in with; null: its platform needs none. */
export function secretNameOf(
  kind: Pick<PlatformKind, 'secret'>,
  {name, settings}: Pick<NewShopInput, 'name' | 'settings'>,
): string | null {
  return kind.secret === undefined ? null : shopSecret(name, kind.secret(settings));
}

export function platformKind(context: Context, name: string): PlatformKind {
  const kind = context.platforms.find((each) => each.name === name);
  if (kind !== undefined) return kind;
  throw new KnownError('usage', 'PLATFORM_UNKNOWN', {
    platform: name,
    known: context.platforms.map((each) => each.name).join(', '),
  });
}

function termsOf({currency, zone, pricesIncludeTax, taxRate}: NewShopInput): ShopTerms {
  checkCurrency(currency);
  checkZone(zone);
  if (taxRate !== undefined) checkTaxRate(taxRate);
  return {currency, zone, pricesIncludeTax, taxRate: taxRate ?? null};
}

/** Each of these fails for a value that can not be meant; `init` asks again where a person typed it. */
export function checkShopName(name: string): void {
  if (!NAME.test(name)) throw new KnownError('usage', 'SHOP_NAME_INVALID', {name});
}

export function checkCurrency(currency: string): void {
  if (!currencyKnown(currency)) throw new KnownError('usage', 'CURRENCY_UNKNOWN', {currency});
}

export function checkZone(zone: string): void {
  if (!IANAZone.isValidZone(zone)) throw new KnownError('usage', 'ZONE_UNKNOWN', {zone});
}

export function checkTaxRate(rate: string): void {
  if (!/^(0|0?\.\d+)$/u.test(rate)) throw new KnownError('usage', 'TAX_RATE_INVALID', {rate});
}

/** Only settings the platform knows, and all that it requires. */
/** Settings that are a flag of their own; any other is given by `--set`. */
const FLAGS: ReadonlySet<string> = new Set(['dir', 'dialect', 'url', 'user']);

function settingsOf(kind: PlatformKind, given: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const known = kind.settings.map(({name}) => name);
  const strange = Object.keys(given).find((name) => !known.includes(name));
  if (strange !== undefined) {
    throw new KnownError('usage', 'PLATFORM_SETTING_UNKNOWN', {
      setting: strange,
      platform: kind.name,
      known: known.join(', '),
    });
  }
  const missing = kind.settings
    .filter(({name, required}) => required && (given[name] ?? '') === '')
    .map(({name}) => (FLAGS.has(name) ? `--${name}` : `--set ${name}=…`));
  if (missing.length > 0) throw new KnownError('usage', 'FLAGS_MISSING', {flags: missing.join(', ')});
  return given;
}
