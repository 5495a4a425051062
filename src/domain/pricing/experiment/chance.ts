import {uniformFloat64} from 'pure-rand/distribution/uniformFloat64';
import {xoroshiro128plus} from 'pure-rand/generator/xoroshiro128plus';

/** Draws from [0, 1), the same for the same seed. */
export function chance(seed: number): () => number {
  const generator = xoroshiro128plus(seed);
  return () => uniformFloat64(generator);
}

/** A whole number below `count`. */
export function below(draw: () => number, count: number): number {
  return Math.min(count - 1, Math.floor(draw() * count));
}
