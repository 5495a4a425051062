import type {ChalkInstance} from 'chalk';
import chalk, {Chalk} from 'chalk';

/** Where souk reads and writes, and what it may do there. Handed in, so that tests and commands share one path. */
export interface Io {
  readonly out: NodeJS.WritableStream;
  readonly err: NodeJS.WritableStream;
  /** True when a person can be asked: standard input and output are terminals, and neither --json nor --yes was given. */
  readonly interactive: boolean;
  /** True when standard output is a terminal. */
  readonly terminal: boolean;
  /** True when standard error is a terminal: progress may be drawn. */
  readonly progress: boolean;
  readonly width: number;
  readonly json: boolean;
  readonly quiet: boolean;
  readonly paint: Paint;
}

/** Colour with a meaning: harm is red, look is yellow; strong and faint only weigh. Off in pipes and under NO_COLOR. */
export interface Paint {
  harm(text: string): string;
  look(text: string): string;
  strong(text: string): string;
  faint(text: string): string;
}

/** The io of this process. */
export function processIo(flags: {readonly json: boolean; readonly quiet: boolean; readonly yes: boolean}): Io {
  const terminal = process.stdout.isTTY === true;
  return {
    out: process.stdout,
    err: process.stderr,
    interactive: terminal && process.stdin.isTTY === true && !flags.json && !flags.yes,
    terminal: terminal && !flags.json,
    progress: process.stderr.isTTY === true && !flags.json && !flags.quiet,
    width: terminal ? Math.max(40, process.stdout.columns ?? 80) : 80,
    json: flags.json,
    quiet: flags.quiet,
    paint: paintFor(colourWanted(terminal) ? chalk : new Chalk({level: 0})),
  };
}

function colourWanted(terminal: boolean): boolean {
  if ((process.env['NO_COLOR'] ?? '') !== '') return false;
  const force = process.env['FORCE_COLOR'];
  if (force !== undefined) return force !== '0' && force !== 'false';
  return terminal;
}

function paintFor(pen: ChalkInstance): Paint {
  return {
    harm: (text) => pen.red(text),
    look: (text) => pen.yellow(text),
    strong: (text) => pen.bold(text),
    faint: (text) => pen.dim(text),
  };
}
