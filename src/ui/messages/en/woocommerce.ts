import type {WooCommerceWords} from '../../../domain/words/woocommerce.js';
import type {Catalogue} from '../catalogue.js';

export const woocommerce: Catalogue<WooCommerceWords> = {
  WOO_KEY_FORM: {
    text: ({shop}) => `The key of ${shop} is not of the form ck_…:cs_…`,
    hint: () => 'WooCommerce > Settings > Advanced > REST API: the consumer key, a colon, the consumer secret',
  },
  WOO_BLOCKED: {
    text: ({shop, status}) =>
      `${shop} answers with a page and HTTP ${status}: a firewall or a security plug-in stands before WooCommerce.`,
    hint: () => 'Let /wp-json/wc/v3/ through there, then: souk shop check',
  },
  WOO_ELSEWHERE: {
    text: ({shop, to}) => `${shop} sends visitors on to ${to}.`,
    hint: ({to}) => `Give that address: souk shop add NAME --platform woocommerce --url ${to} …`,
  },
  WOO_NO_API: {
    text: ({shop}) => `${shop} has no WooCommerce API at its address: the answer is a page.`,
    hint: () => 'souk shop check, which tries plain permalinks too',
  },
  WOO_WAY: {
    text: ({setting, value}) =>
      setting === 'auth'
        ? `signing in: the shop does not see the key as it is shown now, and does with auth=${value}`
        : `permalinks: the shop's are ${value}`,
    hint: ({shop, setting, value}) => `souk shop add ${shop} --platform woocommerce --set ${setting}=${value} …`,
  },
  WOO_WRITE: {
    text: ({ok}) => (ok ? 'key: may read and write' : 'key: may read only'),
    hint: () => 'WooCommerce > Settings > Advanced > REST API: give the key "Read/Write", or make another one',
  },
  WOO_CURRENCY: {
    text: ({here, there}) =>
      here === there ? `currency: the shop sells in ${there}` : `currency: ${here} here, ${there} in WooCommerce`,
    hint: ({there}) => `souk shop add NAME --platform woocommerce --currency ${there} …`,
  },
  WOO_TAX: {
    text: ({here, there}) =>
      here === there
        ? `prices-include-tax: ${here}, as WooCommerce has it`
        : `prices-include-tax: ${here} here, ${there} in WooCommerce`,
    hint: ({there}) => `souk shop add NAME --platform woocommerce --prices-include-tax ${there} …`,
  },
  WOO_SETTINGS_HIDDEN: {
    text: () => 'settings: this key may not see them, so that currency and tax were not compared, nor weights read',
    hint: () => 'Make the key for a user who is a shop manager or an administrator',
  },
  WOO_DECIMALS: {
    text: ({decimals, currency}) =>
      `decimals: the shop shows and charges ${decimals} of them, ${currency} has more: buyers pay other prices than souk writes`,
    hint: () => 'WooCommerce > Settings > General > Number of decimals',
  },
  WOO_COST: {
    text: ({wanted, on}) => {
      if (wanted) return on ? 'cost of goods: the shop keeps it' : 'cost of goods: switched off in the shop';
      return 'cost of goods: the shop keeps it, and souk leaves it alone';
    },
    hint: ({wanted}) =>
      wanted
        ? 'WooCommerce > Settings > Advanced > Features: Cost of Goods Sold'
        : 'souk shop add NAME --platform woocommerce --set cost=yes …',
  },
  WOO_PLAIN_HTTP: {
    text: ({url}) =>
      `${url} is not encrypted: the key is not sent there, but others can read and change prices and orders`,
    hint: ({url}) => `Give it as --url ${url.replace(/^http:/u, 'https:')}`,
  },
  WOO_PRICE_FINE: {
    text: ({sku, price, currency}) =>
      `The price ${price} of ${sku} in the shop is none that ${currency} has coins for.`,
    hint: ({sku}) => `souk price set ${sku} 12.50`,
  },
  WOO_ORDER_UNREADABLE: {
    text: ({order, why}) => `Order ${order} of WooCommerce can not be read: ${why}.`,
    hint: () => 'souk shop pull',
  },
};
