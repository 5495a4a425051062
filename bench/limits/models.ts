/** What a model says to a request. `wait`: ms until it makes sense to come again. */
export interface Reply {
  readonly allowed: boolean;
  readonly wait: number;
  /** Points left after this request, and ms until a window ends, where the model has such a thing. */
  readonly left: number;
  readonly resetMs: number;
}

/** A server's limit. Every instant is ms on the server's clock and never before the last one. */
export interface Model {
  ask(now: number, cost: number): Reply;
  /** A request that was let in is done. */
  done(now: number): void;
  /** Points that could have been had from `from` to `to` by one who always knew how many to send. */
  permitted(from: number, to: number): number;
}

/** So many points a second, `burst` saved up at most; full at first. */
export function bucket(rate: number, burst: number): Model {
  let level = burst;
  let last: number | null = null;
  return {
    ask: (now, cost) => {
      level = Math.min(burst, level + ((now - (last ?? now)) / 1000) * rate);
      last = now;
      const allowed = level >= cost;
      if (allowed) level -= cost;
      return {allowed, wait: allowed ? 0 : (1000 * (cost - level)) / rate, left: level, resetMs: 0};
    },
    done: () => undefined,
    permitted: (from, to) => burst + (rate * (to - from)) / 1000,
  };
}

/** So many points in each window; windows follow each other from the server's zero on. Permitted are whole windows. */
export function fixedWindow(quota: number, ms: number): Model {
  let window = Number.NaN;
  let used = 0;
  return {
    ask: (now, cost) => {
      const at = Math.floor(now / ms);
      if (at !== window) {
        window = at;
        used = 0;
      }
      const allowed = used + cost <= quota;
      if (allowed) used += cost;
      const resetMs = (at + 1) * ms - now;
      return {allowed, wait: allowed ? 0 : resetMs, left: quota - used, resetMs};
    },
    done: () => undefined,
    permitted: (from, to) => (quota * (to - from)) / ms,
  };
}

/** So many points in any stretch of that length. */
export function slidingWindow(quota: number, ms: number): Model {
  const taken: {at: number; cost: number}[] = [];
  let used = 0;
  return {
    ask: (now, cost) => {
      while (taken[0] !== undefined && taken[0].at <= now - ms) used -= taken.shift()?.cost ?? 0;
      const allowed = used + cost <= quota;
      if (allowed) {
        taken.push({at: now, cost});
        used += cost;
      }
      const resetMs = (taken[0]?.at ?? now) + ms - now;
      return {allowed, wait: allowed ? 0 : resetMs, left: quota - used, resetMs};
    },
    done: () => undefined,
    permitted: (from, to) => (quota * (to - from)) / ms,
  };
}

/** So many requests at once, each taking `serviceMs`. */
export function concurrency(most: number, serviceMs: number): Model {
  let inside = 0;
  return {
    ask: () => {
      const allowed = inside < most;
      if (allowed) inside += 1;
      return {allowed, wait: 0, left: most - inside, resetMs: 0};
    },
    done: () => {
      inside -= 1;
    },
    permitted: (from, to) => (most * (to - from)) / serviceMs,
  };
}
