const BARS = '▁▂▃▄▅▆▇█';

/** Most marks of a sparkline: a longer course is drawn by the mean of neighbours. */
const WIDEST = 48;

/**
 * A course as one line of bars, from zero (or the lowest value below it) to the highest: `▁▃▂▅▇`. A point that is unknown
 * is a gap; a course without any point is empty.
 */
export function sparkline(course: readonly (number | null)[]): string {
  const points = course.length > WIDEST ? condensed(course) : course;
  const values = points.filter((value) => value !== null);
  if (values.length === 0) return '';
  const low = Math.min(0, ...values);
  const high = Math.max(0, ...values);
  const spread = high - low;
  return points.map((value) => (value === null ? ' ' : bar(spread === 0 ? 0 : (value - low) / spread))).join('');
}

function bar(height: number): string {
  return BARS.charAt(Math.min(BARS.length - 1, Math.floor(height * BARS.length)));
}

function condensed(course: readonly (number | null)[]): readonly (number | null)[] {
  return Array.from({length: WIDEST}, (_, index) => {
    const from = Math.floor((index * course.length) / WIDEST);
    const to = Math.floor(((index + 1) * course.length) / WIDEST);
    const values = course.slice(from, to).filter((value) => value !== null);
    return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
  });
}
