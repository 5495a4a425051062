import {readFile, stat} from 'node:fs/promises';

/** A message as its file has it, or a place where there is none that can be read. `line` counts from 1. */
export type FoundMessage =
  | {readonly line: number; readonly message: unknown}
  | {readonly line: number; readonly broken: true};

/** True for a file that is there and whose name says JSON: no table of ours has such a name. */
export async function looksLikeMessages(file: string): Promise<boolean> {
  if (!/\.(?:json|jsonl|ndjson)$/iu.test(file)) return false;
  return (await stat(file).catch(() => null))?.isFile() ?? false;
}

/**
 * Messages of a queue, however it was emptied into a file: one document, a list, one a line; plain, or as queues wrap them
 * (SQS `Messages` and `Body`, Lambda `Records`, SNS `Message`, EventBridge `detail`).
 */
export async function messagesIn(file: string): Promise<readonly FoundMessage[]> {
  const text = (await readFile(file, 'utf8')).replace(/^\uFEFF/u, '');
  const whole = parsed(text);
  if (whole !== undefined) return unwrapped(whole).map((message) => ({line: 1, message}));
  return text.split('\n').flatMap((each, index): readonly FoundMessage[] => {
    const line = index + 1;
    if (each.trim() === '') return [];
    const value = parsed(each);
    return value === undefined ? [{line, broken: true}] : unwrapped(value).map((message) => ({line, message}));
  });
}

/** Queues wrap a message a few times; what is wrapped more often is no message. */
const MOST_WRAPS = 20;

function unwrapped(value: unknown, depth = 0): readonly unknown[] {
  const inner = (each: unknown) => unwrapped(each, depth + 1);
  if (depth > MOST_WRAPS) return [value];
  if (Array.isArray(value)) return value.flatMap(inner);
  if (typeof value !== 'object' || value === null) return [value];
  const inside = value as Readonly<Record<string, unknown>>;
  const list = inside['Messages'] ?? inside['Records'];
  if (Array.isArray(list)) return list.flatMap(inner);
  const packed = inside['Body'] ?? inside['body'] ?? inside['Message'];
  if (typeof packed === 'string') return inner(parsed(packed) ?? packed);
  const {detail} = inside;
  return typeof detail === 'object' && detail !== null ? inner(detail) : [value];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
