import type {Image, ListingStatus, OptionValue} from '../../domain/catalog/types.js';
import type {ChangeOp, FieldValue, TargetKey} from '../../domain/change/types.js';

/** What goes over the wire between the connector and the practice shop. Money is decimal text, instants ms UTC. */
export interface WireVariant {
  readonly id: string;
  readonly sku: string | null;
  readonly options: readonly OptionValue[];
  readonly price: string | null;
  readonly compare_at_price: string | null;
  readonly cost: string | null;
  readonly tax_rate: string | null;
  readonly stock: number | null;
  readonly gtin: string | null;
  readonly weight_g: number | null;
  readonly image: string | null;
  readonly extra: Readonly<Record<string, string>>;
}

export interface WireProduct {
  readonly id: string;
  readonly handle: string;
  readonly title: string;
  readonly description: string;
  readonly vendor: string;
  readonly category: string;
  readonly tags: readonly string[];
  readonly status: ListingStatus;
  readonly images: readonly Image[];
  readonly extra: Readonly<Record<string, string>>;
  readonly variants: readonly WireVariant[];
}

/** A write. `fields` holds the values wished, not what they were. */
export interface WireChange {
  readonly n: number;
  readonly kind: string;
  readonly op: ChangeOp;
  readonly key: TargetKey;
  readonly fields: Readonly<Record<string, FieldValue>>;
}

export type WireResult =
  | {readonly n: number; readonly status: 'applied'; readonly id: string}
  | {
      readonly n: number;
      readonly status: 'rejected';
      readonly code: string;
      readonly message: string;
      readonly existing_id?: string;
    };

export interface WireOrderLine {
  readonly order_id: string;
  readonly line_id: string;
  readonly ordered_at: number;
  readonly sku: string;
  readonly quantity: number;
  readonly unit_price: string;
  readonly tax: string | null;
  readonly shipping: string;
  readonly fee: string;
  readonly country: string;
  readonly customer_id: string;
  readonly status: string;
}

export interface WireSighting {
  readonly sku: string;
  readonly rival: string;
  readonly price: string | null;
  readonly in_stock: boolean;
  readonly seen_at: number;
}

export interface WireCost {
  readonly sku: string;
  readonly cost: string;
  readonly fee_rate: string;
  readonly fee_fixed: string;
  readonly return_cost: string;
  readonly effective_from: number | null;
}

export interface WireSupply {
  readonly sku: string;
  readonly on_order: number;
  readonly lead_time_days: number;
  readonly replenishable: boolean;
}

/** The feeds that grow, and what each holds. */
export interface Feeds {
  readonly orders: WireOrderLine;
  readonly rivals: WireSighting;
  readonly costs: WireCost;
  readonly supply: WireSupply;
}

export type FeedName = keyof Feeds;

/** Part of a list and where the next part begins; `more` is false on the last. */
export interface WirePage<T> {
  readonly items: readonly T[];
  readonly cursor: string;
  readonly more: boolean;
}

export interface WireShop {
  readonly currency: string;
  readonly zone: string;
  readonly prices_include_tax: boolean;
  readonly now: number;
}

export interface WireSimulation {
  readonly now: number;
  readonly started_at: number;
  readonly seed: number;
  readonly products: number;
  readonly variants: number;
  readonly orders: number;
  readonly faults: readonly string[];
}

export interface WireSummary {
  readonly from: number;
  readonly to: number;
  readonly days: number;
  readonly orders: number;
  readonly units: number;
  readonly returned: number;
  readonly revenue: string;
}

/** Most products or feed rows of a page, and most rows and bytes of a batch. */
export const PAGE_LIMIT = 200;
export const BATCH_ROWS = 100;
export const BATCH_BYTES = 4_000_000;
