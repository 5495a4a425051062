/** Whose fees they are: of a SKU, of a category (in lower case), or of the whole shop (its name empty). */
export interface FeeScope {
  readonly kind: 'sku' | 'category' | 'shop';
  readonly name: string;
}

/** Fees that were looked for, and where. */
interface FeesOf {
  shop: string;
  scope: FeeScope;
}

/** Words of the area "fee": taking schedules away. Days are as they are typed: a date, an instant, or "always". */
export interface FeeWords {
  FEES_WHICH: Record<string, never>;
  FEES_NONE: FeesOf & {near: FeeScope | null};
  FEES_OF_PLATFORM: FeesOf;
  FEES_SEVERAL: FeesOf & {days: readonly string[]};
  FEES_DAY_NONE: FeesOf & {from: string; days: readonly string[]};
  FEES_MAY_COME_AGAIN: {shop: string};
  'fee.remove-question': FeesOf & {from: string; steps: number};
  'fee.kept': FeesOf;
  'fee.removed': FeesOf & {from: string; steps: number};
  'fee.removed-next': FeesOf;
}
