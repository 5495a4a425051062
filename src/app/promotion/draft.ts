import {createHash} from 'node:crypto';
import type {Shop} from '../../domain/catalog/types.js';
import {canonicalJson} from '../../domain/change/canonical.js';
import type {PlanDraft, Skipped} from '../../domain/change/types.js';
import type {Context} from '../context.js';
import {rulesHash} from '../price/rules.js';
import type {Shelf} from './shelf.js';
import type {Switching} from './switches.js';

/** What a plan of switches is made from. `cancels`: the promotion that is taken back before its time. */
export interface SwitchPlan {
  readonly shelf: Shelf;
  readonly switching: Switching;
  readonly batch: string;
  readonly cancels?: string;
}

/** All that is due in a shop as one plan; null when the shop has nothing to be told. */
export function draftOf(
  context: Context,
  shop: Shop,
  {shelf, switching, batch, cancels}: SwitchPlan,
): PlanDraft | null {
  const {steps} = switching;
  const changes = steps.flatMap((step) => (step.kind === 'change' ? [step.change] : []));
  if (changes.length === 0) return null;
  const skipped = steps.flatMap((step) => (step.kind === 'skipped' ? [step.skipped] : []));
  const fate = (wanted: Skipped['fate']) => skipped.filter((each) => each.fate === wanted).length;
  const unchanged = steps.length - changes.length - skipped.length;
  return {
    batch,
    kind: 'promotion',
    shop: {id: shop.id, name: shop.name, currency: shop.terms.currency},
    by: context.by,
    inputs: {hash: hashOf([shelf.promotions, [...shelf.overlays.values()], changes]), sources: ['promotions']},
    rules: {hash: rulesHash(shelf.rules)},
    summary: {...NOTHING, update: changes.length, unchanged, skipped: fate('skipped'), held: fate('held')},
    // A promotion moves many prices at once on purpose; it was checked and confirmed when it was added.
    breaker: {tripped: false, limits: []},
    changes: changes.map((change, index) => ({n: index + 1, ...change})),
    skipped,
    manual: {overrideBounds: false},
    ...(cancels === undefined ? {} : {promotion: cancels}),
  };
}

const NOTHING = {create: 0, update: 0, archive: 0, unchanged: 0, orphan: 0, skipped: 0, held: 0, refused: 0};

function hashOf(value: unknown): string {
  return createHash('sha256').update(canonicalJson(value)).digest('hex');
}
