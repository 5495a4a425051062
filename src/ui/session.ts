import type {Interfaces} from '@oclif/core';
import type {Context} from '../app/context.js';
import {withoutPasswords} from './bug-log.js';
import {printAtOnce} from './envelope.js';
import {homeOf} from './home.js';
import {type Io, processIo} from './io.js';
import type {Language} from './messages/catalogue.js';
import {languageOf} from './messages/index.js';
import {stopSignal} from './signals.js';
import type {Typed} from './typed.js';

/** The global flags as parsed. */
export interface GlobalFlags {
  readonly json: boolean;
  readonly yes: boolean;
  readonly quiet: boolean;
  readonly home?: string | undefined;
  readonly lang?: string | undefined;
  readonly now?: string | undefined;
}

/** One invocation of souk: where it speaks, where its state is, and, when asked for, the opened store. */
export interface Session {
  readonly io: Io;
  readonly language: Language;
  readonly home: string;
  readonly yes: boolean;
  readonly signal: AbortSignal;
  readonly config: Interfaces.Config;
  /** What was typed, for hints that complete it. */
  readonly typed: Typed;
  /** Opens the store on first use; the heavy modules are loaded then and not before. */
  context(): Promise<Context>;
  close(): Promise<void>;
}

/** Opens a session; touches no file. */
export async function openSession(
  flags: GlobalFlags,
  argv: readonly string[],
  config: Interfaces.Config,
): Promise<Session> {
  const io = processIo(flags);
  const home = homeOf(flags.home, config.dataDir);
  const language = languageOf(flags.lang);
  const signal = stopSignal(() => printAtOnce({io, language}));
  let opened: Promise<Context & {close(): Promise<void>}> | undefined;
  return {
    io,
    language,
    home,
    yes: flags.yes,
    signal,
    config,
    typed: {id: argv[0] ?? '', args: argv.slice(1)},
    context: () => {
      opened ??= import('./context.js').then(({openContext}) =>
        openContext({
          home,
          io,
          signal,
          now: flags.now,
          by: commandLine(argv),
          connectors: async () => (await import('./connectors.js')).connectorsOf(config),
          atLimit: language['run.at-limit'].text({}),
        }),
      );
      return opened;
    },
    close: async () => {
      if (opened !== undefined) await (await opened).close();
    },
  };
}

/** The command line for plans and the journal. */
function commandLine([id = '', ...rest]: readonly string[]): string {
  return withoutPasswords(['souk', ...id.split(':'), ...rest].join(' ').trim());
}
