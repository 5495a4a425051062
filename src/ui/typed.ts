/** A command as it was typed: the words of its id, then what followed. */
export interface Typed {
  readonly id: string;
  readonly args: readonly string[];
}

/** The command as it can be pasted into a shell. */
export function typedText({id, args}: Typed): string {
  return ['souk', ...id.split(':'), ...args.map(quoted)].join(' ').trim();
}

/** The typed command with other flags at its end, which take the place of `without` (flags with a value, long or short). */
export function completed({id, args}: Typed, flags: readonly string[], without: readonly string[] = []): string {
  const kept: string[] = [];
  let skip = false;
  for (const arg of args) {
    const name = arg.split('=')[0] ?? '';
    const dropped = skip || without.includes(name) || flags.includes(arg);
    skip = !skip && without.includes(arg);
    if (!dropped) kept.push(arg);
  }
  return typedText({id, args: [...kept, ...flags]});
}

/** Quoted for a POSIX shell where it must be. */
function quoted(arg: string): string {
  return /^[\p{L}\p{N}_@%+=:,./-]+$/u.test(arg) ? arg : `'${arg.replaceAll("'", "'\\''")}'`;
}
