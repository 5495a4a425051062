import type {ErrorCategory, Message} from '../domain/errors.js';
import type {Screen} from './screen.js';

/**
 * What a command found or did: the JSON result, and how to show it to a person. With `failure` the envelope says
 * `ok: false` and the exit code is the category's; `result` is still given, so that counts are not lost.
 */
export interface Answer {
  readonly result: unknown;
  show(screen: Screen): void | Promise<void>;
  readonly warnings?: readonly Message[];
  readonly failure?: {readonly category: ErrorCategory; readonly message: Message; readonly run?: string};
  /** An exit code that is no failure of this command's own (the worst of several shops). */
  readonly exit?: number;
}
