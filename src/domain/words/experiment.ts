/** Words of price tests and holdouts. Rates, shares and steps are decimal fractions; days whole numbers or empty. */
export interface ExperimentWords {
  TEST_PRICE: {id: string; price: string; anchor: string; by: string; currency: string};
  TEST_BACK: {id: string; anchor: string; currency: string};
  HOLDOUT_KEPT: {id: string; price: string; currency: string};
  TEST_RUNS: {id: string; shop: string};
  HOLDOUT_RUNS: {id: string; shop: string};
  TEST_HOPELESS: {pairs: number; least: number; days: string; most: number; rate: string; precision: string};
  HOLDOUT_TOO_FEW: {held: number; least: number; of: number};
  EXPERIMENT_UNKNOWN: {id: string; shop: string};
  EXPERIMENT_OVER: {id: string; state: string};
  EXPERIMENT_FIGURE: {text: string; flag: string};
  TEST_ENDED: {id: string; decided: 'up' | 'down' | 'stay' | 'none'; shop: string};

  'test.plan': {skus: number; pairs: number; rate: string; step: string};
  'test.days': {days: number; precision: string; period: number; from: string; until: string};
  'test.left-out': {count: number; why: string};
  'test.question': {days: number};
  'test.started': {id: string; from: string};
  'test.not-started': Record<string, never>;
  'test.none': {shop: string};
  'test.head': {id: string; state: string; from: string; until: string; over: number; days: number};
  'test.estimate': {elasticity: string; low: string; high: string; pairs: number; units: number};
  'test.no-estimate': Record<string, never>;
  'test.used': {used: number; seen: number};
  'test.verdict': {up: string; down: string; stay: string};
  'test.decided': {decided: 'up' | 'down' | 'stay'; step: string};
  'test.undecided': {state: string};
  'test.stopped': {id: string};
  'holdout.none': {shop: string};
  'holdout.plan': {held: number; of: number};
  'holdout.wait': {days: string; reach: string};
  'holdout.question': {held: number};
  'holdout.started': {id: string; from: string};
  'holdout.head': {id: string; state: string; from: string; days: number; wait: string};
  'holdout.side': {held: boolean};
  'holdout.column': {
    column:
      | 'side'
      | 'skus'
      | 'profit_a_day_before'
      | 'profit_a_day_since'
      | 'ratio'
      | 'uplift'
      | 'uplift_low'
      | 'uplift_high';
  };
  'holdout.title': {shop: string};
  'holdout.chart': Record<string, never>;
  'holdout.note.profit': Record<string, never>;
  'holdout.note.uplift': Record<string, never>;
  'holdout.uplift': {uplift: string; low: string; high: string};
  'holdout.no-uplift': Record<string, never>;
  'test.column': {column: 'id' | 'kind' | 'state' | 'from' | 'until' | 'skus'};
}
