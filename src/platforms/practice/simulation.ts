import {KnownError} from '../../domain/errors.js';
import {parseAmount} from '../../domain/money.js';
import type {Simulation, SimulationSummary} from '../../ports/platform.js';
import {tell} from '../answers.js';
import type {Http} from '../http.js';
import type {Api} from './api.js';
import type {WireSimulation, WireSummary} from './wire.js';

const DAY = 86_400_000;
/** Days between two looks at the signal; each stretch is one transaction of the shop. */
const STRETCH_DAYS = 10;
const LONGEST_DAYS = 3660;
/** A stretch of a large catalogue takes longer than a request usually may. */
const STRETCH_TIMEOUT_MS = 300_000;

/** The shop's clock, over its API. `api` is there when the shop lives in this process and can be served from it. */
export function simulationOf(http: Http, shop: string, currency: string, api: Api | null): Simulation {
  const look = (signal: AbortSignal) =>
    tell<WireSimulation>({http, shop}, {method: 'GET', path: '/simulation', repeatable: true}, 'now', signal);
  const calm = () => new AbortController().signal;
  return {
    now: async () => (await look(calm())).now,
    state: async () => {
      const {now, started_at: startedAt, seed, products, variants, orders, faults} = await look(calm());
      return {now, startedAt, seed, products, variants, orders, faults};
    },
    advance: async (toInstant, signal) => {
      const {now} = await look(signal);
      if (toInstant < now) throw new KnownError('usage', 'PRACTICE_TIME_BACK', {now, to: toInstant});
      if (toInstant - now > LONGEST_DAYS * DAY)
        throw new KnownError('usage', 'PRACTICE_SPAN_LONG', {days: LONGEST_DAYS});
      let total: SimulationSummary = {
        from: now,
        to: now,
        days: 0,
        orders: 0,
        units: 0,
        returned: 0,
        revenue: 0,
        currency,
      };
      while (total.to < toInstant) {
        signal.throwIfAborted();
        const to = Math.min(toInstant, total.to + STRETCH_DAYS * DAY);
        const body = {to};
        const request = {
          method: 'POST',
          path: '/simulation/advance',
          body,
          repeatable: false,
          timeoutMs: STRETCH_TIMEOUT_MS,
        } as const;
        total = added(total, await tell<WireSummary>({http, shop}, request, 'revenue', signal), to);
      }
      return {...total, days: Math.round((total.to - total.from) / DAY)};
    },
    serve: async (port, signal, ready) => {
      if (api === null) throw new KnownError('usage', 'PRACTICE_NOT_HERE', {shop});
      const {servePractice} = await import('./server.js');
      const server = await servePractice(api, port).catch((error: unknown) => {
        throw new KnownError('usage', 'PRACTICE_PORT', {port, why: String((error as {code?: unknown}).code ?? error)});
      });
      ready(server.url);
      await new Promise<void>((resolve) => {
        if (signal.aborted) resolve();
        signal.addEventListener('abort', () => resolve(), {once: true});
      });
      await server.close();
    },
  };
}

function added(total: SimulationSummary, passed: WireSummary, to: number): SimulationSummary {
  return {
    ...total,
    to,
    orders: total.orders + passed.orders,
    units: total.units + passed.units,
    returned: total.returned + passed.returned,
    revenue: total.revenue + (parseAmount(passed.revenue, total.currency) ?? 0),
  };
}
