import {setImmediate} from 'node:timers/promises';

/** What became of standard output. `failure` is the errno of the first write that failed; null while all is well. */
export interface Pipes {
  readonly failure: () => Promise<string | null>;
}

/**
 * Lets the work go on when standard output fails: a run must end with its journal closed, whoever reads. A reader that
 * leaves early (`souk … | head`) is no failure; a full disk is one, and is told at the end.
 */
export function watchPipes(): Pipes {
  let failure: string | null = null;
  // oclif's own listener throws what is not EPIPE, out of any write and past every catch.
  process.stdout.removeAllListeners('error');
  process.stdout.on('error', ({code}: NodeJS.ErrnoException) => {
    if (code !== 'EPIPE' && code !== 'ERR_STREAM_DESTROYED') failure ??= code ?? 'EIO';
  });
  // Nobody can be told that nobody can be told.
  process.stderr.on('error', () => undefined);
  return {
    failure: async () => {
      // Streams tell of a failed write a tick later.
      await setImmediate();
      return failure;
    },
  };
}
