/** What a model says to a request. `wait`: ms until it makes sense to come again. */
export interface Reply {
  readonly allowed: boolean;
  readonly wait: number;
  /** Points left after this request, and ms until a window ends, where the model has such a thing. */
  readonly left: number;
  readonly resetMs: number;
}

/** A stretch of time, in ms of the server's clock. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** A server's limit. Every instant is ms on the server's clock and never before the last one. */
export interface Model {
  ask(now: number, cost: number): Reply;
  /** A request that was let in is done. */
  done(): void;
  /** The part of a stretch that can be judged: whole windows, where the model has such a thing. */
  judged(stretch: Stretch): Stretch;
  /** Points that one who always knew how many to send would have got through in a judged stretch. */
  permitted(stretch: Stretch): number;
}

const nothing = () => undefined;
const all = (stretch: Stretch) => stretch;

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
    done: nothing,
    judged: all,
    permitted: ({from, to}) => Math.floor(burst + (rate * (to - from)) / 1000),
  };
}

/** So many points in each window; windows follow each other from the server's zero on. */
export function fixedWindow(quota: number, ms: number): Model {
  let window = Number.NaN;
  let used = 0;
  return {
    ask: (now, cost) => {
      const at = Math.floor(now / ms);
      if (at !== window) used = 0;
      window = at;
      const allowed = used + cost <= quota;
      if (allowed) used += cost;
      const resetMs = (at + 1) * ms - now;
      return {allowed, wait: allowed ? 0 : resetMs, left: quota - used, resetMs};
    },
    done: nothing,
    judged: ({from, to}) => ({from: Math.ceil(from / ms) * ms, to: Math.floor(to / ms) * ms}),
    permitted: ({from, to}) => (quota * (to - from)) / ms,
  };
}

/** So many points in any stretch of that length. */
export function slidingWindow(quota: number, ms: number): Model {
  const taken: {readonly at: number; readonly cost: number}[] = [];
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
    done: nothing,
    judged: ({from, to}) => ({from, to: from + Math.floor((to - from + 1) / ms) * ms}),
    permitted: ({from, to}) => (quota * (to - from)) / ms,
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
    judged: all,
    permitted: ({from, to}) => (most * (to - from)) / serviceMs,
  };
}
