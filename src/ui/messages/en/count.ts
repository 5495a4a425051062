import {number} from '../../format.js';

/** A count with its noun: "1 offer", "1,294 offers". `many` where the plural is not made with an s. */
export function counted(count: number, noun: string, many = `${noun}s`): string {
  return `${number(count)} ${count === 1 ? noun : many}`;
}

/** The verb after a count. */
export function haveOrHas(count: number): string {
  return count === 1 ? 'has' : 'have';
}

const SHOWN = 8;

/** A list for a sentence: the first few, and how many more. */
export function some(names: readonly string[]): string {
  const more = names.length - SHOWN;
  return `${names.slice(0, SHOWN).join(', ')}${more > 0 ? `, and ${number(more)} more` : ''}`;
}
