import {expect} from 'chai';
import fc from 'fast-check';
import type {Change} from '../../src/domain/change/types.js';
import {cutBatches, parentsOf} from '../../src/runs/engine/batches.js';

const change = fc.record({
  product: fc.integer({min: 0, max: 4}),
  sku: fc.integer({min: 0, max: 9}),
  kind: fc.constantFrom('listing' as const, 'offer' as const),
  op: fc.constantFrom('create' as const, 'update' as const, 'archive' as const),
  size: fc.integer({min: 0, max: 300}),
});
const changes = fc
  .uniqueArray(change, {
    selector: ({product, sku, kind, op}) => `${op} ${kind} ${product} ${kind === 'offer' ? sku : ''}`,
    maxLength: 40,
  })
  .map((rows) =>
    rows.map(({product, sku, kind, op, size}, index): Change => {
      const key = kind === 'listing' ? {product: `p${product}`} : {product: `p${product}`, sku: `s${sku}`};
      return {
        n: index + 1,
        target: {kind, key},
        op,
        fields: {title: {before: null, after: 'x'.repeat(size)}},
        reasons: [],
        guards: [],
      };
    }),
  );

describe('runs: batches', () => {
  it('hold every change once, keep to the rows, and put a product before its variants', () => {
    fc.assert(
      fc.property(changes, fc.integer({min: 1, max: 10}), fc.integer({min: 300, max: 3000}), (all, rows, bytes) => {
        const batches = cutBatches(all, {rows, bytes});
        const order = batches.flat();
        expect(order.map(({n}) => n).sort((a, b) => a - b)).to.deep.equal(all.map(({n}) => n));
        for (const batch of batches) {
          expect(batch.length).to.be.within(1, rows);
          const size = batch.reduce((sum, each) => sum + JSON.stringify(each.fields).length, 0);
          if (batch.length > 1) expect(size).to.be.at.most(bytes);
        }
        const place = new Map(order.map(({n}, index) => [n, index]));
        for (const [child, parents] of parentsOf(all)) {
          const own = all.find(({n}) => n === child);
          for (const parent of parents)
            if (own?.op === 'create') expect(place.get(parent)).to.be.lessThan(place.get(child) ?? 0);
        }
      }),
    );
  });
});
