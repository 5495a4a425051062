import {readFile} from 'node:fs/promises';
import type {Shop} from '../../domain/catalog/types.js';
import {KnownError} from '../../domain/errors.js';
import {readYaml} from '../price/rules-file.js';
import {selectorOf} from '../price/rules-selector.js';
import {promotionsSchema} from './file-schema.js';
import {type PromotionWish, readWish} from './wish.js';

/**
 * Reads a `promotions.yaml`. Every fault is a KnownError of category `input` with file, line and column, also one of a
 * name, a discount or a time.
 */
export async function readPromotionsFile(shop: Shop, file: string): Promise<readonly PromotionWish[]> {
  return parsePromotions(shop, await textOf(file), file);
}

/** The wishes in the text of a `promotions.yaml`. */
export function parsePromotions(shop: Shop, text: string, file: string): readonly PromotionWish[] {
  const {data, places} = readYaml(text, file, promotionsSchema);
  return data.promotions.map((entry, index) => {
    const path = ['promotions', index];
    const wish: PromotionWish = {
      name: entry.name,
      percent: entry.percent === undefined ? undefined : String(entry.percent),
      amount: entry.amount === undefined ? undefined : String(entry.amount),
      scope: selectorOf(entry.when, {terms: shop.terms, places}, [...path, 'when']),
      from: entry.from,
      to: entry.to,
      announced: entry.announced,
      strike: entry.strike ?? true,
      acceptLosses: entry.accept_losses ?? false,
    };
    inFile(file, places.at(path), () => {
      if (wish.scope.length === 0 && entry.all !== true) throw new KnownError('input', 'PROMO_SCOPE_NEEDED', {});
      readWish(shop, wish, 0, '');
    });
    return wish;
  });
}

/** Says of what goes wrong in here where it stands. */
function inFile(file: string, place: {readonly line: number; readonly column: number}, read: () => void): void {
  try {
    read();
  } catch (error) {
    if (!(error instanceof KnownError)) throw error;
    const why = {code: error.code, params: error.params};
    throw new KnownError('input', 'PROMO_IN_FILE', {file, ...place, why}, {cause: error});
  }
}

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT') throw new KnownError('input', 'FILE_NOT_FOUND', {file}, {cause: error});
    throw new KnownError('input', 'RULES_UNREADABLE', {file, why: String(code ?? error)}, {cause: error});
  }
}
