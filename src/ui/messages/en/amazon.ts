import type {AmazonWords} from '../../../domain/words/amazon.js';
import type {Catalogue} from '../catalogue.js';

function minutes(count: number): string {
  if (count < 1) return 'less than a minute';
  if (count < 60) return count === 1 ? 'a minute' : `${count} minutes`;
  const rest = count % 60;
  return `${Math.floor(count / 60)} h${rest === 0 ? '' : ` ${rest} min`}`;
}

export const amazon: Catalogue<AmazonWords> = {
  AMAZON_STORE_UNKNOWN: {
    text: ({marketplace}) => `store: souk does not know ${marketplace}, so currency and tax are taken as given`,
    hint: () => 'See the page "Marketplace IDs" of Amazon’s documentation for its id.',
  },
  AMAZON_CURRENCY: {
    text: ({country, currency, wanted}) =>
      currency === wanted
        ? `currency: ${currency}, as Amazon ${country} sells in`
        : `currency: Amazon ${country} sells in ${currency}; the shop is in ${wanted}`,
    hint: ({currency}) => `souk shop add NAME --platform amazon --currency ${currency} …`,
  },
  AMAZON_TAX: {
    text: ({country, withTax}) => `tax: prices on Amazon ${country} are ${withTax ? 'with' : 'without'} tax`,
    hint: ({withTax}) => `souk shop add NAME --platform amazon --prices-include-tax ${withTax ? 'yes' : 'no'} …`,
  },
  AMAZON_ROLE: {
    text: ({does, role, ok}) => `${does}: the application ${ok ? 'may read them' : 'lacks a role'} (${role})`,
    hint: ({role}) =>
      `Seller Central > Apps and Services > Develop Apps > Edit App: add the role ${role}, then authorize the application again and give souk the new refresh token.`,
  },
  AMAZON_REFUSES: {
    text: ({marketplace, seller, why}) => `seller ${seller} in the store ${marketplace}: refused (${why})`,
    hint: () => 'Seller Central > Settings > Account Info: see Your Merchant Token and the stores you sell in.',
  },
  AMAZON_PACE: {
    text: ({listings, read, write, byFeed}) =>
      `${listings} listings: at Amazon’s limits reading them all takes ${minutes(read)}, a new price for each ${minutes(write)}${byFeed ? ' (by a feed; on Amazon’s worst days up to eight hours)' : ''}`,
    hint: () => 'souk config set run-minutes 720',
  },
  AMAZON_RIVAL_PACE: {
    text: ({listings, minutes: took}) =>
      `rivals: one look at the offers for ${listings} listings takes ${minutes(took)}`,
    hint: () => 'souk shop add NAME --platform amazon --set rivals=24 …',
  },
  AMAZON_FEES_UNREAD: {
    text: ({sku, why}) => `Amazon named no fees for ${sku} (${why}).`,
    hint: () => 'souk fee import fees.csv',
  },
  AMAZON_OFFERS_UNREAD: {
    text: ({sku, why}) => `Offers of others for ${sku} could not be read (${why}).`,
    hint: () => 'souk shop pull',
  },
  AMAZON_ORDER_UNREADABLE: {
    text: ({order}) => `Order ${order} of Amazon can not be read: its currency is not known.`,
    hint: () => 'souk shop pull',
  },
};
