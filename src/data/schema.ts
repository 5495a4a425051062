import type {ListingStatus, ShopMode} from '../domain/catalog/types.js';
import type {ChangeState, RunState} from '../domain/change/run.js';
import type {PlanKind} from '../domain/change/types.js';
import type {Experiment, ExperimentState} from '../domain/pricing/experiment/types.js';
import type {PromotionStatus} from '../domain/promotions/types.js';
import type {PlanState} from '../ports/data.js';

/**
 * The tables as Kysely sees them. Three kinds of column: text, integer (money in minor units, instants in ms UTC, truth
 * as 0 or 1) and JSON kept as text. Ids come from `sequence`, so that both engines give the same ones.
 */
export interface Schema {
  meta: {key: string; value: string};
  sequence: {name: string; last: number};
  shop: ShopTable;
  cursor: {shop_id: number; kind: string; cursor: string; at: number};
  listing: ListingTable;
  offer: OfferTable;
  pin: {shop_id: number; sku: string; until_at: number | null; reason: string};
  item: {code: string; created_at: number};
  item_link: ItemLinkTable;
  cost: CostTable;
  bound: BoundTable;
  supply: SupplyTable;
  rival_offer: RivalOfferTable;
  fee_schedule: FeeTable;
  sales_order: {shop_id: number; order_id: string; ordered_at: number; customer: string | null};
  order_line: OrderLineTable;
  daily: DailyTable;
  learner: {shop_id: number; body: string};
  learner_sku: {shop_id: number; sku: string; figures: string; belief: string | null; cells: string};
  price_ledger: LedgerTable;
  promotion: PromotionTable;
  promotion_offer: PromotionOfferTable;
  experiment: ExperimentTable;
  plan: PlanTable;
  plan_change: {plan: string; n: number; body: string};
  plan_skipped: {plan: string; n: number; body: string};
  run: RunTable;
  run_change: RunChangeTable;
  export_snapshot: {id: string; shop_id: number; number: number; dialect: string; at: number; file_hash: string};
  export_cell: {snapshot: string; n: number; target: string; cells: string};
  file_layout: {number: number; shop_id: number; dialect: string; header: string; file_hash: string};
  file_product: {shop_id: number; dialect: string; product: string; layout: number; n: number; rows: string};
  file_row: {dialect: string; listing_id: number; shop_id: number; hash: number; unsaid: string};
  lock: {name: string; owner: string; taken_at: number; lease_until: number};
  limiter: {shop_id: number; name: string; state: string; at: number};
}

export type TableName = keyof Schema & string;

interface ShopTable {
  id: number;
  name: string;
  platform: string;
  mode: ShopMode;
  currency: string;
  zone: string;
  prices_include_tax: number;
  tax_rate: string | null;
  settings: string;
  own: string;
  paused_at: number | null;
  created_at: number;
}

interface ListingTable {
  id: number;
  shop_id: number;
  /** Its id at the shop; one of a shop at most. */
  remote_id: string;
  product: string;
  title: string;
  description: string;
  vendor: string;
  category: string;
  tags: string;
  status: ListingStatus;
  images: string;
  extra: string;
  /** Of its content and its offers', as the shop told of them last; '': unknown. */
  hash: string;
  changed_at: number;
}

interface OfferTable {
  id: number;
  shop_id: number;
  listing_id: number;
  /** Its id at the shop; one of a shop at most. */
  remote_id: string;
  position: number;
  sku: string | null;
  options: string;
  price: number | null;
  compare_at: number | null;
  base_price: number | null;
  base_compare_at: number | null;
  cost: number | null;
  currency: string;
  tax_rate: string | null;
  stock: number | null;
  gtin: string | null;
  weight_grams: number | null;
  image: string | null;
  extra: string;
  changed_at: number;
}

interface ItemLinkTable {
  shop_id: number;
  sku: string;
  item: string;
  pack: number;
  supplier: string | null;
  minimum_order: number | null;
  pack_size: number | null;
  weight_grams: number | null;
  learnt_at: number;
}

/** `effective_from` of a cost that always held; the weakest, and first in every order. */
export const ALWAYS = -8_640_000_000_000_000;

/** `up_to` of the step of a fee schedule that holds for all prices above the others. */
export const OPEN_END = Number.MAX_SAFE_INTEGER;

interface CostTable {
  shop_id: number;
  sku: string;
  effective_from: number;
  cost: number;
  fee_rate: string | null;
  fee_fixed: number | null;
  return_cost: number | null;
  learnt_at: number;
}

/** One step of a schedule; `up_to` of the open one is {@link OPEN_END}. */
interface FeeTable {
  shop_id: number;
  sku: string;
  category: string;
  effective_from: number;
  up_to: number;
  source: 'merchant' | 'platform';
  rate: string;
  fixed: number | null;
  minimum: number | null;
  marginal: number;
  learnt_at: number;
}

interface BoundTable {
  shop_id: number;
  sku: string;
  list_price: number | null;
  min_price: number | null;
  max_price: number | null;
  map_price: number | null;
  msrp: number | null;
  learnt_at: number;
}

interface SupplyTable {
  shop_id: number;
  sku: string;
  on_order: number | null;
  lead_time_days: number | null;
  replenishable: number | null;
  season_end: string | null;
  salvage_value: number | null;
  holding_cost_day: number | null;
  received_on: string | null;
  learnt_at: number;
}

interface RivalOfferTable {
  shop_id: number;
  sku: string;
  rival: string;
  seen_at: number;
  price: number | null;
  shipping: number | null;
  in_stock: number;
  condition: string | null;
  learnt_at: number;
}

interface OrderLineTable {
  shop_id: number;
  order_id: string;
  line_id: string;
  ordered_at: number;
  sku: string;
  quantity: number;
  unit_price: number;
  discount: number | null;
  tax: number | null;
  shipping: number | null;
  fee: number | null;
  currency: string;
  country: string | null;
  status: string | null;
}

interface DailyTable {
  shop_id: number;
  date: string;
  sku: string;
  price: number | null;
  units: number | null;
  start_stock: number | null;
}

interface LedgerTable {
  seq: number;
  shop_id: number;
  sku: string;
  at: number;
  price: number;
  compare_at: number | null;
  currency: string;
  source: 'pull' | 'run';
  run: string | null;
  promotion: string | null;
}

interface PromotionTable {
  id: string;
  shop_id: number;
  name: string;
  terms: string;
  scope: string;
  starts_at: number;
  ends_at: number;
  zone: string;
  strike: number;
  announced_at: number | null;
  status: PromotionStatus;
  status_at: number;
  created_at: number;
}

interface ExperimentTable {
  id: string;
  shop_id: number;
  number: number;
  kind: Experiment['kind'];
  state: ExperimentState;
  started_at: number;
  ended_at: number | null;
  body: string;
}

interface PromotionOfferTable {
  promotion: string;
  shop_id: number;
  offer_id: number;
  price: number;
  compare_at: number | null;
  set_at: number;
}

interface PlanTable {
  id: string;
  shop_id: number;
  number: number;
  kind: PlanKind;
  state: PlanState;
  created_at: number;
  expires_at: number;
  summary: string;
  header: string;
}

interface RunTable {
  id: string;
  shop_id: number;
  number: number;
  plan: string;
  kind: PlanKind;
  state: RunState;
  started_at: number;
  ended_at: number | null;
  state_at: number;
  undoes: string | null;
  held: number;
}

interface RunChangeTable {
  run: string;
  n: number;
  state: ChangeState;
  attempts: number;
  remote_id: string | null;
  code: string | null;
  message: string | null;
  observed: string | null;
  sent_at: number | null;
  settled_at: number | null;
}

/** Every table, by name. */
export const TABLES: readonly TableName[] = [
  'bound',
  'cost',
  'cursor',
  'daily',
  'experiment',
  'export_cell',
  'export_snapshot',
  'fee_schedule',
  'file_layout',
  'file_product',
  'file_row',
  'item',
  'item_link',
  'learner',
  'learner_sku',
  'limiter',
  'listing',
  'lock',
  'meta',
  'offer',
  'order_line',
  'pin',
  'plan',
  'plan_change',
  'plan_skipped',
  'price_ledger',
  'promotion',
  'promotion_offer',
  'rival_offer',
  'run',
  'run_change',
  'sales_order',
  'sequence',
  'shop',
  'supply',
];
