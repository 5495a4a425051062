/**
 * JSON with sorted keys and no white space: the same bytes for the same value. What is undefined is left out of objects.
 * Plans of a whole catalogue go through here, so texts are put together without lists in between.
 */
export function canonicalJson(value: unknown): string {
  if (typeof value === 'string') return quoted(value);
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : 'null';
  if (Array.isArray(value)) return listText(value);
  if (value !== null && typeof value === 'object') return objectText(value as Readonly<Record<string, unknown>>);
  return JSON.stringify(value ?? null);
}

/**
 * The same text in pieces, a list that stands directly in the object an entry at a time: a plan of a million changes is
 * longer than a text may be.
 */
export function* canonicalPieces(value: Readonly<Record<string, unknown>>): Generator<string> {
  for (const {mark, part} of canonicalParts(value)) {
    yield mark;
    if (Array.isArray(part)) yield* listPieces(part);
    else if (part !== undefined) yield canonicalJson(part);
  }
}

/** The same where some lists are nowhere as a whole: their texts come in pieces too, without the brackets. */
export async function* canonicalPages<Piece>(
  value: Readonly<Record<string, unknown>>,
  lists: Readonly<Record<string, AsyncIterable<Piece>>>,
): AsyncGenerator<string | Piece> {
  for (const {key, mark, part} of canonicalParts({...value, ...lists})) {
    const pieces = lists[key];
    yield mark;
    if (pieces !== undefined) {
      yield '[';
      yield* pieces;
      yield ']';
    } else if (part !== undefined) yield canonicalJson(part);
  }
}

/** The parts of an object in their order, and what is written before each; at last what is written behind them. */
function* canonicalParts(value: Readonly<Record<string, unknown>>) {
  let before = '{';
  for (const key of Object.keys(value).sort()) {
    const part = value[key];
    if (part === undefined) continue;
    yield {key, mark: `${before}${quoted(key)}:`, part};
    before = ',';
  }
  yield {key: '', mark: before === '{' ? '{}' : '}', part: undefined};
}

function* listPieces(list: readonly unknown[]): Generator<string> {
  yield '[';
  for (const [index, each] of list.entries()) yield `${index === 0 ? '' : ','}${canonicalJson(each)}`;
  yield ']';
}

function listText(list: readonly unknown[]): string {
  let text = '[';
  for (let index = 0; index < list.length; index++) text += `${index === 0 ? '' : ','}${canonicalJson(list[index])}`;
  return `${text}]`;
}

function objectText(value: Readonly<Record<string, unknown>>): string {
  const {keys, marks, further} = shapeOf(value);
  let text = '{';
  for (let index = 0; index < keys.length; index++) {
    const part = value[keys[index] as string];
    if (part !== undefined) text += `${(text === '{' ? marks : further)[index]}${canonicalJson(part)}`;
  }
  return `${text}}`;
}

/** The keys of all objects that have the same ones, by UTF-16 units as `<` compares texts, and how each is written. */
interface Shape {
  readonly keys: readonly string[];
  readonly marks: readonly string[];
  /** The same where another key stands before it. */
  readonly further: readonly string[];
}

/** The keys of an object, one a step in its own order, lead to its shape: a plan has few shapes, and many objects of each. */
interface Step {
  readonly next: Map<string, Step>;
  shape: Shape | null;
}

const FIRST_STEP: Step = {next: new Map(), shape: null};
/** Objects whose keys are data have shapes without end: beyond so many steps none is kept. */
const STEPS = 10_000;
let steps = 0;

/** The keys of an object as they are written. */
export function shapeOf(value: object): Shape {
  const keys = Object.keys(value);
  let step = FIRST_STEP;
  for (const key of keys) {
    let next = step.next.get(key);
    if (next === undefined) {
      if (steps >= STEPS) return newShape(keys);
      next = {next: new Map(), shape: null};
      step.next.set(key, next);
      steps += 1;
    }
    step = next;
  }
  step.shape ??= newShape(keys);
  return step.shape;
}

function newShape(names: readonly string[]): Shape {
  const keys = [...names].sort();
  const marks = keys.map((key) => `${quoted(key)}:`);
  return {keys, marks, further: marks.map((mark) => `,${mark}`)};
}

/** Texts that JSON writes as they stand: without quotes, backslashes, control characters and surrogates. */
const PLAIN = /^[ !#-[\]-\ud7ff\ue000-\uffff]*$/;

function quoted(text: string): string {
  return PLAIN.test(text) ? `"${text}"` : JSON.stringify(text);
}
