/** The marks that part cells in merchants' files, the likelier first. */
const DELIMITERS = [',', ';', '\t', '|'] as const;

/** Rows longer than this have no header souk could use. */
const SAMPLE = 64 * 1024;

/** The delimiter of a text: the mark that stands most often in its first record outside quotes; none: a comma. */
export function guessDelimiter(text: string): string {
  const counts = new Map<string, number>(DELIMITERS.map((mark) => [mark, 0]));
  let quoted = false;
  let written = false;
  for (const mark of text.slice(0, SAMPLE)) {
    if (mark === '"') quoted = !quoted;
    else if (!quoted && (mark === '\n' || mark === '\r')) {
      if (written) break;
    } else {
      const count = quoted ? undefined : counts.get(mark);
      if (count !== undefined) counts.set(mark, count + 1);
    }
    written ||= mark.trim() !== '';
  }
  let best: string = DELIMITERS[0];
  for (const [mark, count] of counts) if (count > (counts.get(best) ?? 0)) best = mark;
  return best;
}

/** The delimiter that Excel's own first line `sep=;` names, or null. */
export function namedDelimiter(line: string): string | null {
  return /^sep=(.)\r?$/iu.exec(line.trimEnd() === 'sep=' ? line : line.trim())?.[1] ?? null;
}
