import {uniformFloat64} from 'pure-rand/distribution/uniformFloat64';
import {xoroshiro128plusFromState} from 'pure-rand/generator/xoroshiro128plus';

/** Draws of one stream. Every draw moves the stream on by a fixed amount, so that what is drawn later stays in its place. */
export interface Stream {
  /** Uniform in [0, 1). */
  uniform(): number;
  /** Standard normal. */
  normal(): number;
  /** A whole number in [0, below). */
  index(below: number): number;
}

/**
 * The stream that belongs to these words and no others: what befalls a SKU on a day hangs on the seed, the SKU and the
 * day, never on what was simulated before it.
 */
export function stream(...parts: readonly (string | number)[]): Stream {
  const generator = xoroshiro128plusFromState(hash128(parts.join('\u0000')));
  const uniform = () => uniformFloat64(generator);
  return {
    uniform,
    normal: () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform()),
    index: (below) => Math.floor(uniform() * below),
  };
}

/** A Poisson draw (Knuth's product, in slices so that the exponential does not underflow). */
export function poisson(from: Stream, mean: number): number {
  let left = mean;
  let count = 0;
  while (left > 0) {
    const slice = Math.min(left, 16);
    const limit = Math.exp(-slice);
    for (let product = from.uniform(); product > limit; product *= from.uniform()) count++;
    left -= slice;
  }
  return count;
}

/** 128 bits of a text (cyrb128, public domain): a state for the generator in which near texts lie far apart. */
function hash128(text: string): number[] {
  let [a, b, c, d] = [1779033703, 3144134277, 1013904242, 2773480762];
  for (let i = 0; i < text.length; i++) {
    const mark = text.charCodeAt(i);
    a = b ^ Math.imul(a ^ mark, 597399067);
    b = c ^ Math.imul(b ^ mark, 2869860233);
    c = d ^ Math.imul(c ^ mark, 951274213);
    d = a ^ Math.imul(d ^ mark, 2716044179);
  }
  a = Math.imul(c ^ (a >>> 18), 597399067);
  b = Math.imul(d ^ (b >>> 22), 2869860233);
  c = Math.imul(a ^ (c >>> 17), 951274213);
  d = Math.imul(b ^ (d >>> 19), 2716044179);
  return [a ^ b ^ c ^ d, b ^ a, c ^ a, d ^ a];
}
