import {Config, Errors, type Interfaces, run, settings} from '@oclif/core';
import {EXIT_CODES, KnownError, message} from '../domain/errors.js';
import {nearest} from '../domain/nearest.js';
import {logBug} from './bug-log.js';
import {printBug, printError} from './envelope.js';
import {homeOf} from './home.js';
import {processIo} from './io.js';
import {languageOf} from './messages/index.js';
import {type Pipes, watchPipes} from './pipes.js';

/** What oclif is told besides where souk lies; for bin/dev.js. */
export type Loading = Partial<Exclude<Interfaces.LoadOptions, Interfaces.Config | string | undefined>>;

/**
 * Runs a command of souk with these arguments and returns its exit code. The JSON envelope and the exit codes are made here, around
 * oclif, because oclif loses both for unknown commands, bad flags and `--json` (oclif/core#1423).
 */
export async function main(argv: readonly string[], root: string, load: Loading): Promise<number> {
  // After oclif is there: what it listens to on standard output would end the program.
  const pipes = watchPipes();
  const speaker = speakerOf(argv);
  let commands: readonly string[] = [];
  let dataDirectory: string | null = null;
  try {
    // What is published runs as it is, whatever NODE_ENV says: without a word oclif would look for TypeScript and sources.
    settings.enableAutoTranspile = false;
    const config = new CalmConfig({root, ...load});
    await config.load();
    ({dataDir: dataDirectory} = config);
    commands = config.commandIDs.map((id) => id.replaceAll(':', ' '));
    const exit: unknown = await run(askedIn(argv, config), config);
    return await said(speaker, pipes, typeof exit === 'number' ? exit : EXIT_CODES.done);
  } catch (error) {
    return report(speaker, error, argv, {commands, home: homeMeant(argv, dataDirectory)});
  }
}

/** A linked plug-in that is gone or broken is told by `souk connector list`, not by a warning of Node's at every start. */
class CalmConfig extends Config {
  protected override warned = true;
}

/** No command and `--json`: the page that tells what there is, as a document. oclif would print it as text, or know no such command. */
function askedIn(argv: readonly string[], config: Config): string[] {
  const words = argv.filter((word) => word !== '--json');
  const isTopic = words.length === 0 || config.findTopic(words.join(':')) !== undefined;
  const asksDocument = words.length < argv.length && isTopic && config.findCommand(words.join(':')) === undefined;
  return asksDocument ? ['help', ...words, '--json'] : [...argv];
}

/** An answer that did not reach its reader is none: work that went well ends with the failure to say so. */
async function said({io, language}: ReturnType<typeof speakerOf>, pipes: Pipes, exit: number): Promise<number> {
  const why = await pipes.failure();
  if (why === null || exit !== EXIT_CODES.done) return exit;
  const failure = new KnownError('input', 'FILE_NOT_WRITABLE', {file: '/dev/stdout', why});
  return printError({io: {...io, json: false}, language}, failure);
}

/** How to speak before flags are parsed: a failure of the parser must keep to the envelope too. */
function speakerOf(argv: readonly string[]) {
  const own = argv.includes('--') ? argv.slice(0, argv.indexOf('--')) : argv;
  const lang = own[own.indexOf('--lang') + 1];
  const io = processIo({json: own.includes('--json'), quiet: own.includes('--quiet'), yes: true});
  return {io, language: languageOf(own.includes('--lang') ? lang : undefined)};
}

function report(
  speaker: ReturnType<typeof speakerOf>,
  error: unknown,
  argv: readonly string[],
  {commands, home}: {readonly commands: readonly string[]; readonly home: string | null},
): number {
  if (error instanceof Errors.ExitError) return error.oclif.exit ?? EXIT_CODES.done;
  if (error instanceof KnownError) return printError(speaker, error);
  if (error instanceof Error && error.name === 'AbortError')
    return printError(speaker, new KnownError('interrupted', 'INTERRUPTED_BEFORE', {}));
  if (error instanceof Errors.CLIError) return printError(speaker, usage(error, argv, commands));
  return printBug(
    speaker,
    message('BUG', {message: String(error instanceof Error ? error.message : error), log: logBug(error, argv, home)}),
  );
}

function usage(error: Errors.CLIError, argv: readonly string[], commands: readonly string[]): KnownError {
  const unknown = /^command (.+) not found$/u.exec(error.message);
  if (unknown?.[1] !== undefined) {
    const command = unknown[1].replaceAll(':', ' ');
    return new KnownError('usage', 'COMMAND_UNKNOWN', {command, nearest: meant(command, commands)});
  }
  const text = error.message
    .replace(/^The following errors? occurred:\s*/u, '')
    .replace(/\nSee more help with --help$/u, '')
    .trim();
  const named = argv
    .filter((word) => !word.startsWith('-'))
    .slice(0, 2)
    .join(' ');
  return new KnownError('usage', 'USAGE', {text, command: named});
}

/** The command that was meant, if one is near: words after a command are its arguments. */
function meant(command: string, commands: readonly string[]): string {
  const words = command.split(' ');
  const tries = words.map((_, i) => words.slice(0, words.length - i).join(' '));
  return tries.map((each) => nearest(each, commands)).find((found) => found !== '') ?? '';
}

/** The home that was meant, for the log of a bug: by flag or environment, else the user's data directory. */
function homeMeant(argv: readonly string[], dataDirectory: string | null): string | null {
  const at = argv.indexOf('--home');
  const flag = argv.find((word) => word.startsWith('--home='))?.slice('--home='.length);
  const named = flag ?? (at < 0 ? process.env['SOUK_HOME'] : argv[at + 1]) ?? '';
  if (named !== '') return homeOf(named, named);
  return dataDirectory === null ? null : homeOf(undefined, dataDirectory);
}
