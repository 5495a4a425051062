import {gammaCdf} from '../learner/statistics.js';

/** P(Z ≤ z) of a standard normal: half of Z² is a Gamma of shape one half. */
export function normalCdf(z: number): number {
  const half = gammaCdf((z * z) / 2, 0.5) / 2;
  return z < 0 ? 0.5 - half : 0.5 + half;
}

/** The standard normal's quantile of 97.5 %: an interval of 95 %. */
export const Z95 = 1.959_963_985;

/**
 * The 97.5 % quantile of Student's t: Cornish and Fisher's expansion around the normal's. Within one hundredth from four
 * degrees of freedom on, which is the least that an estimate is made from.
 */
export function student95(freedom: number): number {
  const z = Z95;
  const terms = [
    (z ** 3 + z) / 4,
    (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96,
    (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / 384,
    (79 * z ** 9 + 776 * z ** 7 + 1482 * z ** 5 - 1920 * z ** 3 - 945 * z) / 92_160,
  ];
  return terms.reduce((sum, term, index) => sum + term / freedom ** (index + 1), z);
}
