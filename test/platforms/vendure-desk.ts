import type {Desk} from '../../src/platforms/vendure/desk.js';

export {calm, change, listingTarget, offerTarget} from './contract/steps.js';

/** How a plain channel counts, in euro. */
export const EURO_DESK: Desk = {
  scale: {currency: 'EUR', precision: 2},
  channel: {
    code: 'main',
    defaultCurrencyCode: 'EUR',
    availableCurrencyCodes: ['EUR', 'USD'],
    defaultLanguageCode: 'en',
    pricesIncludeTax: true,
    defaultTaxZone: {id: '1'},
    defaultShippingZone: {id: '1'},
  },
  location: '7',
  locations: 1,
};

/** The same in dollars. */
export const USD_DESK: Desk = {
  ...EURO_DESK,
  scale: {currency: 'USD', precision: 2},
  channel: {...EURO_DESK.channel, defaultCurrencyCode: 'USD'},
};
