/** Keys whose values are drawn by chance, or tell real time or this machine. */
const CHANCE = new Set(['hash', 'batch', 'fileHash', 'by', 'path', 'resultFile', 'errorsFile', 'pid', 'pulledAt']);

/** A document without what may differ between two runs of the same job: ids, real instants, places. */
export function alike(value: unknown, places: readonly string[]): unknown {
  if (Array.isArray(value)) return value.map((part) => alike(part, places));
  if (value !== null && typeof value === 'object') {
    return Object.fromEntries(
      Object.entries(value).map(([key, part]) => [key, CHANCE.has(key) ? '<chance>' : alike(part, places)]),
    );
  }
  return typeof value === 'string' ? plain(value, places) : value;
}

function plain(text: string, places: readonly string[]): string {
  let known = text;
  for (const place of places) known = known.replaceAll(place, '<place>');
  return known
    .replace(/\bP-[0-9A-HJKMNP-TV-Z]{5}\b/gu, '<plan>')
    .replace(/\bE-[0-9A-F]{10}\b/gu, '<export>')
    .replace(/\bprocess \d+\b/gu, 'process <pid>')
    .replace(/\b\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z/gu, (instant) => (isNow(instant) ? '<now>' : instant));
}

/** Within a day of the present: the simulated shop lives in another month. */
function isNow(instant: string): boolean {
  return Math.abs(Date.parse(instant) - Date.now()) < 2 * 86_400_000;
}
