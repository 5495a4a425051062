import {grouped} from '../../domain/grouped.js';
import {mapAtOnce} from '../at-once.js';
import type {Told} from '../results.js';
import {LANES, lanesFor} from './bulk/estimate.js';
import type {Line} from './desk.js';
import type {Operation} from './door.js';
import {AT_ONCE} from './wire.js';

/** One run of a mutation. */
export interface Errand {
  /** What it is about: errands of one product are run one after the other. */
  readonly product: string;
  readonly variables: object;
  /** Hears what came of it; may fail, when nothing more is to be begun. */
  readonly told: (told: Told) => void | Promise<void>;
}

/** Runs a mutation for each errand, by single requests or by bulk operations: whichever is estimated to take less time. */
export async function deliver(
  line: Line,
  operation: Operation,
  errands: readonly Errand[],
  signal: AbortSignal,
): Promise<void> {
  if (!line.bulk.worth(errands.length)) return await singly(line, operation, errands, signal);
  await mapAtOnce(filesOf(errands), LANES, async (file) => {
    const ended = await line.bulk.run(
      operation,
      file.map(({variables}) => variables),
      signal,
    );
    if (ended === null) return await singly(line, operation, file, signal);
    const failures: unknown[] = [];
    // All of it was sent: each errand hears of it, whatever another makes of what it hears.
    for (const [i, {told}] of file.entries()) {
      try {
        await told(ended.answerTo(i));
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw failures[0];
  });
}

async function singly(
  {door}: Line,
  operation: Operation,
  errands: readonly Errand[],
  signal: AbortSignal,
): Promise<void> {
  await mapAtOnce(errands, AT_ONCE, async ({variables, told}) => told(await door.tell(operation, variables, signal)));
}

/** As many files as operations may run at once, each with all errands of its products. */
function filesOf(errands: readonly Errand[]): readonly (readonly Errand[])[] {
  const files: Errand[][] = Array.from({length: lanesFor(errands.length)}, () => []);
  for (const group of grouped(errands, ({product}) => product).values())
    files.reduce((least, file) => (file.length < least.length ? file : least)).push(...group);
  return files.filter((file) => file.length > 0);
}
