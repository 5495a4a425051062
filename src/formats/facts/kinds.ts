import type {
  BoundsRecord,
  CostRecord,
  DailyRecord,
  FeeRecord,
  ItemRecord,
  OrderRecord,
  RivalRecord,
  SupplyRecord,
} from '../../domain/facts.js';
import type {FactKind} from './kind.js';
import {daily, orders, rivals} from './market.js';
import {bounds, costs, fees, items, supply} from './merchant.js';
import type {Values} from './row.js';

export type {FactKind} from './kind.js';

/** The facts that come in files of souk's own columns. */
export interface FactRecords {
  readonly items: ItemRecord;
  readonly costs: CostRecord;
  readonly fees: FeeRecord;
  readonly bounds: BoundsRecord;
  readonly supply: SupplyRecord;
  readonly orders: OrderRecord;
  readonly daily: DailyRecord;
  readonly rivals: RivalRecord;
}

export type FactName = keyof FactRecords;

type Kinds = {readonly [K in FactName]: FactKind<FactRecords[K]>};

/** Every kind of fact by name. */
export const FACT_KINDS: Kinds = {items, costs, fees, bounds, supply, orders, daily, rivals};

/** The one door where rows of a file become records: to be called once a row, in the order of the file. */
export function recordReader<K extends FactName>(name: K, currency: string): (values: Values) => FactRecords[K] {
  const kind = factKind(name);
  return kind.reader?.(currency) ?? ((values) => kind.record(values, currency));
}

/** The kind of that name. */
export function factKind<K extends FactName>(name: K): FactKind<FactRecords[K]> {
  // The table's type ties each name to its record; the compiler can not follow that through a type variable.
  return FACT_KINDS[name] as unknown as FactKind<FactRecords[K]>;
}
