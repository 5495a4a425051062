import {parts} from '../parts.js';
import type {Line} from './desk.js';
import {HALF, isHalf, type MaybeHalf} from './half.js';

/** Handles of one question; a query has 1000 points. */
const HANDLES = 50;

/** Product ids by handle, as they are this moment: a search would be late. */
export async function idsByHandle(
  line: Line,
  handles: Iterable<string>,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, string>> {
  return (await namedBy(line, handles, signal)).whole;
}

interface Named extends MaybeHalf {
  readonly id: string;
  readonly handle: string;
}

/** Product ids by handle; those of products that are half made apart. */
export async function namedBy(
  {door}: Line,
  handles: Iterable<string>,
  signal: AbortSignal,
): Promise<{readonly whole: ReadonlyMap<string, string>; readonly half: ReadonlyMap<string, string>}> {
  const [whole, half] = [new Map<string, string>(), new Map<string, string>()];
  for (const part of parts(
    [...new Set(handles)].filter((handle) => handle !== ''),
    HANDLES,
  )) {
    const names = part.map((_, i) => `$h${i}: String!`).join(', ');
    const fields = part
      .map((_, i) => `p${i}: productByIdentifier(identifier: {handle: $h${i}}) { id handle ${HALF} }`)
      .join('\n');
    const operation = {name: 'SoukHandles', text: `query SoukHandles(${names}) {\n${fields}\n}`};
    const variables = Object.fromEntries(part.map((handle, i) => [`h${i}`, handle]));
    const data = await door.ask<Record<string, Named | null>>(operation, variables, signal);
    for (const product of Object.values(data))
      if (product !== null) (isHalf(product) ? half : whole).set(product.handle, product.id);
  }
  return {whole, half};
}
