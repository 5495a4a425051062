import type {Basis} from './booking.js';
import type {Period, Step} from './calendar.js';
import type {Rate} from './conversion.js';
import type {Dimension, RowKey} from './dimensions.js';
import type {Figures} from './figures.js';

/** One row: what it stands for, in the order of the report's dimensions, and its figures. */
export interface ReportRow {
  readonly key: RowKey;
  readonly figures: Figures;
}

/** What could not be counted, or only in part; each is said beside the figures. */
export interface Counts {
  readonly lines: number;
  readonly cancelledOrders: number;
  /** Returns whose order is nowhere known (order basis): counted on the day they came back. */
  readonly returnsUnmatched: number;
  /** Lines whose tax could not be taken out. */
  readonly linesTaxUnknown: number;
  /** Lines without a known cost, and how many SKUs that is. */
  readonly linesCostUnknown: number;
  readonly skusCostUnknown: number;
  /** Units of days known by their daily history only, and those of them without a price: in the units, not in the money. */
  readonly dailyUnits: number;
  readonly dailyUnitsUnpriced: number;
}

/** A sales report as figures, before it is turned into cells, files or charts. */
export interface SalesReport {
  readonly basis: Basis;
  readonly period: Period;
  readonly before: Period;
  readonly shops: readonly string[];
  /** IANA zones of the shops' days, each once. */
  readonly zones: readonly string[];
  readonly currency: string;
  readonly rates: readonly Rate[];
  readonly by: readonly Dimension[];
  readonly rows: readonly ReportRow[];
  readonly totals: Figures;
  readonly totalsBefore: Figures;
  /** The period in steps without gaps: what charts and sparklines draw. */
  readonly series: {readonly step: Step; readonly rows: readonly ReportRow[]};
  /** By product, best first; empty unless asked for. */
  readonly products: readonly ReportRow[];
  readonly counts: Counts;
}
