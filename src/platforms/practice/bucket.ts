/** A token bucket: `rate` requests a second, and `burst` of them at once after a rest. */
export interface Rate {
  readonly rate: number;
  readonly burst: number;
}

export const DEFAULT_RATE: Rate = {rate: 100, burst: 200};

/** Reads the setting `rate`: "20" or "20/40" (a second, burst). Null for anything else. */
export function parseRate(text: string): Rate | null {
  const match = /^(\d+(?:\.\d+)?)(?:\/(\d+))?$/u.exec(text.trim());
  if (match === null) return null;
  const rate = Number(match[1]);
  const burst = Number(match[2] ?? Math.max(1, Math.ceil(2 * rate)));
  return rate > 0 && burst >= 1 ? {rate, burst} : null;
}

/** What came of asking for a token: 0, or the whole seconds to wait until there is one; and the whole tokens left. */
export interface Taken {
  readonly wait: number;
  readonly left: number;
}

/** Takes a token, if there is one. `now` is real time in ms. */
export function bucketOf({rate, burst}: Rate): (now: number) => Taken {
  let tokens = burst;
  let last: number | null = null;
  return (now) => {
    const elapsed = last === null ? 0 : Math.max(0, now - last);
    last = now;
    tokens = Math.min(burst, tokens + (elapsed / 1000) * rate);
    if (tokens >= 1) {
      tokens -= 1;
      return {wait: 0, left: Math.floor(tokens)};
    }
    return {wait: Math.max(1, Math.ceil((1 - tokens) / rate)), left: 0};
  };
}
