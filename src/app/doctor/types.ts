import type {Message} from '../../domain/errors.js';

/** One thing the doctor looked at. `error` ends in exit 5; a `warning` is worth a look. */
export interface Finding {
  readonly severity: 'ok' | 'warning' | 'error';
  /** The shop it is about; absent: the installation. */
  readonly shop?: string;
  readonly message: Message;
  /** Rows of a file that it is about, the first few. */
  readonly rows?: readonly Message[];
}
