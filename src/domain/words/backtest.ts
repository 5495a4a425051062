/** Words of the area "backtest": today's rules replayed over the past. */
export interface BacktestWords extends BacktestLabels {
  BACKTEST_NO_PAST: {shop: string; from: string; to: string};
  /** SKUs that count for nothing, and those of the shop. */
  BACKTEST_UNKNOWN: {skus: number; offers: number};
  /** SKUs whose elasticity is hardly their own. */
  BACKTEST_PRIOR: {skus: number; counted: number};
  BACKTEST_UNCOSTED: {skus: number; counted: number};
  /** Days of SKUs without a recorded stock, and all that count. */
  BACKTEST_UNSTOCKED: {days: number; of: number};
  /** The period that was asked for begins before anything was recorded. */
  BACKTEST_LATER: {from: string};

  'backtest.title': {shop: string; period: string};
  'backtest.rules': {rules: string};
  'backtest.nights': {nights: number; counted: number};
  'backtest.range': {middle: string; low: string; high: string};
  'backtest.by-category': {policy: string};
  'backtest.more': {command: string};
  'backtest.shop': Record<string, never>;
  'backtest.categories': Record<string, never>;
  'backtest.notes': Record<string, never>;
  'backtest.chart.profit': {currency: string};
  'backtest.chart.course': {currency: string};
  'backtest.note.model': Record<string, never>;
  'backtest.note.known': Record<string, never>;
  'backtest.note.flatters': Record<string, never>;
  'backtest.note.interval': Record<string, never>;
}

type BacktestLabels = {
  [K in BacktestColumnWord as `backtest.label.${K}`]: Record<string, never>;
} & {
  [K in BacktestPolicyWord as `backtest.policy.${K}`]: Record<string, never>;
};

export type BacktestColumnWord =
  | 'category'
  | 'policy'
  | 'units'
  | 'units_low'
  | 'units_high'
  | 'revenue'
  | 'profit'
  | 'gain'
  | 'gain_low'
  | 'gain_high'
  | 'changes';

export type BacktestPolicyWord = 'recorded' | 'done' | 'rules' | 'hold' | 'cost-plus' | 'match';
