import {signIn} from './api.mjs';

/** What the empty server needs to sell: a zone, tax, shipping, payment; and a key for programs. Returns the key. */
export async function seed(address) {
  const {ask} = await signIn(address);
  const words = (name) => [{languageCode: 'en', name, description: ''}];
  const named = (name) => [{languageCode: 'en', name}];
  const id = async (field, input, type) => {
    const data = await ask(`mutation ($input: ${type}!) { ${field}(input: $input) { id } }`, {input});
    return data[field].id;
  };
  const country = await id(
    'createCountry',
    {code: 'DE', enabled: true, translations: named('Germany')},
    'CreateCountryInput',
  );
  const zone = await id('createZone', {name: 'Home', memberIds: [country]}, 'CreateZoneInput');
  const category = await id('createTaxCategory', {name: 'Standard', isDefault: true}, 'CreateTaxCategoryInput');
  const rate = {name: 'VAT', enabled: true, value: 19, categoryId: category, zoneId: zone};
  await id('createTaxRate', rate, 'CreateTaxRateInput');
  const {activeChannel} = await ask('{ activeChannel { id } }');
  await ask('mutation ($input: UpdateChannelInput!) { updateChannel(input: $input) { __typename } }', {
    input: {
      id: activeChannel.id,
      defaultTaxZoneId: zone,
      defaultShippingZoneId: zone,
      pricesIncludeTax: true,
      defaultCurrencyCode: 'EUR',
      availableCurrencyCodes: ['EUR', 'USD'],
    },
  });
  const shipping = {
    code: 'parcel',
    fulfillmentHandler: 'manual-fulfillment',
    checker: {code: 'default-shipping-eligibility-checker', arguments: [{name: 'orderMinimum', value: '0'}]},
    calculator: {
      code: 'default-shipping-calculator',
      arguments: [
        {name: 'rate', value: '490'},
        {name: 'includesTax', value: 'include'},
        {name: 'taxRate', value: '19'},
      ],
    },
    translations: words('Parcel'),
  };
  await id('createShippingMethod', shipping, 'CreateShippingMethodInput');
  const payment = {
    code: 'card',
    enabled: true,
    handler: {code: 'dummy-payment-handler', arguments: [{name: 'automaticSettle', value: 'true'}]},
    translations: words('Card'),
  };
  await id('createPaymentMethod', payment, 'CreatePaymentMethodInput');
  return await apiKey(ask);
}

async function apiKey(ask) {
  const {roles} = await ask('{ roles { items { id code } } }');
  const roleIds = roles.items.filter(({code}) => code === '__super_admin_role__').map((role) => role.id);
  const {createApiKey} = await ask('mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { apiKey } }', {
    input: {roleIds, translations: [{languageCode: 'en', name: 'souk'}]},
  });
  return createApiKey.apiKey;
}
