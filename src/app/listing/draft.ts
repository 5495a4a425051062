import type {FateCounts, Sheet} from '../../domain/catalog/row.js';
import type {Shop} from '../../domain/catalog/types.js';
import type {Change, PlanDraft} from '../../domain/change/types.js';
import type {Rules} from '../../domain/pricing/rules.js';
import type {Context} from '../context.js';
import {breakerFor} from '../price/breaker.js';
import {newBatch} from '../price/draft.js';
import type {FactBook} from '../price/facts.js';
import {rulesHash} from '../price/rules.js';
import type {Built} from './build.js';
import type {ImportInput} from './import.js';

/** What an import's plan is made of. */
export interface Drafting {
  readonly input: ImportInput;
  readonly sheet: Sheet;
  /** Rows of the file. */
  readonly rows: number;
  readonly built: Built;
  readonly fates: FateCounts;
  readonly orphans: number;
  readonly facts: FactBook;
  readonly rules: Rules;
}

/** The changes numbered, counted, and judged by the breaker as a person's own figures. */
export async function draftImport(
  context: Context,
  shop: Shop,
  {input, sheet, rows, built, fates, orphans, facts, rules}: Drafting,
): Promise<PlanDraft> {
  const manual = {overrideBounds: input.overrideBounds};
  const changes: Change[] = built.changes.map((change, index) => ({n: index + 1, ...change}));
  const count = (op: Change['op']) => changes.filter((change) => change.op === op).length;
  return {
    batch: input.batch ?? newBatch(),
    kind: 'import',
    shop: {id: shop.id, name: shop.name, currency: shop.terms.currency},
    by: context.by,
    matchedBy: input.key,
    inputs: {hash: sheet.hash, sources: [input.file]},
    rules: {hash: rulesHash(rules)},
    summary: {
      create: count('create'),
      update: count('update'),
      archive: 0,
      unchanged: fates.unchanged,
      orphan: orphans,
      skipped: built.skipped.filter(({fate}) => fate === 'skipped').length,
      held: built.skipped.filter(({fate}) => fate === 'held').length,
      refused: fates.refused,
    },
    breaker: await breakerFor(context, shop, changes, {
      rules,
      all: facts.byOffer,
      manual,
      kind: 'import',
      looked: rows,
    }),
    changes,
    skipped: built.skipped,
    manual,
  };
}
