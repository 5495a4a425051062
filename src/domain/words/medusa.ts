/** Words of the area "medusa": what a Medusa shop lacks. */
export interface MedusaWords {
  MEDUSA_CURRENCY: {currency: string; known: string};
  MEDUSA_REGION: {currency: string; ok: boolean};
  MEDUSA_CHANNEL: {ok: boolean; wanted: string};
  MEDUSA_PROFILE: {ok: boolean};
  MEDUSA_LOCATION: {ok: boolean; names: string; wanted: string};
  MEDUSA_TAX: {here: string; there: string; currency: string};
  MEDUSA_PRICE_LISTS: {count: number; title: string};
  MEDUSA_ORDER_UNREADABLE: {order: string; why: string};
}
