// What a shop needs before it can sell, made through Medusa's own API: currencies, regions, taxes, a place for the
// stock, a way to send it, and the keys of its two doors.

export const ADMIN = {email: 'admin@lab.test', password: 'supersecret'};
const CURRENCIES = ['usd', 'eur', 'jpy', 'kwd'];
const REGIONS = [
  {name: 'US', currency_code: 'usd', countries: ['us']},
  {name: 'Europe', currency_code: 'eur', countries: ['de', 'nl']},
  {name: 'Japan', currency_code: 'jpy', countries: ['jp']},
  {name: 'Kuwait', currency_code: 'kwd', countries: ['kw']},
];
const TAX_RATES = {us: 8, de: 19, nl: 21, jp: 10};

/** Seeds an empty server; the answer is what a client needs to come in. */
export async function seed(url) {
  const {token} = await ask(url, '/auth/user/emailpass', {body: ADMIN});
  const admin = (path, body, method) =>
    ask(url, `/admin${path}`, {body, method, headers: {authorization: `Bearer ${token}`}});
  const [store] = (await admin('/stores')).stores;
  const [channel] = (await admin('/sales-channels')).sales_channels;
  await admin(`/stores/${store.id}`, {
    supported_currencies: CURRENCIES.map((code) => ({
      currency_code: code,
      is_default: code === 'usd',
      is_tax_inclusive: code === 'eur',
    })),
  });
  for (const region of REGIONS) await admin('/regions', {...region, payment_providers: ['pp_system_default']});
  for (const [country_code, rate] of Object.entries(TAX_RATES)) {
    const provider_id = 'tp_system';
    await admin('/tax-regions', {country_code, provider_id, default_tax_rate: {rate, code: country_code, name: 'tax'}});
  }
  const {stock_location: location} = await admin('/stock-locations', {name: 'Warehouse'});
  await admin(`/stock-locations/${location.id}/sales-channels`, {add: [channel.id]});
  await admin(`/stock-locations/${location.id}/fulfillment-providers`, {add: ['manual_manual']});
  await delivery(admin, location);
  const {api_key: secret} = await admin('/api-keys', {title: 'souk', type: 'secret'});
  const {api_keys: open} = await admin('/api-keys?type=publishable&fields=id,token');
  const publishable = open[0] ?? (await admin('/api-keys', {title: 'web', type: 'publishable'})).api_key;
  await admin(`/api-keys/${publishable.id}/sales-channels`, {add: [channel.id]});
  return {...ADMIN, secret: secret.token, publishable: publishable.token};
}

async function delivery(admin, location) {
  const named = (await admin('/shipping-profiles')).shipping_profiles;
  const profile = named[0] ?? (await admin('/shipping-profiles', {name: 'Default', type: 'default'})).shipping_profile;
  const {stock_location: stocked} = await admin(
    `/stock-locations/${location.id}/fulfillment-sets?fields=*fulfillment_sets`,
    {name: 'Post', type: 'shipping'},
  );
  const [set] = stocked.fulfillment_sets;
  const {fulfillment_set: zoned} = await admin(`/fulfillment-sets/${set.id}/service-zones`, {
    name: 'World',
    geo_zones: REGIONS.flatMap(({countries}) => countries.map((country_code) => ({type: 'country', country_code}))),
  });
  await admin('/shipping-options', {
    name: 'Parcel',
    price_type: 'flat',
    provider_id: 'manual_manual',
    service_zone_id: zoned.service_zones[0].id,
    shipping_profile_id: profile.id,
    type: {label: 'Parcel', description: 'A parcel', code: 'parcel'},
    prices: CURRENCIES.map((currency_code) => ({currency_code, amount: 5})),
  });
}

async function ask(url, path, {body, method, headers = {}} = {}) {
  const answer = await fetch(`${url}${path}`, {
    method: method ?? (body === undefined ? 'GET' : 'POST'),
    headers: {'content-type': 'application/json', ...headers},
    ...(body === undefined ? {} : {body: JSON.stringify(body)}),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${path}: HTTP ${answer.status} ${text}`);
  return JSON.parse(text);
}
