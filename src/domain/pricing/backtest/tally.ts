/** What a replay compares: what was done, today's rules, and three plain ways of pricing. */
export const POLICIES = ['done', 'rules', 'hold', 'cost-plus', 'match'] as const;

export type PolicyName = (typeof POLICIES)[number];

/** What is summed of a day: units, revenue and profit in minor units, at the middle, lower and upper elasticity. */
export const MEASURES = {units: 0, revenue: 1, profit: 2} as const;

const SCENARIOS = 3;
const KINDS = 3;

/** Sums of a replay by SKU and policy, and of all SKUs by night. */
export interface Tally {
  readonly skus: number;
  /** See {@link sumAt}. */
  readonly sums: Float64Array;
  /** By SKU and policy: how often the price moved. */
  readonly moves: Int32Array;
  /** By SKU: days that count, and those of them whose cost is known. */
  readonly days: Int32Array;
  readonly costed: Int32Array;
  /** By SKU: what was recorded, in the order of {@link MEASURES}. */
  readonly recorded: Float64Array;
  /** By night and policy: expected profit of what has a cost. */
  readonly nightly: Float64Array;
}

export function newTally(skus: number, nights: number): Tally {
  const courses = skus * POLICIES.length;
  return {
    skus,
    sums: new Float64Array(courses * SCENARIOS * KINDS),
    moves: new Int32Array(courses),
    days: new Int32Array(skus),
    costed: new Int32Array(skus),
    recorded: new Float64Array(skus * KINDS),
    nightly: new Float64Array(nights * POLICIES.length),
  };
}

/** Place of a sum. `scenario` 0: as believed; 1 and 2: an elasticity one deviation lower and higher. */
export function sumAt(sku: number, policy: number, scenario: number, measure: keyof typeof MEASURES): number {
  return ((sku * POLICIES.length + policy) * SCENARIOS + scenario) * KINDS + MEASURES[measure];
}
