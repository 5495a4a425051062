import {randomUUID} from 'node:crypto';
import type {Http} from '../../http.js';
import type {Told} from '../../results.js';
import type {Door} from '../door.js';
import {toldBy} from '../door.js';
import {STAGE, type StagedTarget, type StagePayload} from './operations.js';

const INPUT = {
  resource: 'BULK_MUTATION_VARIABLES',
  filename: 'souk.jsonl',
  mimeType: 'text/jsonl',
  httpMethod: 'POST',
} as const;

/**
 * Puts one line of variables for each run of a mutation where Shopify will look for them. Answers the path to name when
 * the operation is begun; null where the file did not arrive: then nothing was done by anybody.
 */
export async function upload(
  door: Door,
  files: Http,
  lines: readonly object[],
  signal: AbortSignal,
): Promise<string | null> {
  const told = await door.tell(STAGE, {input: [INPUT]}, signal);
  if (told.kind !== 'done') return null;
  const [target] = (told.data['stagedUploadsCreate'] as StagePayload).stagedTargets ?? [];
  const path = target?.parameters.find(({name}) => name === 'key')?.value;
  if (target === undefined || target.url === null || path === undefined) return null;
  const {body, type} = formOf(target, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  const headers = {'content-type': type};
  const request = {method: 'POST', path: target.url, body, headers, repeatable: true, text: true} as const;
  const answer = await files.send(request, signal).catch(() => null);
  return answer !== null && answer.status >= 200 && answer.status < 300 ? path : null;
}

/** The form that the place for files wants: its own fields first, the file last. */
function formOf({parameters}: StagedTarget, text: string): {readonly body: string; readonly type: string} {
  const boundary = `souk-${randomUUID()}`;
  const fields = parameters.map(
    ({name, value}) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  const file = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${INPUT.filename}"\r\nContent-Type: ${INPUT.mimeType}\r\n\r\n${text}\r\n`;
  return {body: `${fields.join('')}${file}--${boundary}--\r\n`, type: `multipart/form-data; boundary=${boundary}`};
}

/** What came of each line of the file of so many, by its number from 0. Lines that have no answer are not named. */
export async function results(
  files: Http,
  url: string,
  lines: number,
  signal: AbortSignal,
): Promise<ReadonlyMap<number, Told>> {
  const answer = await files.send({method: 'GET', path: url, repeatable: true, text: true}, signal);
  return answer.status === 200 ? answersIn(String(answer.body), lines) : NONE;
}

const NONE: ReadonlyMap<number, Told> = new Map();

/**
 * Reads a file of results: each line is the answer to one run and the number of its line of variables, in no order. A
 * line that breaks off, as the last one of a partial file may, answers nothing; of two for one number neither counts.
 * Shopify's examples number from 0. Where there is no 0, or a number beyond the last line, they are counted otherwise,
 * and none is believed.
 */
export function answersIn(text: string, lines: number): ReadonlyMap<number, Told> {
  const found = new Map<number, Told>();
  const twice = new Set<number>();
  for (const line of text.split('\n')) {
    const body = parsed(line);
    const at = body?.__lineNumber;
    if (body === null || typeof at !== 'number') continue;
    if (found.has(at)) twice.add(at);
    found.set(at, toldBy({status: 200, body}));
  }
  if (!found.has(0) || [...found.keys()].some((at) => at >= lines)) return NONE;
  for (const at of twice) found.delete(at);
  return found;
}

function parsed(line: string): {readonly __lineNumber?: unknown} | null {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? value : null;
  } catch {
    return null;
  }
}
