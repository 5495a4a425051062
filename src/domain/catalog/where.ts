import {KnownError} from '../errors.js';
import {parseAmount} from '../money.js';
import {
  type Comparison,
  type Condition,
  NUMBER_FIELDS,
  type NumberField,
  type Selector,
  TEXT_FIELDS,
  type TextField,
} from './selector.js';

/** One piece of a `--where` text. */
interface Token {
  readonly kind: 'word' | 'quoted' | 'operator' | 'comma' | 'open' | 'close';
  readonly text: string;
}

const TOKEN =
  /\s*(?:(?<quoted>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|(?<operator>!=|<=|>=|=|<|>)|(?<comma>,)|(?<open>\()|(?<close>\))|(?<word>[^\s,()=<>!"']+))/uy;

/**
 * Reads `category=Mugs and stock>0` into a selector. Conditions are joined by `and`; a text field may be compared with
 * `=` or `!=` to a value (`*` stands for any text; names with spaces in quotes), or with `in (A, B)`; `price`, `cost`
 * (amounts of `currency`) and `stock` with `=`, `!=`, `<`, `<=`, `>`, `>=`. An empty text selects everything.
 *
 * @throws KnownError usage WHERE_FORM, WHERE_FIELD, WHERE_VALUE.
 */
export function parseWhere(text: string, currency: string): Selector {
  const tokens = tokensOf(text);
  const conditions: Condition[] = [];
  let at = 0;
  while (at < tokens.length) {
    if (conditions.length > 0) {
      if (!isWord(tokens[at], 'and')) throw wrong(text, tokens[at]);
      at += 1;
    }
    const {condition, next} = conditionAt(text, tokens, at, currency);
    conditions.push(condition);
    at = next;
  }
  return conditions;
}

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  const end = text.trimEnd().length;
  let at = 0;
  while (at < end) {
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(text);
    if (match === null) throw new KnownError('usage', 'WHERE_FORM', {text, near: text.slice(at).trim()});
    at = TOKEN.lastIndex;
    const found = Object.entries(match.groups ?? {}).find(([, part]) => part !== undefined);
    const [kind, part = ''] = found ?? ['word', ''];
    tokens.push({
      kind: kind as Token['kind'],
      text: kind === 'quoted' ? part.slice(1, -1).replace(/\\(.)/gu, '$1') : part,
    });
  }
  return tokens;
}

function conditionAt(
  text: string,
  tokens: readonly Token[],
  at: number,
  currency: string,
): {condition: Condition; next: number} {
  const [name, operator] = [tokens[at], tokens[at + 1]];
  if (name?.kind !== 'word') throw wrong(text, name);
  const field = name.text.toLowerCase();
  if (isTextField(field)) return textCondition(text, tokens, at + 1, field);
  if (!isNumberField(field))
    throw new KnownError('usage', 'WHERE_FIELD', {
      field: name.text,
      fields: [...TEXT_FIELDS, ...NUMBER_FIELDS].join(', '),
    });
  if (operator?.kind !== 'operator') throw wrong(text, operator ?? name);
  const value = tokens[at + 2];
  if (value?.kind !== 'word' && value?.kind !== 'quoted') throw wrong(text, value ?? operator);
  const number = field === 'stock' ? wholeOf(value.text) : parseAmount(value.text, currency);
  if (number === null) throw new KnownError('usage', 'WHERE_VALUE', {field, value: value.text});
  return {condition: {field, is: operator.text as Comparison, value: number}, next: at + 3};
}

function textCondition(
  text: string,
  tokens: readonly Token[],
  at: number,
  field: TextField,
): {condition: Condition; next: number} {
  const operator = tokens[at];
  const negated = isWord(operator, 'not') && isWord(tokens[at + 1], 'in');
  if (negated || isWord(operator, 'in')) {
    const {values, next} = listAt(text, tokens, at + (negated ? 2 : 1));
    return {condition: {field, values, ...(negated ? {not: true} : {})}, next};
  }
  if (operator?.kind !== 'operator' || (operator.text !== '=' && operator.text !== '!=')) throw wrong(text, operator);
  const {value, next} = phraseAt(text, tokens, at + 1);
  return {condition: {field, values: [value], ...(operator.text === '!=' ? {not: true} : {})}, next};
}

/** A value: in quotes, or the words up to the next `and`. */
function phraseAt(text: string, tokens: readonly Token[], at: number): {value: string; next: number} {
  const first = tokens[at];
  if (first?.kind === 'quoted') return {value: first.text, next: at + 1};
  let next = at;
  while (tokens[next]?.kind === 'word' && !isWord(tokens[next], 'and')) next += 1;
  const value = tokens
    .slice(at, next)
    .map((token) => token.text)
    .join(' ');
  if (value === '') throw wrong(text, tokens[at] ?? tokens[at - 1]);
  return {value, next};
}

function listAt(text: string, tokens: readonly Token[], at: number): {values: string[]; next: number} {
  if (tokens[at]?.kind !== 'open') throw wrong(text, tokens[at] ?? tokens[at - 1]);
  const values: string[] = [];
  let next = at;
  do {
    const read = phraseAt(text, tokens, next + 1);
    values.push(read.value);
    next = read.next;
  } while (tokens[next]?.kind === 'comma');
  if (tokens[next]?.kind !== 'close') throw wrong(text, tokens[next] ?? tokens[next - 1]);
  return {values, next: next + 1};
}

function wholeOf(text: string): number | null {
  const value = Number(text);
  return /^-?\d+$/u.test(text) && Number.isSafeInteger(value) ? value : null;
}

function isWord(token: Token | undefined, word: string): boolean {
  return token?.kind === 'word' && token.text.toLowerCase() === word;
}

function isTextField(field: string): field is TextField {
  return (TEXT_FIELDS as readonly string[]).includes(field);
}

function isNumberField(field: string): field is NumberField {
  return (NUMBER_FIELDS as readonly string[]).includes(field);
}

function wrong(text: string, near: Token | undefined): KnownError {
  return new KnownError('usage', 'WHERE_FORM', {text, near: near?.text ?? text});
}
