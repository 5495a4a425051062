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
  let mark = '{';
  for (const key of sortedKeys(value)) {
    const part = value[key];
    if (part === undefined) continue;
    yield `${mark}${quoted(key)}:`;
    mark = ',';
    if (Array.isArray(part)) yield* listPieces(part);
    else yield canonicalJson(part);
  }
  yield mark === '{' ? '{}' : '}';
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
  let text = '{';
  for (const key of sortedKeys(value)) {
    const part = value[key];
    if (part !== undefined) text += `${text === '{' ? '' : ','}${quoted(key)}:${canonicalJson(part)}`;
  }
  return `${text}}`;
}

/** By UTF-16 units, as `<` compares texts. Most objects have few keys, and many come in order already. */
function sortedKeys(value: object): readonly string[] {
  const keys = Object.keys(value);
  for (let index = 1; index < keys.length; index++)
    if ((keys[index - 1] ?? '') > (keys[index] ?? '')) return keys.sort();
  return keys;
}

/** Texts that JSON writes as they stand: without quotes, backslashes, control characters and surrogates. */
const PLAIN = /^[ !#-[\]-\ud7ff\ue000-\uffff]*$/;

function quoted(text: string): string {
  return PLAIN.test(text) ? `"${text}"` : JSON.stringify(text);
}
