import {readFile, stat} from 'node:fs/promises';
import {canonicalJson} from '../domain/change/canonical.js';
import type {Plan} from '../domain/change/types.js';
import {KnownError} from '../domain/errors.js';
import {writeAtomic} from '../formats/write.js';
import {DecodeError} from './decode.js';
import {planShape} from './plan-shape.js';

/** Far above any real plan; a file beyond it would fill the memory before it could be judged. */
const MAX_BYTES = 256 * 1024 * 1024;

/** Writes a plan for people and git: keys sorted, two spaces, mode 0600, in one step, never through a link. */
export async function writePlanFile(file: string, plan: Plan): Promise<void> {
  await writeAtomic(file, [planText(plan)], undefined, 0o600);
}

export function planText(plan: Plan): string {
  return `${JSON.stringify(JSON.parse(canonicalJson(plan)), null, 2)}\n`;
}

/**
 * Reads a plan file and checks every field of it: the file is input like any other.
 *
 * @throws KnownError input FILE_NOT_FOUND, PLAN_FILE_NOT_JSON, PLAN_FILE_FIELD. The hash is the caller's to compare.
 */
export async function readPlanFile(file: string): Promise<Plan> {
  const size = await stat(file).catch(() => null);
  if (size === null || !size.isFile()) throw new KnownError('input', 'FILE_NOT_FOUND', {file});
  if (size.size > MAX_BYTES) throw new KnownError('input', 'PLAN_FILE_NOT_JSON', {file});
  return parsePlan(await readFile(file, 'utf8'), file);
}

/** Reads the text of a plan; `file` is for the error. */
export function parsePlan(content: string, file: string): Plan {
  let value: unknown;
  try {
    value = JSON.parse(content.replace(/^\uFEFF/u, ''));
  } catch (error) {
    throw new KnownError('input', 'PLAN_FILE_NOT_JSON', {file}, {cause: error});
  }
  try {
    return planShape(value, 'plan');
  } catch (error) {
    if (error instanceof DecodeError)
      throw new KnownError('input', 'PLAN_FILE_FIELD', {file, at: error.at, want: error.want}, {cause: error});
    throw error;
  }
}
