import {KnownError, type Message, message} from '../../domain/errors.js';
import {exponentOf} from '../../domain/money.js';
import type {CheckFinding, CheckResult} from '../../ports/platform.js';
import {type Door, shopFailure} from '../answers.js';
import type {Http} from '../http.js';
import {isNear} from '../web-shop.js';
import {mustAnswer} from './ask.js';
import type {Connection} from './connector.js';
import {currencyOf, settingsOf} from './settings.js';
import type {Entry} from './sign-in.js';

/** Everything that work needs, looked at one by one. Where the way in is shut, the others are tried and the open one is named. */
export async function checkShop(connection: Connection, signal: AbortSignal): Promise<CheckResult> {
  const {door} = connection;
  try {
    await knock(door, signal);
  } catch (error) {
    const way = error instanceof KnownError ? await otherWay(connection, error, signal) : null;
    if (way === null) throw error;
    return {ok: false, findings: [finding(false, way)]};
  }
  const findings = [await writeRight(door, signal), ...(await settings(connection, signal)), ...plainHttp(connection)];
  return {ok: findings.every(({ok}) => ok), findings};
}

function finding(ok: boolean, said: Message): CheckFinding {
  return {ok, message: said};
}

/** @throws KnownError when WooCommerce does not answer, or does not let us in. */
async function knock({http, shop}: Door, signal: AbortSignal): Promise<void> {
  const query = {per_page: '1', _fields: 'id'};
  const answer = await http
    .send({method: 'GET', path: '/products', query, repeatable: true}, signal)
    .catch((error: unknown) => {
      throw shopFailure(shop, error);
    });
  mustAnswer(shop, answer);
}

/** The setting with which the shop lets us in; null: there is none that souk knows. */
async function otherWay(
  {door, entry, look}: Connection,
  error: KnownError,
  signal: AbortSignal,
): Promise<Message | null> {
  const {protocol, hostname} = new URL(entry.baseUrl);
  const safe = protocol === 'https:' || isNear(hostname);
  const tries: readonly (readonly [string, string, Partial<Entry>])[] =
    error.category === 'auth'
      ? [['auth', 'oauth', {way: 'oauth'}], ...(safe ? ([['auth', 'query', {way: 'query'}]] as const) : [])]
      : [['permalinks', entry.plain ? 'pretty' : 'plain', {plain: !entry.plain}]];
  for (const [setting, value, other] of tries)
    if (other.way !== entry.way && (await opens(look(other), door.shop, signal)))
      return message('WOO_WAY', {shop: door.shop, setting, value});
  return null;
}

async function opens(http: Http, shop: string, signal: AbortSignal): Promise<boolean> {
  try {
    await knock({http, shop}, signal);
    return true;
  } catch (error) {
    if (error instanceof KnownError) return false;
    throw error;
  }
}

/** A batch of nothing: a key that may only read is refused before WooCommerce looks at it. */
async function writeRight({http, shop}: Door, signal: AbortSignal): Promise<CheckFinding> {
  const body = {update: []};
  const request = {method: 'POST', path: '/products/batch', body, repeatable: true} as const;
  const {status} = await http.send(request, signal).catch((error: unknown) => {
    throw shopFailure(shop, error);
  });
  const may = status !== 401 && status !== 403;
  return finding(may, message('WOO_WRITE', {ok: may}));
}

async function settings({door, terms, cost}: Connection, signal: AbortSignal): Promise<readonly CheckFinding[]> {
  const {currency, pricesIncludeTax} = terms;
  const general = await settingsOf(door, 'general', signal);
  const sells = await currencyOf(door, general, signal);
  const tax = await settingsOf(door, 'tax', signal);
  const advanced = await settingsOf(door, 'advanced', signal);
  const here = pricesIncludeTax ? 'yes' : 'no';
  const there = tax?.get('woocommerce_prices_include_tax') ?? null;
  const taxed = general?.get('woocommerce_calc_taxes') !== 'no';
  const on = [...(advanced ?? [])].some(([id, value]) => /cost_of_goods_sold/u.test(id) && value === 'yes');
  const decimals = Number(general?.get('woocommerce_price_num_decimals') ?? exponentOf(currency));
  return [
    ...(sells === null ? [] : [finding(sells === currency, message('WOO_CURRENCY', {here: currency, there: sells}))]),
    ...(taxed && there !== null ? [finding(here === there, message('WOO_TAX', {here, there}))] : []),
    ...(general === null ? [warning(message('WOO_SETTINGS_HIDDEN', {}))] : []),
    ...(decimals < exponentOf(currency) ? [warning(message('WOO_DECIMALS', {decimals, currency}))] : []),
    ...(cost || on ? [costFinding(cost, on)] : []),
  ];
}

function costFinding(wanted: boolean, on: boolean): CheckFinding {
  const said = message('WOO_COST', {wanted, on});
  return wanted || !on ? finding(on, said) : warning(said);
}

function warning(said: Message): CheckFinding {
  return {ok: true, warning: true, message: said};
}

/** The key is not sent over plain http, prices and orders are. */
function plainHttp({entry: {baseUrl}}: Connection): readonly CheckFinding[] {
  const {protocol, hostname} = new URL(baseUrl);
  return protocol === 'https:' || isNear(hostname) ? [] : [warning(message('WOO_PLAIN_HTTP', {url: baseUrl}))];
}
