import {variableOf} from '../../../domain/secret-name.js';
import type {PlatformWords} from '../../../domain/words/platform.js';
import type {Catalogue} from '../catalogue.js';

/** An ISO instant as people read it, to the minute: "2026-03-02 06:00 UTC". */
function when(iso: string): string {
  return `${iso.slice(0, 16).replace('T', ' ')} UTC`;
}

export const platform: Catalogue<PlatformWords> = {
  SHOP_UNREACHABLE: {
    text: ({shop, why}) => `The shop ${shop} does not answer (${why}).`,
    hint: ({shop}) => `souk shop check ${shop}`,
  },
  SHOP_SIGN_IN: {
    text: ({shop, why}) => `The shop ${shop} does not let souk in (${why}).`,
    hint: ({shop}) => `souk shop check ${shop}`,
  },
  SHOP_ASKS_TO_WAIT: {
    text: ({shop, minutes}) =>
      `The shop ${shop} takes no more requests for the next ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}: its limit is used up.`,
    hint: ({shop}) => `Once they have passed: souk shop check ${shop}`,
  },
  SHOP_SECRET_MISSING: {
    text: ({shop, secret}) => `There is no secret to sign in to the shop ${shop} with: ${secret}.`,
    hint: ({secret}) =>
      `Set ${variableOf(secret)} in the environment, or give it with souk shop add NAME --token-stdin < FILE`,
  },
  VENDURE_CURRENCY: {
    text: ({channel, currency, sells}) =>
      `currency: the channel ${channel} sells in ${sells}; the shop is in ${currency}`,
    hint: ({currency}) =>
      `In Vendure, Settings → Channels: add ${currency}. Or connect the shop with another --currency.`,
  },
  VENDURE_TAX: {
    text: ({channel, withTax}) => `tax: prices of the channel ${channel} are ${withTax ? 'with' : 'without'} tax`,
    hint: ({withTax}) => `souk shop add NAME --platform vendure --prices-include-tax ${withTax ? 'yes' : 'no'} …`,
  },
  VENDURE_ZONE: {
    text: ({channel, zone}) => `default ${zone} zone of the channel ${channel}`,
    hint: ({zone}) => `In Vendure, Settings → Channels: choose a default ${zone} zone.`,
  },
  VENDURE_STOCK_NOWHERE: {
    text: ({channel}) => `stock location of the channel ${channel}: without one stock is neither read nor written`,
    hint: () =>
      'In Vendure, Settings → Stock Locations: give the channel one, or name another with --set location=NAME.',
  },
  VENDURE_LOCATIONS: {
    text: ({count}) => `${count} stock locations: souk reads and writes the stock of one`,
    hint: () => 'Name it: --set location=NAME',
  },
  VENDURE_NOT_DEFAULT: {
    text: ({channel, currency, own}) =>
      `the channel ${channel} sells in ${own} first: prices in ${currency} are written, products in it can not be made`,
    hint: ({own}) => `To make products: souk shop add NAME --platform vendure --currency ${own} …`,
  },
  VENDURE_RIGHT: {
    text: ({does, right}) => `may ${does} (${right})`,
    hint: ({right}) => `In Vendure, Settings → Roles: give the role of this user ${right}.`,
  },
  VENDURE_PRICE_FINE: {
    text: ({sku, currency}) => `The price of ${sku} in the shop is finer than ${currency} has coins.`,
    hint: ({sku}) => `souk price set ${sku} 12.50`,
  },
  SHOPIFY_CURRENCY: {
    text: ({currency, wanted}) =>
      currency === wanted ? `currency: ${currency}` : `currency: the shop sells in ${currency}, not in ${wanted}`,
    hint: ({currency}) => `souk shop add NAME --platform shopify --currency ${currency} …`,
  },
  SHOPIFY_TAX: {
    text: ({withTax}) => `tax: the shop's prices are ${withTax ? 'with' : 'without'} tax`,
    hint: ({withTax}) => `souk shop add NAME --platform shopify --prices-include-tax ${withTax ? 'yes' : 'no'} …`,
  },
  SHOPIFY_MAY: {
    text: ({does, scope}) => `may ${does} (${scope})`,
    hint: ({scope}) =>
      `In the Dev Dashboard, Apps → your app → Versions: add ${scope} to the scopes, release the version, and accept it in the shop's admin.`,
  },
  SHOPIFY_SCOPE: {
    text: ({shop, field, scope}) => `The app may not use ${field} of the shop ${shop}: the scope ${scope} is missing.`,
    hint: ({shop}) => `souk shop check ${shop}`,
  },
  SHOPIFY_LOCATION: {
    text: ({location, locations}) =>
      locations === ''
        ? 'location of stock: there is none, or souk may not see it'
        : locations.split(', ').includes(location) || location === ''
          ? `location of stock: ${location === '' ? 'none' : location}`
          : `location of stock: there is no "${location}"; there is ${locations}`,
    hint: () => 'Name one of the shop (Settings → Locations): --set location=NAME',
  },
  SHOPIFY_LOCATIONS: {
    text: ({locations}) => `several locations (${locations}): souk reads and writes the stock of the first`,
    hint: () => 'Name the one that you mean: --set location=NAME',
  },
  SHOPIFY_CHANNELS: {
    text: ({chosen}) => `sales channels that active products are put on: ${chosen}`,
    hint: () => 'Others: --set channels=NAME,NAME, or all, or none',
  },
  SHOPIFY_CHANNEL_MISSING: {
    text: ({channel, channels}) =>
      `sales channels: there is no "${channel}"${channels === '' ? '' : `; there is ${channels}`}`,
    hint: () =>
      'Name those of the shop (Settings → Apps and sales channels): --set channels=NAME,NAME, or all, or none',
  },
  SHOPIFY_UNPUBLISHED: {
    text: ({count, scope}) =>
      `${count} new ${count === 1 ? 'product' : 'products'} will be active, but on none of the shop's sales channels: the app may not put ${count === 1 ? 'it' : 'them'} there (${scope}).`,
    hint: ({shop}) => `souk shop check ${shop}`,
  },
  SHOPIFY_PRICE_FINE: {
    text: ({sku, currency}) => `The price of ${sku} in the shop is finer than ${currency} has coins.`,
    hint: ({sku}) => `souk price set ${sku} 12.50`,
  },
  SHOPIFY_ORDER_UNREADABLE: {
    text: ({order, currency}) => `The order ${order} can not be read: its currency ${currency} is not known.`,
    hint: ({order}) => `Look at ${order} in the shop's admin.`,
  },
  PLAIN_HTTP: {
    text: ({url}) => `${url} is not encrypted: anybody on the way could read the secret that is sent there.`,
    hint: ({url}) => `Give it as --set url=${url.replace(/^http:/u, 'https:')}`,
  },
  SETTING_INVALID: {
    text: ({setting, value, wanted}) =>
      `"${value}" is no value for the setting ${setting}; a right one looks like ${wanted}.`,
    hint: ({setting, wanted}) => `Give it again as --set ${setting}=${wanted}`,
  },
  PRACTICE_FILE_NEWER: {
    text: ({file}) => `The practice shop in ${file} was made by a newer souk.`,
    hint: () => 'npm install -g souk@latest',
  },
  PRACTICE_CURRENCY: {
    text: ({begun, wanted}) => `This practice shop was begun in ${begun} and can not change to ${wanted}.`,
    hint: ({begun}) => `Connect it with --currency ${begun}, or begin another shop under another name.`,
  },
  PRACTICE_TERM: {
    text: ({term, here, there}) =>
      here === there
        ? `${term}: ${here}, as the practice shop has it`
        : `${term}: ${here} here, ${there} at the practice shop`,
    hint: ({term, there}) =>
      `souk shop add NAME --platform practice --${term === 'zone' ? 'time-zone' : term} ${there} …`,
  },
  PRACTICE_NOT_SIMULATED: {
    text: ({shop, platform}) => `The shop ${shop} (${platform}) is not a practice shop: its days can not be simulated.`,
    hint: () => 'souk shop add practice --platform practice --currency USD --time-zone UTC --prices-include-tax no',
  },
  PRACTICE_NOT_HERE: {
    text: ({shop}) => `The shop ${shop} is served from elsewhere already.`,
    hint: () => 'Serve it where its own files are.',
  },
  PRACTICE_PORT: {
    text: ({port, why}) => `Port ${port} can not be had (${why}).`,
    hint: () => 'souk practice serve --port 0',
  },
  PRACTICE_SPAN_INVALID: {
    text: ({text}) => `"${text}" is no length of time.`,
    hint: () => 'souk practice advance 30d',
  },
  PRACTICE_SPAN_LONG: {
    text: ({days}) => `At most ${days} days can pass at once.`,
    hint: () => 'souk practice advance 365d',
  },
  PRACTICE_TIME_BACK: {
    text: ({now, to}) =>
      `Simulated time is ${when(new Date(now).toISOString())} and does not go back to ${when(new Date(to).toISOString())}.`,
    hint: () => 'souk practice show',
  },
  'practice.advanced': {
    text: ({shop, days, from, to}) =>
      `${shop}: ${days} ${days === 1 ? 'day' : 'days'} passed, ${when(from)} to ${when(to)}.`,
  },
  'practice.sold': {
    text: ({orders, units, returned, revenue, currency}) =>
      `  ${orders} orders, ${units} units sold, ${returned} returned, ${revenue} ${currency} after returns`,
  },
  'practice.next': {text: ({shop}) => `Bring souk up to date: souk shop pull --shop ${shop}`},
  'practice.state': {
    text: ({shop, now, zone, startedAt, seed}) =>
      `${shop}: it is ${when(now)} there (days in ${zone}), begun ${when(startedAt)}, seed ${seed}.`,
  },
  'practice.holds': {
    text: ({products, variants, orders}) => `  ${products} products, ${variants} variants, ${orders} orders`,
  },
  'practice.faults': {text: ({faults}) => `  faults: ${faults === '' ? 'none' : faults}`},
  'practice.go-on': {text: ({shop}) => `Let days pass: souk practice advance 30d --shop ${shop}`},
  'practice.serving': {text: ({url}) => `The practice shop answers at ${url} until Ctrl-C.`},
  'practice.served': {text: ({shop}) => `${shop} is no longer served.`},
};
