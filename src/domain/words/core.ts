/** Words of the program itself: usage, files, signals, bugs. Codes in capitals are errors, warnings, reasons and verdicts; dotted ones are screen text. */
export interface CoreWords {
  BUG: {message: string; log: string};
  USAGE: {text: string; command: string};
  COMMAND_UNKNOWN: {command: string; nearest: string};
  FLAGS_MISSING: {flags: string};
  /** `look`: the command can show what it would write, and write nothing. */
  CONFIRMATION_NEEDED: {readonly look: boolean};
  INTERRUPTED: {run: string; done: number; unknown: number; notSent: number; total: number};
  INTERRUPTED_AT_ONCE: Record<string, never>;
  PARTS_FAILED: {exit: number};
  CONFIG_KEY_UNKNOWN: {key: string; known: string};
  OUTPUT_FORMAT_UNKNOWN: {file: string; known: string};
  INTERRUPTED_BEFORE: Record<string, never>;
  FILE_NOT_FOUND: {file: string};
  FILE_NOT_WRITABLE: {file: string; why: string};
  FILE_EXISTS: {file: string};
  OUTPUT_IS_SHOP_FILE: {file: string; shop: string};
  DATE_INVALID: {text: string; flag: string};
  'exit.done': Record<string, never>;
  'exit.bug': Record<string, never>;
  'exit.usage': Record<string, never>;
  'exit.rows': Record<string, never>;
  'exit.auth': Record<string, never>;
  'exit.blocked': Record<string, never>;
  'exit.input': Record<string, never>;
  'exit.drift': Record<string, never>;
  'exit.unreachable': Record<string, never>;
  'exit.locked': Record<string, never>;
  'exit.interrupted': Record<string, never>;
}
