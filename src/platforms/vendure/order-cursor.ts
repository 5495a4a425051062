/** Up to where orders were pulled: the last change seen, what was seen in its second, and the refunds that are known. */
export interface Cursor {
  readonly updatedAt: number;
  readonly seen: readonly string[];
  readonly refunds: readonly string[];
}

const START: Cursor = {updatedAt: 0, seen: [], refunds: []};

/** Reads a cursor of souk's own making; anything else begins anew. */
export function parseCursor(text: string | null): Cursor {
  if (text === null || text === '') return START;
  try {
    const {u, s, r} = JSON.parse(text) as {u?: unknown; s?: unknown; r?: unknown};
    if (typeof u !== 'number' || !isTexts(s) || !isTexts(r)) return START;
    return {updatedAt: u, seen: s, refunds: r};
  } catch {
    return START;
  }
}

export function cursorText({updatedAt, seen, refunds}: Cursor): string {
  return JSON.stringify({u: updatedAt, s: seen, r: refunds});
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((each) => typeof each === 'string');
}
