import {spawn} from 'node:child_process';
import {fileURLToPath} from 'node:url';

/** What a piece of work took, in a process of its own. */
export interface Measured {
  /** Seconds of user and system time of the whole process, its start taken off. */
  readonly cpu: number;
  readonly wall: number;
  /** Most memory the process ever held, MiB. */
  readonly peak: number;
  /** What the work counted: rows, letters. */
  readonly count: number;
}

const WORK = fileURLToPath(new URL('./work.js', import.meta.url));

/** Runs one of the works of `work.ts` in a fresh process. */
export async function measure(work: string, ...args: readonly string[]): Promise<Measured> {
  return await measureBy(WORK, work, ...args);
}

/** Runs a piece of work of another bench's script in a fresh process; it prints its figures as its last line. */
export async function measureBy(script: string, work: string, ...args: readonly string[]): Promise<Measured> {
  const child = spawn(process.execPath, [script, work, ...args], {stdio: ['ignore', 'pipe', 'inherit']});
  let text = '';
  for await (const piece of child.stdout) text += String(piece);
  const line = text.trim().split('\n').at(-1) ?? '';
  if (line === '') throw new Error(`${work} said nothing`);
  return JSON.parse(line) as Measured;
}

/** The median of several figures. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
