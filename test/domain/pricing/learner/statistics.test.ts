import gammaln from '@stdlib/math-base-special-gammaln';
import gammaCdfOf from '@stdlib/stats-base-dists-gamma-cdf';
import poissonCdfOf from '@stdlib/stats-base-dists-poisson-cdf';
import {expect} from 'chai';
import fc from 'fast-check';
import {
  expectedSales,
  gammaCdf,
  gammaLn,
  meanAtLeast,
  negativeBinomialLn,
  poissonCdf,
} from '../../../../src/domain/pricing/learner/statistics.js';

/** Probabilities of 0, 1, 2 … of a Poisson, by recursion; long enough for the means below. */
function masses(mean: number): number[] {
  const all = [Math.exp(-mean)];
  for (let n = 1; n < 400; n++) all.push(((all[n - 1] ?? 0) * mean) / n);
  return all;
}

describe('statistics', () => {
  it('knows ln Γ as @stdlib does', () => {
    fc.assert(
      fc.property(fc.double({min: 1e-3, max: 1e5, noNaN: true}), (x) => {
        const right = gammaln(x);
        expect(Math.abs(gammaLn(x) - right)).to.be.at.most(1e-10 * Math.max(1, Math.abs(right)));
      }),
    );
  });

  // Above a shape of 200 @stdlib 0.3.1 is off (0.199 for P(Gamma(1024.13) ≤ 1000.02), where it is 0.227).
  it('knows the gamma and Poisson distributions as @stdlib does', () => {
    fc.assert(
      fc.property(
        fc.double({min: 0.05, max: 190, noNaN: true}),
        fc.double({min: 0.2, max: 3, noNaN: true}),
        (shape, ratio) => {
          expect(gammaCdf(shape * ratio, shape)).to.be.closeTo(gammaCdfOf(shape * ratio, shape, 1), 1e-8);
        },
      ),
    );
    fc.assert(
      fc.property(fc.integer({min: -1, max: 190}), fc.double({min: 1e-6, max: 250, noNaN: true}), (k, mean) => {
        expect(poissonCdf(k, mean)).to.be.closeTo(poissonCdfOf(k, mean), 1e-9);
      }),
    );
  });

  it('adds up the masses of a large Poisson', () => {
    for (const [mean, k] of [
      [300, 290],
      [300, 340],
    ] as const) {
      const right = masses(mean)
        .slice(0, k + 1)
        .reduce((sum, mass) => sum + mass, 0);
      expect(poissonCdf(k, mean)).to.be.closeTo(right, 1e-9);
    }
  });

  it('sells what is wanted or what is there, whichever is less, on average over chance', () => {
    fc.assert(
      fc.property(fc.double({min: 0.01, max: 120, noNaN: true}), fc.integer({min: 1, max: 150}), (mean, stock) => {
        const right = masses(mean).reduce((sum, mass, n) => sum + mass * Math.min(n, stock), 0);
        expect(expectedSales(mean, stock)).to.be.closeTo(right, 1e-5 * (1 + right));
      }),
    );
    expect(expectedSales(5, 0)).to.equal(0);
  });

  it('expects more than was there on a day that sold out', () => {
    fc.assert(
      fc.property(fc.double({min: 0.05, max: 60, noNaN: true}), fc.integer({min: 1, max: 70}), (mean, stock) => {
        const all = masses(mean).slice(stock);
        const tail = all.reduce((sum, mass) => sum + mass, 0);
        fc.pre(tail > 1e-6);
        const right = all.reduce((sum, mass, n) => sum + mass * (n + stock), 0) / tail;
        expect(meanAtLeast(mean, stock)).to.be.closeTo(right, 1e-4 * right);
      }),
    );
    expect(meanAtLeast(0.01, 40)).to.be.greaterThan(40);
  });

  it('finds the likeliest mean of a negative binomial at what was seen', () => {
    for (const seen of [1, 3, 20]) {
      const at = (mean: number) => negativeBinomialLn(seen, mean, 4);
      expect(at(seen))
        .to.be.greaterThan(at(seen * 1.05))
        .and.greaterThan(at(seen * 0.95));
    }
  });
});
