/** Words of promotions: windows, checks, switches, and the screens of `souk promo`. */
export interface PromotionWords {
  PROMO_TIME_INVALID: {text: string};
  PROMO_TIME_SKIPPED: {text: string; zone: string; from: string; to: string};
  PROMO_TIME_TWICE: {text: string; zone: string; earlier: string; later: string};
  PROMO_TIME_OTHER_OFFSET: {text: string; zone: string; at: string};
  PROMO_TIME_NO_MIDNIGHT: {date: string; zone: string; at: string};
  PROMO_END_WHOLE_DAY: {date: string; at: string};
  PROMO_PERCENT_INVALID: {text: string};
  PROMO_AMOUNT_INVALID: {text: string; currency: string};
  PROMO_TERMS_NEEDED: Record<string, never>;
  PROMO_SCOPE_NEEDED: Record<string, never>;
  PROMO_NAME_INVALID: {name: string};
  PROMO_NAME_TAKEN: {name: string; id: string; shop: string};
  PROMO_UNKNOWN: {id: string; shop: string};
  PROMO_OVER_ALREADY: {id: string; status: string};
  PROMO_IN_FILE: {file: string; line: number; column: number; why: {readonly code: string; readonly params: object}};
  /** `accept`: the command that accepts the losses; '' where there is none. */
  PROMO_CHECK_FAILED: {errors: number; losses: number; accept: string};

  PROMO_ENDS_BEFORE_START: {start: string; end: string};
  PROMO_ALREADY_OVER: {end: string; endUtc: string};
  PROMO_ALREADY_DUE: {start: string};
  PROMO_SCOPE_EMPTY: Record<string, never>;
  PROMO_SKU_UNKNOWN: {sku: string};
  PROMO_NO_BASE: {sku: string};
  PROMO_NOT_POSITIVE: {sku: string; base: string; off: string; currency: string};
  PROMO_NO_EFFECT: {sku: string; base: string; currency: string};
  PROMO_BELOW_BOUND: {sku: string; price: string; bound: string; source: string; short: string; currency: string};
  PROMO_COST_UNKNOWN: {sku: string; price: string; currency: string};
  PROMO_DISCOUNT_LARGE: {percent: string; limit: number};
  PROMO_OFFER_LARGE: {sku: string; base: string; price: string; percent: string; currency: string};
  PROMO_NO_STRIKE: {shop: string};
  PROMO_STRIKE_ABOVE_LOWEST: {sku: string; strike: string; lowest: string; currency: string};
  PROMO_HISTORY_SHORT: {days: number; wanted: number; offers: number};
  PROMO_NO_STOCK: {sku: string; stock: number};
  /** `until` is an ISO instant, or empty. */
  PROMO_PINNED: {sku: string; until: string; zone: string};
  PROMO_OVERLAP: {
    sku: string;
    other: string;
    name: string;
    price: string;
    otherPrice: string;
    wins: string;
    currency: string;
  };

  PROMO_STARTS: {promotion: string; name: string};
  PROMO_REPLACES: {promotion: string; name: string; other: string};
  PROMO_ENDS: {promotion: string; name: string};
  PROMO_CANCELLED: {promotion: string; name: string};
  PROMO_EDITED: {promotion: string; expected: string; live: string; currency: string};
  PROMO_CLOCK_BACK: {promotion: string; name: string; start: string};
  PROMO_MISSED: {promotion: string; name: string; start: string; end: string};
  PROMO_CAUGHT_UP: {promotion: string; name: string; what: 'start' | 'end'; due: string};

  'promo.head': {id: string; name: string; terms: string; offers: number; shop: string};
  'promo.window': {start: string; startUtc: string; end: string; endUtc: string};
  'promo.status': {status: string};
  'promo.error': Record<string, never>;
  'promo.warning': Record<string, never>;
  'promo.more-findings': {more: number; errors: number};
  'promo.more-offers': {more: number};
  'promo.sound': {offers: number};
  'promo.none': {shop: string};
  'promo.added': {id: string; at: string};
  'promo.added-due': {id: string; shop: string};
  'promo.known': {id: string};
  'promo.hints': Record<string, never>;
  'promo.tick-question': {shop: string};
  'promo.stands': {id: string};
  'promo.start': Record<string, never>;
  'promo.end': Record<string, never>;
  'promo.due': Record<string, never>;
  'promo.calendar-empty': Record<string, never>;
  'promo.tick-quiet': {shop: string; starts: number; ends: number; missed: number};
  'promo.cancelled': {id: string; name: string};
  'promo.would-cancel': {id: string; name: string};
}
