import type {Minor} from '../../money.js';

/** One night's stride: below the move that the breaker counts as one (8 %), so that a whole shop may walk at once. */
export const STRIDE = 0.079;

/** As far from `base` towards an aim as one night goes. */
export function strideTo(base: Minor, aim: Minor): Minor {
  const low = Math.ceil(base * (1 - STRIDE));
  const high = Math.floor(base * (1 + STRIDE));
  return Math.max(low, Math.min(high, aim));
}
