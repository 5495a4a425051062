/** Words of the area "woocommerce": what a WooCommerce shop lacks, and what stands before it. */
export interface WooCommerceWords {
  WOO_KEY_FORM: {shop: string};
  WOO_BLOCKED: {shop: string; status: number};
  WOO_ELSEWHERE: {shop: string; to: string};
  WOO_NO_API: {shop: string};
  WOO_WAY: {shop: string; setting: string; value: string};
  WOO_WRITE: {ok: boolean};
  WOO_CURRENCY: {here: string; there: string};
  WOO_TAX: {here: string; there: string};
  WOO_SETTINGS_HIDDEN: Record<string, never>;
  WOO_DECIMALS: {decimals: number; currency: string};
  WOO_COST: {wanted: boolean; on: boolean};
  WOO_PLAIN_HTTP: {url: string};
  WOO_PRICE_FINE: {sku: string; price: string; currency: string};
  WOO_ORDER_UNREADABLE: {order: string; why: string};
}
