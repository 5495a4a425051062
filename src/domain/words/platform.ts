/** Words of the area "platform". */
export interface PlatformWords {
  SHOP_UNREACHABLE: {shop: string; why: string};
  SHOP_SIGN_IN: {shop: string; why: string};
  SHOP_ASKS_TO_WAIT: {shop: string; minutes: number};
  SHOP_SECRET_MISSING: {shop: string; secret: string};
  VENDURE_CURRENCY: {channel: string; currency: string; sells: string};
  VENDURE_TAX: {channel: string; withTax: boolean};
  VENDURE_ZONE: {channel: string; zone: 'tax' | 'shipping'};
  VENDURE_STOCK_NOWHERE: {channel: string};
  VENDURE_LOCATIONS: {count: number};
  VENDURE_NOT_DEFAULT: {channel: string; currency: string; own: string};
  VENDURE_RIGHT: {does: string; right: string};
  VENDURE_PRICE_FINE: {sku: string; currency: string};
  PLAIN_HTTP: {url: string};
  SETTING_INVALID: {setting: string; value: string; wanted: string};
  PRACTICE_FILE_NEWER: {file: string};
  PRACTICE_CURRENCY: {begun: string; wanted: string};
  PRACTICE_TERM: {term: string; here: string; there: string};
  PRACTICE_NOT_SIMULATED: {shop: string; platform: string};
  PRACTICE_NOT_HERE: {shop: string};
  PRACTICE_PORT: {port: number; why: string};
  PRACTICE_SPAN_INVALID: {text: string};
  PRACTICE_SPAN_LONG: {days: number};
  PRACTICE_TIME_BACK: {now: number; to: number};
  'practice.advanced': {shop: string; days: number; from: string; to: string};
  'practice.sold': {orders: number; units: number; returned: number; revenue: string; currency: string};
  'practice.next': {shop: string};
  'practice.state': {shop: string; now: string; zone: string; startedAt: string; seed: number};
  'practice.holds': {products: number; variants: number; orders: number};
  'practice.faults': {faults: string};
  'practice.go-on': {shop: string};
  'practice.serving': {url: string};
  'practice.served': {shop: string};
}
