/**
 * A product that is to be active and on its sales channels takes three requests: it is made as a draft, put there, and
 * made active. Until then this says that it is half made: souk reads it as not there, and makes it whole when it is asked
 * for again. A draft that somebody made active by hand meanwhile is there.
 */
export interface MaybeHalf {
  readonly status: string;
  readonly making: {readonly value: string} | null;
}

/** What to ask of a product to know it. */
export const HALF = 'status making: metafield(namespace: "souk", key: "making") { value }';

const HALF_MADE = 'half';

export function isHalf({status, making}: MaybeHalf): boolean {
  return status === 'DRAFT' && making?.value === HALF_MADE;
}

/** The mark as a mutation takes it. */
export function makingMark(half: boolean): object {
  return {namespace: 'souk', key: 'making', type: 'single_line_text_field', value: half ? HALF_MADE : 'whole'};
}
