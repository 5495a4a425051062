import {targetText} from '../domain/change/fields.js';
import type {
  Breaker,
  BreakerLimit,
  Change,
  GuardVerdict,
  Plan,
  PlanSummary,
  Skipped,
  Source,
  Target,
  TargetKey,
} from '../domain/change/types.js';
import type {Message} from '../domain/errors.js';
import {currencyKnown} from '../domain/money.js';
import {
  DecodeError,
  type Decoder,
  finite,
  flag,
  integer,
  list,
  oneOf,
  record,
  recordOf,
  shaped,
  text,
} from './decode.js';
import {fieldsShape, fieldValue, nullable} from './field-shape.js';

const word = shaped(/^[A-Za-z0-9][\w.:-]{0,80}$/u, 'CODE');
const hash = shaped(/^[A-Za-z0-9:_-]{0,200}$/u, 'hash');

const said: Decoder<Message> = (value, at) => record({code: word, params: recordOf(parameter)})(value, at) as Message;

/** Parameters of messages: what a sentence can hold. */
function parameter(value: unknown, at: string): unknown {
  return fieldValue(0)(value, at);
}

const key: Decoder<TargetKey> = record<object, Required<TargetKey>>(
  {},
  {product: text, sku: text, options: text, promotion: text, remoteId: text},
);

const target: Decoder<Target> = (value, at) => {
  const found = record<Target>({kind: oneOf('offer', 'listing', 'stock', 'promotion'), key})(value, at);
  const named = found.kind === 'promotion' ? found.key.promotion : (found.key.product ?? found.key.sku);
  if (named === undefined || named === '')
    throw new DecodeError(`${at}.key`, found.kind === 'promotion' ? 'promotion' : 'product | sku');
  return found;
};

const guard: Decoder<GuardVerdict> = record<Pick<GuardVerdict, 'code' | 'verdict'>, {to: string; why: Message}>(
  {code: word, verdict: oneOf('pass', 'clamp', 'hold')},
  {to: text, why: said},
);

const source: Decoder<Source> = record<Source>({file: text, line: integer(0)});

function change(currency: string): Decoder<Change> {
  return (value, at) => {
    const kind = target((value as {target?: unknown} | null)?.target, `${at}.target`).kind;
    return record<
      Pick<Change, 'n' | 'target' | 'op' | 'fields' | 'reasons' | 'guards'>,
      {source: Source; largeMove: boolean; undoes: number; overlay: string | null; overlayBefore: string | null}
    >(
      {
        n: integer(1),
        target,
        op: oneOf('create', 'update', 'archive'),
        fields: fieldsShape(currency, kind),
        reasons: list(said),
        guards: list(guard),
      },
      {source, largeMove: flag, undoes: integer(1), overlay: nullable(text), overlayBefore: nullable(text)},
    )(value, at);
  };
}

const skipped: Decoder<Skipped> = record<Skipped>({
  target,
  fate: oneOf('skipped', 'held'),
  reason: said,
  guards: list(guard),
});

const count = integer(0);

/** ms UTC that a `Date` can hold. */
const LATEST = 8_640_000_000_000_000;
const instant: Decoder<number> = (value, at) => {
  if (count(value, at) > LATEST) throw new DecodeError(at, `integer <= ${LATEST}`);
  return value as number;
};
const summary: Decoder<PlanSummary> = record<PlanSummary>({
  create: count,
  update: count,
  archive: count,
  unchanged: count,
  orphan: count,
  skipped: count,
  held: count,
  refused: count,
});

const breaker: Decoder<Breaker> = record<Omit<Breaker, 'first'>, {first: boolean}>(
  {
    tripped: flag,
    limits: list(
      record<Pick<BreakerLimit, 'code' | 'measured' | 'limit' | 'tripped'>, {why: Message}>(
        {code: word, measured: finite, limit: finite, tripped: flag},
        {why: said},
      ),
    ),
  },
  {first: flag},
);

const shop: Decoder<Plan['shop']> = (value, at) => {
  const found = record<Plan['shop']>({id: integer(0), name: text, currency: text})(value, at);
  if (!currencyKnown(found.currency)) throw new DecodeError(`${at}.currency`, 'ISO 4217');
  return found;
};

/** Checks every field of a plan that came from outside. The hash is not compared here. */
export const planShape: Decoder<Plan> = (value, at) => {
  const {currency} = shop((value as {shop?: unknown} | null)?.shop, `${at}.shop`);
  const plan = record<
    Omit<Plan, 'matchedBy' | 'undoes' | 'promotion' | 'manual'>,
    Required<Pick<Plan, 'matchedBy' | 'undoes' | 'promotion' | 'manual'>>
  >(
    {
      format: oneOf('souk-plan'),
      version: oneOf(1),
      id: shaped(/^P-[0-9A-Z]{1,12}$/u, 'P-…'),
      batch: text,
      kind: oneOf('import', 'reprice', 'price', 'promotion', 'listing', 'undo'),
      shop,
      createdAt: instant,
      expiresAt: instant,
      by: text,
      inputs: record({hash, sources: list(text)}),
      rules: record<{hash: string}, {file: string}>({hash}, {file: text}),
      summary,
      breaker,
      changes: list(change(currency)),
      skipped: list(skipped),
      hash: shaped(/^[0-9a-f]{64}$/u, 'SHA-256'),
    },
    {
      matchedBy: text,
      undoes: shaped(/^R-[0-9A-Z]{1,12}$/u, 'R-…'),
      promotion: text,
      manual: record({overrideBounds: flag}),
    },
  )(value, at);
  ordered(plan.changes, at);
  return plan;
};

/** Numbers rise, and no target is written twice: else what "before" and "after" mean would hang on the order of rows. */
function ordered(changes: readonly Change[], at: string): void {
  const seen = new Set<string>();
  let last = 0;
  changes.forEach((each, index) => {
    if (each.n <= last) throw new DecodeError(`${at}.changes[${index}].n`, `> ${last}`);
    last = each.n;
    const name = JSON.stringify([each.target.kind, targetText(each.target), each.target.key.remoteId ?? '']);
    if (seen.has(name)) throw new DecodeError(`${at}.changes[${index}].target`, '≠');
    seen.add(name);
  });
}
