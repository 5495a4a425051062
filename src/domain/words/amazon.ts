/** Words of the area "amazon": what a seller's account lacks, and what Amazon's limits mean. */
export interface AmazonWords {
  AMAZON_STORE_UNKNOWN: {marketplace: string};
  AMAZON_CURRENCY: {country: string; currency: string; wanted: string};
  AMAZON_TAX: {country: string; withTax: boolean};
  AMAZON_ROLE: {does: string; role: string; ok: boolean};
  AMAZON_REFUSES: {marketplace: string; seller: string; why: string};
  AMAZON_PACE: {listings: number; read: number; write: number; byFeed: boolean};
  AMAZON_RIVAL_PACE: {listings: number; minutes: number};
  AMAZON_FEES_UNREAD: {sku: string; why: string};
  AMAZON_OFFERS_UNREAD: {sku: string; why: string};
  AMAZON_ORDER_UNREADABLE: {order: string};
}
