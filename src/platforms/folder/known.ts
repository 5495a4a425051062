import {hashOf} from '../../formats/csv.js';
import {openedState} from '../../formats/encoding.js';
import type {Clock} from '../../ports/clock.js';

/**
 * How old a file's last change must be for its stamp to tell the next one: times are coarse, to two seconds on some
 * disks, and a file written twice within one tick looks the same (git's "racy" entries).
 */
const RACY_MS = 2000;

/** What was made of a file's bytes. */
interface Read {
  /** SHA-256 of the bytes it was made of, hex. */
  readonly hash: string;
}

interface Held<T> {
  readonly file: string;
  readonly size: number;
  readonly stamp: string;
  /** True when the file had been at rest for long enough that any change since shows in its stamp. */
  readonly sure: boolean;
  readonly made: T;
}

/** Keeps what was made of a file for as long as the file is surely the same; in doubt its bytes decide. */
export class Known<T extends Read> {
  readonly #clock: Clock;
  #held: Held<T> | null = null;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** What `read` made of the file as it is now, without reading it again where it is the same. */
  async of(file: string, read: () => Promise<T>): Promise<T> {
    // Looked at before it is read: what changes meanwhile shows the next time.
    const {size, stamp, changedAt} = await openedState(file);
    const sure = this.#clock.real() - changedAt > RACY_MS;
    const held = this.#held;
    if (held !== null && held.file === file && held.size === size) {
      if (held.sure && held.stamp === stamp) return held.made;
      if ((await hashOf(file, size)) === held.made.hash) {
        this.#held = {...held, stamp, sure};
        return held.made;
      }
    }
    this.#held = null;
    const made = await read();
    this.#held = {file, size, stamp, sure, made};
    return made;
  }

  forget(): void {
    this.#held = null;
  }
}
