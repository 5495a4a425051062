import {KnownError} from '../../domain/errors.js';
import type {Lane, Limiter} from '../../ports/limiter.js';
import type {Platform, PlatformKind, PlatformSetup} from '../../ports/platform.js';
import {type Http, type HttpRequest, patient} from '../http.js';
import {limited} from '../limited.js';
import {addressOf, optional, settingOf, timeoutOf} from '../web-shop.js';
import {apiOf} from './api.js';
import {DEFAULT_RATE, parseRate, type Rate} from './bucket.js';
import {connectorOf} from './connector.js';
import {type FaultOrder, parseFaults, syncFaults} from './faults.js';
import {insideHttp} from './inside.js';
import {simulationOf} from './simulation.js';
import {openFile} from './store/file.js';
import {BATCH_ROWS} from './wire.js';

const DEFAULT_SEED = 1;
const USUAL_TIMEOUT_MS = 30_000;

/** The shop in the box: a simulated marketplace, in this process or, with `url`, behind HTTP. */
export const practice: PlatformKind = {
  name: 'practice',
  settings: optional('seed', 'catalogue', 'rate', 'batch', 'faults', 'url', 'timeout'),
  defaultMode: 'apply',
  open: (setup) => (settingOf(setup.shop.settings, 'url') === '' ? openInside(setup) : openBehind(setup)),
};

/** The settings of a practice shop, read and checked. */
interface Choices {
  readonly seed: number;
  readonly sample: boolean;
  readonly rate?: Rate;
  /** Most changes of one request. */
  readonly rows: number;
  readonly faults: readonly FaultOrder[];
  readonly timeoutMs: number;
}

/** Reads the settings; one that can not be read is refused by name, with what it may be. */
function choicesOf({shop: {settings}}: PlatformSetup): Choices {
  const setting = (name: string) => settingOf(settings, name);
  const refuse = (name: string, wanted: string) =>
    new KnownError('usage', 'SETTING_INVALID', {setting: name, value: setting(name), wanted});
  const seed = setting('seed') === '' ? DEFAULT_SEED : Number(setting('seed'));
  if (!Number.isSafeInteger(seed)) throw refuse('seed', '42');
  if (!['', 'empty', 'sample'].includes(setting('catalogue'))) throw refuse('catalogue', 'sample');
  const rate = setting('rate') === '' ? undefined : parseRate(setting('rate'));
  if (rate === null) throw refuse('rate', '20/40');
  const rows = setting('batch') === '' ? BATCH_ROWS : Number(setting('batch'));
  if (!Number.isSafeInteger(rows) || rows < 1 || rows > BATCH_ROWS) throw refuse('batch', '20');
  const faults = parseFaults(setting('faults'));
  if (faults === null) throw refuse('faults', 'limited=5%,write:reset-after=1x');
  const timeoutMs = timeoutOf(settings, USUAL_TIMEOUT_MS);
  const chosen = {seed, sample: setting('catalogue') === 'sample', rows, faults, timeoutMs};
  return rate === undefined ? chosen : {...chosen, rate};
}

async function openInside(setup: PlatformSetup): Promise<Platform> {
  const {shop, clock, limiter, directory} = setup;
  const {seed, sample, rate = DEFAULT_RATE, rows, faults} = choicesOf(setup);
  const fill = sample ? (await import('./sample/fill.js')).fillSample : undefined;
  const file = await openFile(directory, {
    terms: shop.terms,
    seed,
    now: clock.business(),
    ...(fill === undefined ? {} : {fill}),
  });
  syncFaults(file, (shop.settings['faults'] ?? '').trim(), faults);
  const api = apiOf(file, {rate, now: () => clock.real(), sleep: (ms) => clock.sleep(ms)});
  const lane: Lane = {name: LANE, limit: {kind: 'bucket', ...rate}};
  const http = patient(underLimit(insideHttp(api), limiter, lane), clock);
  const simulation = simulationOf(http, shop.name, shop.terms.currency, api);
  return connectorOf({http, shop, rows, simulation, close: () => file.close()});
}

async function openBehind(setup: PlatformSetup): Promise<Platform> {
  const {shop, clock, limiter} = setup;
  const {timeoutMs, rate, rows} = choicesOf(setup);
  const baseUrl = addressOf(shop.settings, 'http://127.0.0.1:8099');
  const {openHttp} = await import('../http-axios.js');
  // Its answers tell; a setting of one's own is for the first of them.
  const lane: Lane = {name: LANE, limit: rate === undefined ? {kind: 'unknown'} : {kind: 'bucket', ...rate}};
  const http = patient(underLimit(await openHttp({baseUrl, timeoutMs}), limiter, lane), clock);
  const simulation = simulationOf(http, shop.name, shop.terms.currency, null);
  return connectorOf({http, shop, rows, simulation, close: () => http.close()});
}

/** The shop's one limit. */
const LANE = 'api';

/** The simulation's own doors are not the shop's, and under no limit. */
function underLimit(http: Http, limiter: Limiter, lane: Lane): Http {
  const free = ({path}: HttpRequest) => path.startsWith('/simulation') || path === '/faults';
  return limited(http, limiter, {lane: (request) => (free(request) ? null : lane)});
}
