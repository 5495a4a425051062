import {medusa} from '../../../src/platforms/medusa/index.js';
import type {Wish} from '../../platforms/contract/steps.js';
import {contractSuite, type MakeShop} from '../../platforms/contract.js';
import {clock} from '../../platforms/practice/shops.js';
import {loneLimiter} from '../../support/limiter.js';
import {type Keys, openApi} from './api.js';
import {cents, variantOf, withPrice} from './goods.js';
import {emptied} from './lab.js';
import {placeOrder} from './shopper.js';

const booted = JSON.parse(process.env['LAB_MEDUSA'] ?? '{}') as Keys & {readonly url: string; readonly control: string};
const api = openApi(booted.url, booted);

/** A GTIN is unique in Medusa: every SKU gets one of its own. */
function shape({listing, offers}: Wish): Wish {
  return {listing, offers: offers.map((each) => (each.gtin === null ? each : {...each, gtin: gtinOf(each.sku ?? '')}))};
}

function gtinOf(sku: string): string {
  const number = [...sku].reduce((sum, mark) => (sum * 37 + mark.charCodeAt(0)) % 10 ** 11, 7);
  const digits = `4${String(number).padStart(11, '0')}`;
  const sum = [...digits].reduce((all, digit, i) => all + Number(digit) * (i % 2 === 0 ? 1 : 3), 0);
  return `${digits}${(10 - (sum % 10)) % 10}`;
}

const make: MakeShop = {
  shape,
  open: async (terms) => {
    await emptied(booted.control);
    const platform = await medusa.open({
      shop: {name: 'lab', terms, settings: {url: booted.url, user: booted.email}},
      clock,
      secrets: {
        get: async (name) => (name === 'shop.lab.password' ? booted.password : null),
        set: async () => undefined,
        remove: async () => undefined,
      },
      limiter: loneLimiter(),
      directory: '',
    });
    return {
      platform,
      close: () => platform.close(),
      reprice: async (sku, price) => {
        const {id, product_id, prices} = await variantOf(api, sku);
        const code = terms.currency.toLowerCase();
        await api.admin(`/products/${product_id}/variants/${id}`, {
          prices: withPrice(prices, code, cents(Number(price))),
        });
      },
      trade: async (skus) => {
        await placeOrder(
          api,
          skus.map((sku, i) => ({sku, quantity: i + 1})),
          'us',
        );
      },
    };
  },
};

contractSuite('medusa', make, {orders: true, faults: false});
