import {checkSheet} from '../../domain/catalog/checks.js';
import type {MatchKey} from '../../domain/catalog/choices.js';
import {combineListing} from '../../domain/catalog/combine.js';
import {groupProducts} from '../../domain/catalog/group.js';
import {JUDGES, type ProductLimits, refuseDependents} from '../../domain/catalog/judge.js';
import {indexLive} from '../../domain/catalog/live.js';
import {matchRows} from '../../domain/catalog/match.js';
import {assembleProducts} from '../../domain/catalog/products.js';
import {countFates, type Fate, type FateCounts, type Finding} from '../../domain/catalog/row.js';
import {KnownError, type Message} from '../../domain/errors.js';
import {currencyKnown} from '../../domain/money.js';
import type {Context} from '../context.js';
import {errorsTarget, Refusals, type Wording, writeReport} from './refusals.js';
import {openSheet} from './sheet.js';

/** What most platforms take; a shop's own limits are checked on import. */
const USUAL_LIMITS: ProductLimits = {
  variantsPerProduct: 2048,
  optionsPerProduct: 3,
  titleLength: 255,
  descriptionLength: 500_000,
};

export interface ValidateInput {
  readonly file: string;
  readonly dialect: string;
  readonly encoding?: string;
  readonly currency: string;
  readonly key: MatchKey;
  readonly makeSku?: string;
  readonly errors?: string;
  readonly words: Wording;
}

export interface ValidateResult {
  readonly file: string;
  readonly dialect: string;
  readonly rows: number;
  readonly fates: FateCounts;
  readonly errors: readonly Finding[];
  readonly warned: readonly Finding[];
  readonly warnings: readonly Message[];
  readonly errorsFile: string | null;
  /** Columns that souk does not understand. */
  readonly carried: readonly string[];
  /** Rows refused for want of a SKU. */
  readonly withoutSku: number;
}

/** Judgements that only a shop can make: whether a price may be missing depends on what is there. */
const SHOPLESS: ReadonlySet<string> = new Set(['PRICE_MISSING', 'TITLE_MISSING', 'OPTION_NAME_MISSING']);

/**
 * Checks a catalogue file as far as that goes without a shop. Writes nothing but the list of errors when asked to; the
 * store is opened only to keep that list off the files of shops.
 */
export async function validateFile(open: () => Promise<Context>, input: ValidateInput): Promise<ValidateResult> {
  if (!currencyKnown(input.currency)) throw new KnownError('usage', 'CURRENCY_UNKNOWN', {currency: input.currency});
  const encoding = input.encoding === undefined ? {} : {encoding: input.encoding};
  const sheet = await openSheet(input.file, {dialect: input.dialect, currency: input.currency, ...encoding});
  const refusals = new Refusals(sheet.findings);
  refusals.add(checkSheet(sheet, groupProducts(sheet.rows)));
  const live = indexLive([]);
  const matched = matchRows(sheet, live, {
    key: input.key,
    ...(input.makeSku === undefined ? {} : {makeSku: input.makeSku}),
  });
  refusals.add(matched.findings);
  const {products, findings} = assembleProducts(sheet, matched, live);
  refusals.add(findings);
  for (const product of products) {
    for (const judge of JUDGES) {
      const found = judge(product, sheet, {mode: 'upsert', limits: USUAL_LIMITS});
      refusals.add(found.filter(({message}) => !SHOPLESS.has(message.code)));
    }
    refusals.add(combineListing(product, refusals.lines, () => null, sheet).findings);
  }
  refusals.add(refuseDependents(products, refusals.lines, sheet));
  const errors = refusals.of('error');
  if (input.errors !== undefined && errors.length > 0)
    await writeReport(await errorsTarget(open, input.file, input.errors), sheet, errors, input.words);
  const variants = new Set(
    products.flatMap(({lead, variants: found}) => [lead.line, ...found.map(({row}) => row.line)]),
  );
  const fate = ({line, kind}: {line: number; kind: string}): Fate => {
    if (refusals.has(line)) return 'refused';
    if (kind === 'ignored') return 'ignored';
    return variants.has(line) ? 'planned' : 'continuation';
  };
  return {
    file: input.file,
    dialect: sheet.dialect,
    rows: sheet.rows.length,
    fates: countFates(sheet.rows.map(fate)),
    errors,
    warned: refusals.of('warning'),
    warnings: sheet.warnings,
    errorsFile: errors.length > 0 ? (input.errors ?? null) : null,
    carried: sheet.carried,
    withoutSku: refusals.count('SKU_MISSING'),
  };
}
