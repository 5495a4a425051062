import {EXIT_CODES} from '../domain/errors.js';

/**
 * A signal that SIGINT, SIGTERM and SIGHUP abort. The first asks the command to close its journal and stop; a second
 * one ends the process at once, which is safe: intents are on disk before requests leave, so the run can be resumed.
 * `atOnce` says so before that.
 */
export function stopSignal(atOnce: () => void): AbortSignal {
  const controller = new AbortController();
  const stop = () => {
    if (controller.signal.aborted) {
      atOnce();
      process.exit(EXIT_CODES.interrupted);
    }
    controller.abort(new DOMException('stopped by a signal', 'AbortError'));
  };
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, stop);
  return controller.signal;
}
