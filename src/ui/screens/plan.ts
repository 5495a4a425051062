import {targetText} from '../../domain/change/fields.js';
import type {Change, FieldValue, Plan, Skipped, Target} from '../../domain/change/types.js';
import type {Message} from '../../domain/errors.js';
import {instantText, percentText, plain, valueText} from '../format.js';
import type {Screen} from '../screen.js';

/** How many changes the question shows; large moves come first, so that none hides behind "more". */
const SHOWN = 10;
const SAMPLE = 50;
/** A SKU or a product's key has so much room at least; what is longer is cut, so that the values are read. */
export const NAME_CELLS = 24;
/** Said by the live price already. */
export const HIDDEN_FIELDS: ReadonlySet<string> = new Set(['base_price', 'base_compare_at_price']);

export interface PlanView {
  readonly plan: Plan;
  /** The changes that would be applied: all, or those of `--only`, `--limit`, `--canary`. */
  readonly chosen: readonly Change[];
  readonly platform: string;
}

/** A plan before the question: what will happen, in numbers, then the changes that a person must see. */
export function showPlan(screen: Screen, {plan, chosen, platform}: PlanView): void {
  planHead(screen, plan, platform);
  screen.line();
  planCounts(screen, plan);
  if (chosen.length > 0) {
    screen.line();
    changeTable(screen, pick(chosen));
    const shown = Math.min(chosen.length, SHOWN);
    if (shown < chosen.length)
      screen.line(`  ${screen.text('plan.more', {count: chosen.length - shown, plan: plan.id})}`);
    screen.line();
  }
  planWarnings(screen, plan, chosen);
}

export function planHead(screen: Screen, plan: Plan, platform: string): void {
  if (plan.undoes !== undefined) screen.say('plan.undo-head', {plan: plan.id, shop: plan.shop.name, run: plan.undoes});
  else {
    screen.say('plan.head', {
      plan: plan.id,
      kind: plan.kind,
      shop: plan.shop.name,
      platform,
      currency: plan.shop.currency,
      sources: plan.inputs.sources.map(plain).join(', '),
      matchedBy: plain(plan.matchedBy ?? ''),
    });
  }
}

export function planCounts(screen: Screen, plan: Plan): void {
  const {create, update, archive, unchanged, refused, orphan, skipped, held} = plan.summary;
  screen.line(
    `  ${screen.text('plan.counts', {changes: plan.changes.length, kinds: kindsOf(plan.changes), create, update, archive, unchanged, refused})}`,
  );
  if (orphan + skipped + held > 0) screen.line(`  ${screen.text('plan.left', {orphan, skipped, held})}`);
}

/** Of what the changes are; empty when all are of offers, as of every repricing. */
function kindsOf(changes: readonly Change[]): readonly {kind: Target['kind']; count: number}[] {
  const kinds = (['listing', 'offer', 'stock', 'promotion'] as const)
    .map((kind) => ({kind, count: changes.filter(({target}) => target.kind === kind).length}))
    .filter(({count}) => count > 0);
  return kinds.length === 1 && kinds[0]?.kind === 'offer' ? [] : kinds;
}

function planWarnings(screen: Screen, plan: Plan, chosen: readonly Change[]): void {
  const large = chosen.filter(({largeMove}) => largeMove === true).length;
  if (plan.summary.refused > 0) screen.line(`  ${screen.text('plan.refused', {count: plan.summary.refused})}`);
  if (large > 0) screen.line(`  ${screen.paint.look(screen.text('plan.large', {count: large}))}`);
  if (plan.breaker.first === true && chosen.length > 0) screen.line(`  ${screen.text('plan.first', {})}`);
  if (plan.breaker.tripped) breakerLines(screen, plan);
}

/** The limits that tripped, each with what was measured. */
export function breakerLines(screen: Screen, plan: Plan): void {
  for (const {code, measured, limit, tripped, why} of plan.breaker.limits) {
    if (!tripped) continue;
    const text =
      why === undefined
        ? screen.text('plan.limit', {code, measured: percentText(measured), limit: percentText(limit)})
        : safeWords(screen, why);
    screen.line(`  ${screen.paint.harm(text)}`);
  }
}

/** Large moves first, then the plan's own first ones; shown in the plan's order. */
function pick(changes: readonly Change[]): readonly Change[] {
  const large = changes.filter(({largeMove}) => largeMove === true).slice(0, SHOWN);
  const rest = changes.filter((change) => !large.includes(change)).slice(0, SHOWN - large.length);
  return [...large, ...rest].sort((a, b) => a.n - b.n);
}

/** One line a field. */
export function changeTable(screen: Screen, changes: readonly Change[]): void {
  const columns = [
    {label: screen.text('plan.column-target', {}), names: NAME_CELLS},
    {label: screen.text('plan.column-field', {})},
    {label: screen.text('plan.column-now', {}), shrink: true},
    {label: screen.text('plan.column-after', {}), shrink: true},
    {label: screen.text('plan.column-note', {})},
  ];
  screen.table(
    columns,
    changes.flatMap((change) => changeRows(screen, change)),
  );
}

function changeRows(screen: Screen, change: Change): string[][] {
  const shown = Object.entries(change.fields).filter(([name]) => !HIDDEN_FIELDS.has(name));
  const fields = shown.length === 0 ? Object.entries(change.fields) : shown;
  const rows =
    change.op === 'update' ? fields : fields.filter(([name]) => name === 'price' || name === 'title').slice(0, 1);
  if (rows.length === 0)
    return [[plain(targetText(change.target)), '', '', '', noteOf(screen, change, '', null, null)]];
  return rows.map(([name, {before, after}], index) => {
    const note = noteOf(screen, change, name, before, after);
    const look = change.largeMove === true && name === 'price';
    return [
      index === 0 ? plain(targetText(change.target)) : '',
      name,
      valueText(before),
      valueText(after),
      look ? screen.paint.look(note) : note,
    ];
  });
}

/** What a person should know of a field: the size of a price's move, what a guard did, that a thing is new. */
function noteOf(screen: Screen, change: Change, field: string, before: FieldValue, after: FieldValue): string {
  if (change.op === 'create') return screen.text('plan.note-create', {});
  if (change.op === 'archive') return screen.text('plan.note-archive', {});
  if (field !== 'price') return '';
  const notes: string[] = [];
  const from = Number(before);
  const to = Number(after);
  if (before !== null && after !== null && from > 0) {
    const move = to / from - 1;
    notes.push(percentText(move, true));
    if (change.largeMove === true)
      notes.push(screen.text(slipped(to / from) ? 'plan.note-slipped' : 'plan.note-large', {}));
  }
  const clamp = change.guards.find(({verdict}) => verdict === 'clamp');
  if (clamp?.to !== undefined) notes.push(screen.text('plan.note-clamp', {code: clamp.code, to: clamp.to}));
  return notes.join('  ');
}

/** A decimal point that slipped by one or two places. */
function slipped(ratio: number): boolean {
  return [10, 100, 0.1, 0.01].some((factor) => Math.abs(ratio / factor - 1) < 0.000001);
}

/** What a plan leaves alone, with the reasons, counted. */
export function showSkipped(screen: Screen, skipped: readonly Skipped[]): void {
  if (skipped.length === 0) return;
  screen.say('plan.skip-head', {});
  const rows = skipped
    .slice(0, SAMPLE)
    .map(({target, fate, reason}) => [plain(targetText(target)), fate, safeWords(screen, reason)]);
  screen.table(
    [{label: screen.text('plan.column-target', {}), names: NAME_CELLS}, {label: ''}, {label: '', shrink: true}],
    rows,
  );
}

/** Held offers that a question names. */
const HELD_SHOWN = 5;

/** The first prices that guards hold, each with the reason. */
export function showHeld(screen: Screen, {id, skipped}: Plan): void {
  const held = skipped.filter(({fate}) => fate === 'held');
  if (held.length === 0) return;
  screen.line(`  ${screen.text('plan.held-head', {held: held.length})}`);
  const rows = held.slice(0, HELD_SHOWN).map(({target, reason}) => {
    const name = plain(targetText(target));
    const words = safeWords(screen, reason);
    return [name, words.startsWith(`${name}: `) ? words.slice(name.length + 2) : words];
  });
  screen.table([{label: screen.text('plan.column-target', {})}, {label: '', shrink: true}], rows, {indent: 4});
  const more = held.length - rows.length;
  if (more > 0) screen.line(`    ${screen.text('plan.held-more', {count: more, plan: id})}`);
  screen.line();
}

/** The words of a message that may come from a file: an unknown code stands for itself. */
export function safeWords(screen: Screen, said: Message): string {
  try {
    return plain(screen.words(said).text);
  } catch {
    return plain(String(said.code));
  }
}

/** A plan as MODEL §8 wants it. Instants are ISO UTC text. */
export function planJson(plan: Plan, chosen: readonly Change[] = plan.changes, path?: string) {
  const {id, batch, kind, shop, by, matchedBy, inputs, undoes, promotion, hash} = plan;
  const header = {
    id,
    batch,
    kind,
    shop: {name: shop.name, currency: shop.currency},
    createdAt: instantText(plan.createdAt),
    expiresAt: instantText(plan.expiresAt),
    by,
    matchedBy: matchedBy ?? null,
    sources: inputs.sources,
    undoes: undoes ?? null,
    promotion: promotion ?? null,
    changes: plan.changes.length,
    chosen: chosen.length,
    hash,
  };
  return {
    plan: header,
    ...(path === undefined ? {} : {path}),
    summary: plan.summary,
    breaker: plan.breaker,
    sample: chosen.slice(0, SAMPLE),
  };
}
