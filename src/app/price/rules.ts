import {createHash} from 'node:crypto';
import {readFile} from 'node:fs/promises';
import path from 'node:path';
import type {Shop} from '../../domain/catalog/types.js';
import {canonicalJson} from '../../domain/change/canonical.js';
import {KnownError} from '../../domain/errors.js';
import {BUILT_IN_RULES, type Rules} from '../../domain/pricing/rules.js';
import type {Context} from '../context.js';

/**
 * The shop's pricing rules: `file` (`--rules`), else `pricing.yaml` in the folder shop's own directory, else the shop's
 * in the home, else the built-in ones (hold, and lift to the cost floor). YAML and zod load only where a file exists.
 */
export async function loadRules(context: Context, shop: Shop, file?: string): Promise<Rules> {
  for (const place of placesToLook(context, shop, file)) {
    const text = await readText(place, file !== undefined);
    if (text === null) continue;
    const {parseRules} = await import('./rules-file.js');
    return parseRules(text, place, {currency: shop.terms.currency, zone: shop.terms.zone});
  }
  return BUILT_IN_RULES;
}

/** Hash of what the rules say, wherever and on whichever lines they say it: for the plan. */
export function rulesHash(rules: Rules): string {
  const said = {...rules, origin: null, rules: rules.rules.map((rule) => ({...rule, line: null}))};
  return createHash('sha256').update(canonicalJson(said)).digest('hex');
}

function placesToLook({home}: Context, shop: Shop, file: string | undefined): string[] {
  if (file !== undefined) return [file];
  const directory = shop.settings['dir'];
  const own = directory === undefined || directory === '' ? [] : [path.join(directory, 'pricing.yaml')];
  return [...own, path.join(home, 'shops', shop.name, 'pricing.yaml')];
}

/** The text of a file; null when there is none, unless it must be there. */
async function readText(file: string, required: boolean): Promise<string | null> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT' && !required) return null;
    if (code === 'ENOENT') throw new KnownError('input', 'FILE_NOT_FOUND', {file}, {cause: error});
    const why = typeof code === 'string' ? code : String(error);
    throw new KnownError('input', 'RULES_UNREADABLE', {file, why}, {cause: error});
  }
}
