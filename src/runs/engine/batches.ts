import {canonicalJson} from '../../domain/change/canonical.js';
import {targetText} from '../../domain/change/fields.js';
import type {Change} from '../../domain/change/types.js';

/** The changes in the order to send them, cut so that a batch keeps to the platform's rows and bytes. */
export function cutBatches(
  changes: readonly Change[],
  limit: {readonly rows: number; readonly bytes: number},
): readonly (readonly Change[])[] {
  const batches: Change[][] = [];
  let batch: Change[] = [];
  let bytes = 0;
  for (const group of groups(changes)) {
    const sizes = group.map(sizeOf);
    const size = sizes.reduce((sum, each) => sum + each, 0);
    const fits = batch.length + group.length <= limit.rows && bytes + size <= limit.bytes;
    if (!fits && batch.length > 0) {
      batches.push(batch);
      batch = [];
      bytes = 0;
    }
    group.forEach((change, index) => {
      const each = sizes[index] ?? 0;
      if (batch.length > 0 && (batch.length + 1 > limit.rows || bytes + each > limit.bytes)) {
        batches.push(batch);
        batch = [];
        bytes = 0;
      }
      batch.push(change);
      bytes += each;
    });
  }
  if (batch.length > 0) batches.push(batch);
  return batches;
}

/**
 * Creates of one product belong together, the listing first: many platforms make a product with its variants in one
 * request. Archives of one product belong together too, the listing last. Everything else stands alone, in plan order.
 */
function groups(changes: readonly Change[]): readonly (readonly Change[])[] {
  const byName = new Map<string, Change[]>();
  for (const change of changes) {
    const {product} = change.target.key;
    const together = change.op !== 'update' && product !== undefined;
    const name = together ? `${change.op} ${product}` : `${change.n}`;
    byName.set(name, [...(byName.get(name) ?? []), change]);
  }
  const rank = ({target, op}: Change) => ((target.kind === 'listing') === (op === 'create') ? 0 : 1);
  return [...byName.values()].map((group) => [...group].sort((a, b) => rank(a) - rank(b) || a.n - b.n));
}

function sizeOf({target, op, fields}: Change): number {
  return Buffer.byteLength(canonicalJson({target, op, fields}), 'utf8');
}

/**
 * By number: the changes of the same plan that must have been made before this one can be. A product comes before its
 * variants when it is made, and after them when it is taken down: it would take along one that stays.
 */
export function parentsOf(changes: readonly Change[]): ReadonlyMap<number, readonly number[]> {
  const creates = changes.filter(({op}) => op === 'create');
  const listings = new Map(
    creates.filter(({target}) => target.kind === 'listing').map((change) => [change.target.key.product, change.n]),
  );
  const offers = new Map(
    creates.filter(({target}) => target.kind === 'offer').map((change) => [targetText(change.target), change.n]),
  );
  const going = new Map<string | undefined, number[]>();
  for (const {n, op, target} of changes) {
    if (op !== 'archive' || target.kind !== 'offer') continue;
    going.set(target.key.product, [...(going.get(target.key.product) ?? []), n]);
  }
  return new Map(
    changes.flatMap((change) => {
      if (change.op === 'archive') {
        const variants = change.target.kind === 'listing' ? (going.get(change.target.key.product) ?? []) : [];
        return variants.length === 0 ? [] : [[change.n, variants] as const];
      }
      if (change.target.kind === 'listing') return [];
      const listing = listings.get(change.target.key.product);
      const offer = change.target.kind === 'stock' ? offers.get(targetText(change.target)) : undefined;
      const parents = [listing, offer].filter((n) => n !== undefined && n !== change.n) as number[];
      return parents.length === 0 ? [] : [[change.n, parents] as const];
    }),
  );
}
