/** Lanczos' coefficients for g = 7 (Godfrey); relative error below 1e-14 on the positive axis. */
const LANCZOS = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
  12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
];

/** ln Γ(x) for x > 0. */
export function gammaLn(x: number): number {
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - gammaLn(1 - x);
  const z = x - 1;
  const sum = LANCZOS.reduce((total, each, i) => (i === 0 ? each : total + each / (z + i)), 0);
  const t = z + 7.5;
  return 0.5 * Math.log(2 * Math.PI) + (z + 0.5) * Math.log(t) - t + Math.log(sum);
}

const MOST_TERMS = 20_000;

/** P(X ≤ x) of a Gamma with this shape and rate 1: series below the mean, continued fraction above it (Lentz). */
export function gammaCdf(x: number, shape: number): number {
  if (x <= 0) return 0;
  const scale = Math.exp(shape * Math.log(x) - x - gammaLn(shape));
  if (x < shape + 1) {
    let term = 1 / shape;
    let sum = term;
    for (let n = 1; n < MOST_TERMS && term > sum * 1e-16; n++) {
      term *= x / (shape + n);
      sum += term;
    }
    return Math.min(1, scale * sum);
  }
  let b = x + 1 - shape;
  let c = 1e300;
  let d = 1 / b;
  let h = d;
  for (let n = 1; n < MOST_TERMS; n++) {
    const an = n * (shape - n);
    b += 2;
    d = 1 / (an * d + b);
    c = b + an / c;
    h *= d * c;
    if (Math.abs(d * c - 1) < 1e-15) break;
  }
  return Math.max(0, 1 - scale * h);
}

/** P(N ≤ k) of a Poisson with mean m: the upper tail of a Gamma. */
export function poissonCdf(k: number, m: number): number {
  if (k < 0) return 0;
  if (m <= 0) return 1;
  if (k + m > 60) return 1 - gammaCdf(m, Math.floor(k) + 1);
  let term = Math.exp(-m);
  let sum = term;
  for (let n = 1; n <= k; n++) {
    term *= m / n;
    sum += term;
  }
  return Math.min(1, sum);
}

/** So many standard deviations away from the stock, chance decides nothing. */
const FAR = 6;

/** E[min(N, s)] of a Poisson with mean m and a stock of s: what will be sold (PRICING formulas: m F(s−2) + s (1 − F(s−1))). */
export function expectedSales(m: number, s: number): number {
  if (s <= 0 || m <= 0) return 0;
  const sd = Math.sqrt(m) + 1;
  if (s > m + FAR * sd) return m;
  if (s < m - FAR * sd) return s;
  const below = poissonCdf(s - 1, m);
  const at = Math.exp((s - 1) * Math.log(m) - m - gammaLn(s));
  return Math.min(m, s, m * (below - at) + s * (1 - below));
}

/** E[N | N ≥ s] of a Poisson with mean m: what would have been sold on a day that sold out. */
export function meanAtLeast(m: number, s: number): number {
  if (s <= 0) return m;
  const tail = 1 - poissonCdf(s - 1, m);
  // So deep in the tail the next unit is all there is to say.
  if (tail < 1e-9) return s + m / (s + 1);
  return Math.max(s, (m * (1 - poissonCdf(s - 2, m))) / tail);
}

/** ln P(N = u) of a negative binomial with this mean and size r, without the terms that depend on u alone. */
export function negativeBinomialLn(u: number, mean: number, r: number): number {
  return u * Math.log(mean / (mean + r)) - r * Math.log(1 + mean / r);
}
