import {KnownError} from '../../domain/errors.js';
import {readCell} from '../../formats/facts/cell.js';

/** A window from flags: `from` inclusive, `to` exclusive, bare dates in the shop's zone. @throws KnownError usage. */
export function readEdges(
  from: string | undefined,
  to: string | undefined,
  zone: string,
): {readonly from?: number; readonly to?: number} {
  return {
    ...(from === undefined ? {} : {from: readInstant(from, '--from', zone)}),
    ...(to === undefined ? {} : {to: readInstant(to, '--to', zone)}),
  };
}

/** A date or time from a flag, in ms UTC; a bare date is its beginning in the zone. @throws KnownError usage. */
export function readInstant(text: string, flag: string, zone: string): number {
  const read = readCell('instant', text.trim(), {currency: '', zone});
  if ('value' in read && typeof read.value === 'number') return read.value;
  throw new KnownError('usage', 'INSTANT_INVALID', {text, flag});
}
