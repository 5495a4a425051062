import {KnownError} from '../../domain/errors.js';

const UNITS: Readonly<Record<string, number>> = {h: 3_600_000, d: 86_400_000, w: 7 * 86_400_000};

/** A stretch of time in ms: "30d", "2w", "12h". Fails for anything else, and for none at all. */
export function parseSpan(text: string): number {
  const match = /^(\d{1,5})\s*([hdw])$/u.exec(text.trim().toLowerCase());
  const ms = Number(match?.[1] ?? 0) * (UNITS[match?.[2] ?? ''] ?? 0);
  if (ms <= 0) throw new KnownError('usage', 'PRACTICE_SPAN_INVALID', {text});
  return ms;
}
