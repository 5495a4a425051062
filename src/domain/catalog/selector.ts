import type {Minor} from '../money.js';
import type {ListingStatus} from './types.js';

/** What a selector can look at in one offer. Money is minor units; null is unknown and matches no comparison. */
export interface SelectableOffer {
  readonly sku: string | null;
  readonly product: string;
  readonly title: string;
  readonly vendor: string;
  readonly category: string;
  readonly tags: readonly string[];
  readonly status: ListingStatus;
  readonly price: Minor | null;
  readonly stock: number | null;
  readonly cost: Minor | null;
  /** Pieces of the merchant's item that one unit sells; absent: one, as far as is known. */
  readonly pack?: number;
}

/** Fields compared as text (exactly, or by `*` wildcards; case is ignored) and as numbers. */
export const TEXT_FIELDS = ['sku', 'product', 'title', 'vendor', 'category', 'tag', 'status'] as const;
export const NUMBER_FIELDS = ['price', 'stock', 'cost'] as const;
export type TextField = (typeof TEXT_FIELDS)[number];
export type NumberField = (typeof NUMBER_FIELDS)[number];
export type Comparison = '=' | '!=' | '<' | '<=' | '>' | '>=';

/** One condition. Text: any of `values` (with `not`: none of them). Numbers: money is in minor units. */
export type Condition =
  | {readonly field: TextField; readonly values: readonly string[]; readonly not?: boolean}
  | {readonly field: NumberField; readonly is: Comparison; readonly value: number};

/** AND between conditions, OR within a condition's values. No condition: every offer. */
export type Selector = readonly Condition[];

/** True when the offer meets every condition. */
export function matches(selector: Selector, offer: SelectableOffer): boolean {
  return selector.every((condition) => meets(condition, offer));
}

function meets(condition: Condition, offer: SelectableOffer): boolean {
  if ('is' in condition) {
    const actual = offer[condition.field];
    return actual !== null && compare(actual, condition.is, condition.value);
  }
  const texts = condition.field === 'tag' ? offer.tags : [offer[condition.field] ?? ''];
  const hit = condition.values.some((value) => texts.some((text) => textMatches(value, text)));
  return condition.not === true ? !hit : hit;
}

function compare(actual: number, is: Comparison, value: number): boolean {
  switch (is) {
    case '=':
      return actual === value;
    case '!=':
      return actual !== value;
    case '<':
      return actual < value;
    case '<=':
      return actual <= value;
    case '>':
      return actual > value;
    case '>=':
      return actual >= value;
  }
}

/** `*` stands for any text; everything else is itself, whatever its case. */
function textMatches(pattern: string, text: string): boolean {
  const parts = pattern.toLowerCase().split('*');
  const subject = text.toLowerCase();
  if (parts.length === 1) return subject === parts[0];
  const first = parts[0] ?? '';
  const last = parts.at(-1) ?? '';
  if (!subject.startsWith(first) || subject.length < first.length + last.length || !subject.endsWith(last))
    return false;
  let from = first.length;
  for (const part of parts.slice(1, -1)) {
    const at = subject.indexOf(part, from);
    if (at < 0 || at + part.length > subject.length - last.length) return false;
    from = at + part.length;
  }
  return true;
}
