/** Chance that depends on what it is asked for alone: the same buyers come on a day, whatever the policy did before. */
export function uniform(seed: number, ...keys: readonly number[]): number {
  let hash = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b);
  for (const key of keys) {
    hash = Math.imul(hash ^ key ^ (hash >>> 15), 0xcc9e2d51);
    hash = Math.imul((hash << 13) | (hash >>> 19), 0x1b873593) + 0x7ed55d16;
  }
  hash ^= hash >>> 16;
  hash = Math.imul(hash, 0x85ebca6b);
  hash ^= hash >>> 13;
  hash = Math.imul(hash, 0xc2b2ae35);
  hash ^= hash >>> 16;
  return ((hash >>> 0) + 0.5) / 4294967296;
}

/** A standard normal of the same kind (Box and Muller). */
export function normal(seed: number, ...keys: readonly number[]): number {
  const radius = Math.sqrt(-2 * Math.log(uniform(seed, 1, ...keys)));
  return radius * Math.cos(2 * Math.PI * uniform(seed, 2, ...keys));
}

export function between(low: number, high: number, seed: number, ...keys: readonly number[]): number {
  return low + (high - low) * uniform(seed, ...keys);
}

/** The Poisson number at a quantile; a normal one where the mean is large. */
export function poissonAt(mean: number, quantile: number): number {
  if (mean <= 0) return 0;
  if (mean > 200) return Math.max(0, Math.round(mean + Math.sqrt(mean) * probit(quantile)));
  let term = Math.exp(-mean);
  let sum = term;
  let count = 0;
  while (sum < quantile && count < 2000) {
    count++;
    term *= mean / count;
    sum += term;
  }
  return count;
}

/** Rough quantile of a normal (Shore 1982): good to a hundredth, which is all that large sales need. */
function probit(quantile: number): number {
  const tail = quantile > 0.5 ? 1 - quantile : quantile;
  const z = 5.5556 * (1 - (tail / (1 - tail)) ** 0.1186);
  return quantile > 0.5 ? z : -z;
}
