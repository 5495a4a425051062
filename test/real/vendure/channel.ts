import {type Api, openApi} from './api.js';

/** How a new channel counts. */
export interface ChannelTerms {
  readonly currency: string;
  readonly others: readonly string[];
  readonly pricesIncludeTax: boolean;
}

let made = 0;

/** A channel that holds nothing: to its users an empty shop. Returns its token and its door. */
export async function newChannel(address: string, terms: ChannelTerms): Promise<{token: string; api: Api}> {
  const desk = await openApi(address, null);
  const {activeChannel, stockLocations, shippingMethods, paymentMethods} = await desk.admin<{
    activeChannel: {defaultTaxZone: {id: string}};
    stockLocations: {items: {id: string}[]};
    shippingMethods: {items: {id: string}[]};
    paymentMethods: {items: {id: string}[]};
  }>(
    '{ activeChannel { defaultTaxZone { id } } stockLocations { items { id } } shippingMethods { items { id } } paymentMethods { items { id } } }',
  );
  made += 1;
  const token = `lab-${process.pid}-${made}`;
  const zone = activeChannel.defaultTaxZone.id;
  const {createChannel} = await desk.admin<{createChannel: {id: string}}>(
    'mutation ($input: CreateChannelInput!) { createChannel(input: $input) { ... on Channel { id } } }',
    {
      input: {
        code: token,
        token,
        defaultLanguageCode: 'en',
        pricesIncludeTax: terms.pricesIncludeTax,
        defaultCurrencyCode: terms.currency,
        availableCurrencyCodes: [terms.currency, ...terms.others],
        defaultTaxZoneId: zone,
        defaultShippingZoneId: zone,
      },
    },
  );
  const ids = (list: {items: {id: string}[]}) => list.items.map(({id}) => id);
  await desk.admin(
    `mutation ($stock: AssignStockLocationsToChannelInput!, $shipping: AssignShippingMethodsToChannelInput!, $payment: AssignPaymentMethodsToChannelInput!) {
      assignStockLocationsToChannel(input: $stock) { id }
      assignShippingMethodsToChannel(input: $shipping) { id }
      assignPaymentMethodsToChannel(input: $payment) { id }
    }`,
    {
      stock: {stockLocationIds: ids(stockLocations), channelId: createChannel.id},
      shipping: {shippingMethodIds: ids(shippingMethods), channelId: createChannel.id},
      payment: {paymentMethodIds: ids(paymentMethods), channelId: createChannel.id},
    },
  );
  return {token, api: await openApi(address, token)};
}
