/** What Medusa's admin API answers, as far as souk asks for it. Money is decimal numbers in major units, instants ISO text. */
export interface WirePrice {
  readonly id?: string;
  readonly amount: number;
  readonly currency_code: string;
  readonly min_quantity: number | null;
  readonly max_quantity?: number | null;
  /** Where the price holds only: `{region_id: …}`; empty for everywhere. */
  readonly rules?: Readonly<Record<string, string>> | null;
}

export interface WireLevel {
  readonly location_id: string;
  readonly stocked_quantity: number;
  readonly reserved_quantity: number;
}

export interface WireKit {
  readonly inventory_item_id: string;
  readonly required_quantity?: number;
  readonly inventory?: {readonly location_levels?: readonly WireLevel[]} | null;
}

export type WireMetadata = Readonly<Record<string, unknown>>;

export interface WireVariant {
  readonly id: string;
  readonly sku: string | null;
  readonly barcode: string | null;
  readonly ean: string | null;
  readonly upc: string | null;
  readonly weight: number | null;
  readonly thumbnail: string | null;
  readonly manage_inventory: boolean;
  readonly variant_rank: number | null;
  readonly metadata: WireMetadata | null;
  readonly prices?: readonly WirePrice[];
  readonly options?: readonly {readonly value: string; readonly option?: {readonly title: string}}[];
  readonly inventory_items?: readonly WireKit[];
}

export interface WireOption {
  readonly id: string;
  readonly title: string;
  readonly values?: readonly {readonly value: string}[];
}

export interface WireProduct {
  readonly id: string;
  readonly handle: string;
  readonly title: string;
  readonly description: string | null;
  readonly status: string;
  readonly thumbnail: string | null;
  readonly metadata: WireMetadata | null;
  readonly tags?: readonly {readonly id: string; readonly value: string}[] | null;
  readonly categories?: readonly {readonly id: string}[] | null;
  readonly images?: readonly {readonly url: string; readonly rank?: number}[] | null;
  readonly options?: readonly WireOption[] | null;
  readonly variants?: readonly WireVariant[] | null;
}

const VARIANT = [
  ...['id', 'sku', 'barcode', 'ean', 'upc', 'weight', 'thumbnail', 'manage_inventory', 'variant_rank', 'metadata'],
  ...['prices.id', 'prices.amount', 'prices.currency_code', 'prices.min_quantity', 'prices.max_quantity'],
  ...['prices.price_rules.attribute', 'prices.price_rules.value', 'options.value', 'options.option.title'],
  ...['inventory_items.inventory_item_id', 'inventory_items.required_quantity'],
  ...['location_id', 'stocked_quantity', 'reserved_quantity'].map(
    (name) => `inventory_items.inventory.location_levels.${name}`,
  ),
];

/** Exactly the fields souk reads: what a plain request answers is many times larger. */
export const PRODUCT_FIELDS = [
  ...['id', 'handle', 'title', 'description', 'status', 'thumbnail', 'metadata', 'tags.id', 'tags.value'],
  ...['categories.id', 'images.url', 'images.rank', 'options.id', 'options.title', 'options.values.value'],
  ...VARIANT.map((name) => `variants.${name}`),
].join(',');

/** Most products of a page, and most ids or names of one question: they travel in its address, which has 16 kB. */
export const PAGE_ROWS = 100;
export const ASK_ROWS = 100;

/** Most changes and bytes of a batch. The server's own door is at 2 MB of body; a change is sent in less than it is kept in. */
export const BATCH_ROWS = 200;
export const BATCH_BYTES = 1_000_000;
/** Most bytes of one request's body. */
export const BODY_BYTES = 1_500_000;

/** Medusa's own way to write "no options": it makes no product without one. */
export const NO_OPTION = {title: 'Default option', value: 'Default option value'} as const;

/** Names in `metadata` that are souk's; all other text there is a listing's or an offer's `extra`. */
export const OWN = {
  vendor: 'vendor',
  /** Titles of the options in the order they are shown: Medusa keeps none. */
  options: 'souk_options',
  /** Tags in the order the merchant gave them: Medusa keeps none. */
  tags: 'souk_tags',
  alts: 'souk_image_alts',
  /** On a variant that was made and has not its stock or picture yet: it counts as not made until it has. */
  unfinished: 'souk_unfinished',
} as const;
