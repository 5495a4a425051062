/**
 * What chardet calls an encoding, and the label the Encoding Standard has for it; those of one byte a letter have to be
 * likely, since nearly any bytes can be read by them.
 */
const LABELS: ReadonlyMap<string, {readonly label: string; readonly wide: boolean}> = new Map(
  (
    [
      ['GB18030', 'gb18030', true],
      ['Big5', 'big5', true],
      ['Shift_JIS', 'shift_jis', true],
      ['EUC-JP', 'euc-jp', true],
      ['EUC-KR', 'euc-kr', true],
      ['windows-1250', 'windows-1250', false],
      ['windows-1251', 'windows-1251', false],
      ['windows-1253', 'windows-1253', false],
      ['windows-1254', 'windows-1254', false],
      ['windows-1255', 'windows-1255', false],
      ['windows-1256', 'windows-1256', false],
      ['ISO-8859-2', 'windows-1250', false],
      ['ISO-8859-5', 'iso-8859-5', false],
      ['ISO-8859-7', 'windows-1253', false],
      ['ISO-8859-9', 'windows-1254', false],
      ['KOI8-R', 'koi8-r', false],
    ] as const
  ).map(([name, label, wide]) => [name, {label, wide}]),
);

/** The encoding of nearly every spreadsheet of Western Europe that is not UTF-8. */
export const ANSI = 'windows-1252';

/** Least confidence (of 100) at which one of the others is believed. */
const SURE = 30;

/** How much surer than of Windows-1252 chardet has to be of another encoding of one byte a letter. */
const AHEAD = 10;

/**
 * The encodings that bytes which are not UTF-8 may be in, the likeliest first; Windows-1252 is always one, since any
 * bytes can be read by it.
 */
export async function likelyEncodings(sample: Uint8Array): Promise<readonly string[]> {
  const {analyse} = await import('chardet');
  const found = analyse(sample);
  const western = Math.max(
    0,
    ...found.filter(({name}) => /^(?:ISO-8859-1|windows-1252)$/u.test(name)).map(({confidence}) => confidence),
  );
  const likely = found.flatMap(({name, confidence}) => {
    const known = LABELS.get(name);
    if (known === undefined || confidence < SURE) return [];
    return confidence >= western + (known.wide ? 0 : AHEAD) ? [known.label] : [];
  });
  return [...new Set([...likely, ANSI])];
}
