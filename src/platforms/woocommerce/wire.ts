/** What WooCommerce answers, as far as souk asks for it, always in context "edit": in "view" texts are rendered and variations show what is their product's. */
export interface WireMeta {
  readonly key: string;
  readonly value: unknown;
}

export interface WireImage {
  readonly id: number;
  readonly src: string;
  readonly alt?: string;
}

/** What a product without options and a variation have in common: what is sold. Prices are decimal texts, "" for none. */
export interface WireOffer {
  readonly id: number;
  readonly sku: string;
  readonly global_unique_id?: string;
  /** What a buyer pays now. On a shop whose sale has begun it may stay the regular price until the shop's daily work. */
  readonly price: string;
  readonly regular_price: string;
  readonly sale_price: string;
  readonly date_on_sale_from_gmt: string | null;
  readonly date_on_sale_to_gmt: string | null;
  readonly manage_stock: boolean | 'parent';
  readonly stock_quantity: number | null;
  readonly weight: string;
  readonly meta_data?: readonly WireMeta[];
  readonly cost_of_goods_sold?: {readonly values?: readonly {readonly defined_value: number | null}[]};
}

export interface WireAttribute {
  readonly id: number;
  readonly name: string;
  readonly position?: number;
  readonly visible?: boolean;
  readonly variation?: boolean;
  readonly options?: readonly string[];
}

export interface WireProduct extends WireOffer {
  readonly name: string;
  readonly slug: string;
  readonly type: string;
  readonly status: string;
  readonly description: string;
  readonly parent_id?: number;
  readonly categories: readonly {readonly id: number; readonly name: string; readonly slug: string}[];
  readonly tags: readonly {readonly id: number; readonly name: string}[];
  readonly images: readonly WireImage[];
  readonly attributes: readonly WireAttribute[];
  readonly variations?: readonly number[];
}

export interface WireVariation extends WireOffer {
  readonly image: WireImage | null;
  readonly attributes: readonly {readonly id: number; readonly name: string; readonly option: string}[];
}

/** A product with its variations; of one without options the product itself is what is sold. */
export interface Goods {
  readonly product: WireProduct;
  readonly variations: readonly WireVariation[];
}

/** Exactly the fields souk reads: a product has seventy. */
const OFFER = [
  ...['id', 'sku', 'global_unique_id', 'price', 'regular_price', 'sale_price', 'date_on_sale_from_gmt'],
  ...['date_on_sale_to_gmt', 'manage_stock', 'stock_quantity', 'weight', 'meta_data', 'cost_of_goods_sold'],
];
export const PRODUCT_FIELDS = [
  ...[...OFFER, 'name', 'slug', 'type', 'status', 'description', 'parent_id', 'categories', 'tags', 'images'],
  ...['attributes', 'variations'],
].join(',');
export const VARIATION_FIELDS = [...OFFER, 'image', 'attributes'].join(',');

/** Most rows of a page; with one more the server answers 400. */
export const PAGE_ROWS = 100;
/** Most bytes of one request's body: PHP takes 8 MB where nobody changed it, firewalls often less. */
export const BODY_BYTES = 1_000_000;
export const BATCH_BYTES = 800_000;

/** True where the product is not sold itself: its variations are, or those it groups. */
export function isParent({type}: Pick<WireProduct, 'type'>): boolean {
  return type.startsWith('variable') || type === 'grouped';
}

/** Requests of one batch under way at once: what a small host bears. */
export const AT_ONCE = 2;
