import {EXIT_CODES} from '../domain/errors.js';

/**
 * A signal that SIGINT, SIGTERM and SIGHUP abort. The first asks the command to close its journal and stop; a second
 * SIGINT ends the process at once, which is safe: intents are on disk before requests leave, so the run can be resumed.
 */
export function stopSignal(): AbortSignal {
  const controller = new AbortController();
  const stop = () => {
    if (controller.signal.aborted) process.exit(EXIT_CODES.interrupted);
    controller.abort(new DOMException('stopped by a signal', 'AbortError'));
  };
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, stop);
  return controller.signal;
}
