import {KnownError} from '../errors.js';
import {skuTwinKey} from './key.js';
import {isDefault} from './options.js';
import type {OptionWish} from './row.js';

/** What a pattern can name. */
const PARTS = ['handle', 'options', 'n'] as const;

/** What a code is made from. `n`: 1-based place of the variant among the product's. */
export interface SkuFacts {
  readonly handle: string;
  readonly options: readonly OptionWish[];
  readonly n: number;
}

/** Makes codes that none of the known ones has, nor any twin of them; the same facts in the same order give the same codes. */
export interface SkuMaker {
  /** Null where the facts leave nothing to make a code of. */
  make(facts: SkuFacts): string | null;
}

/**
 * A maker for a pattern such as `{handle}-{options}` or `MUG-{n}`.
 *
 * @throws KnownError usage SKU_PATTERN for a pattern that names something else or nothing that tells variants apart.
 */
export function skuMaker(pattern: string, known: Iterable<string>): SkuMaker {
  const named = [...pattern.matchAll(/\{([^{}]*)\}/gu)].map(([, name]) => name ?? '');
  const fine =
    named.some((name) => name === 'handle' || name === 'n') &&
    named.every((name) => (PARTS as readonly string[]).includes(name));
  if (!fine || /[{}]/u.test(pattern.replace(/\{[^{}]*\}/gu, '')))
    throw new KnownError('usage', 'SKU_PATTERN', {pattern});
  const taken = new Set(Array.from(known, skuTwinKey));
  return {
    make: (facts) => {
      const wanted = tidy(pattern.replace(/\{(handle|options|n)\}/gu, (_, name: string) => part(name, facts)));
      if (wanted === '') return null;
      for (let n = 1; ; n++) {
        const code = n === 1 ? wanted : `${wanted}-${n}`;
        if (taken.has(skuTwinKey(code))) continue;
        taken.add(skuTwinKey(code));
        return code;
      }
    },
  };
}

function part(name: string, {handle, options, n}: SkuFacts): string {
  if (name === 'handle') return handle.trim();
  if (name === 'n') return String(n);
  const named = options.map((option) => ({name: option.name ?? 'Title', value: option.value}));
  return isDefault(named)
    ? ''
    : named
        .map(({value}) =>
          value
            .trim()
            .replace(/[^\p{L}\p{N}.]+/gu, '-')
            .replace(/^-+|-+$/gu, ''),
        )
        .join('-');
}

/** No separators at the ends or twice in a row where a part was empty. */
function tidy(code: string): string {
  return code.replace(/([-_./ ])[-_./ ]+/gu, '$1').replace(/^[-_./ ]+|[-_./ ]+$/gu, '');
}
