import type {Model, Stretch} from './models.js';

/** A request as the server saw it. */
export interface Seen {
  readonly at: number;
  readonly cost: number;
  readonly allowed: boolean;
}

/** How it went, by the server's own count. */
export interface Measured {
  /** Points let through ÷ points permitted in the time. */
  readonly used: number;
  /** Refusals ÷ requests. */
  readonly refused: number;
  readonly requests: number;
}

/** Counts what a server saw in the part of a stretch that can be judged; refusals are counted over all of it. */
export function measure(log: readonly Seen[], model: Model, stretch: Stretch): Measured {
  const {from, to} = model.judged(stretch);
  const through = log.filter(({at, allowed}) => allowed && at >= from && at <= to);
  const points = through.reduce((sum, {cost}) => sum + cost, 0);
  const refused = log.filter(({allowed}) => !allowed).length;
  return {
    used: points / model.permitted({from, to}),
    refused: log.length === 0 ? 0 : refused / log.length,
    requests: log.length,
  };
}
