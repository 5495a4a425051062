import {spawn} from 'node:child_process';
import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';

/** The project's root: tests are started there. */
export const ROOT = process.cwd();

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface SoukOptions {
  readonly home: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
  readonly cwd?: string;
}

/** The program under test: what is published, or, while working on a part, `SOUK_BIN=bin/dev.js`. */
export const SOUK_BIN = path.resolve(ROOT, process.env['SOUK_BIN'] ?? 'bin/run.js');

/** Environment of a child: nothing of the caller's settings, no colour, no terminal. */
export function childEnv(options: SoukOptions): NodeJS.ProcessEnv {
  const kept = Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^(SOUK_(HOME|NOW|DATABASE_URL)|FORCE_COLOR|NO_COLOR|LANG)$/u.test(name),
    ),
  );
  return {...kept, SOUK_HOME: options.home, ...options.env};
}

/** Starts souk as a real process. */
export function startSouk(args: readonly string[], options: SoukOptions) {
  return spawn(process.execPath, [SOUK_BIN, ...args], {
    cwd: options.cwd ?? ROOT,
    env: childEnv(options),
    stdio: 'pipe',
  });
}

/** Runs souk as a real process to its end. */
export async function souk(args: readonly string[], options: SoukOptions): Promise<Ended> {
  const child = startSouk(args, options);
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  child.stdout.on('data', (part: Buffer) => stdout.push(part));
  child.stderr.on('data', (part: Buffer) => stderr.push(part));
  child.stdin.on('error', () => undefined);
  child.stdin.end(options.input ?? '');
  return await new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) =>
      resolve({
        code,
        signal,
        stdout: Buffer.concat(stdout).toString('utf8'),
        stderr: Buffer.concat(stderr).toString('utf8'),
      }),
    );
  });
}

/** Runs souk with --json and returns the one document it printed. */
export async function soukJson(
  args: readonly string[],
  options: SoukOptions,
): Promise<{code: number | null; document: Record<string, unknown>; stderr: string}> {
  const {code, stdout, stderr} = await souk([...args, '--json'], options);
  return {code, document: JSON.parse(stdout) as Record<string, unknown>, stderr};
}

/** A folder for one test, gone afterwards. */
export async function withFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(path.join(tmpdir(), 'souk-test-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, {recursive: true, force: true});
  }
}
