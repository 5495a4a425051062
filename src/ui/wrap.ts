import stringWidth from 'fast-string-width';

/** Text on lines of at most `width` cells, broken between words only; line ends in it stay. A longer word stands alone. */
export function wrapped(text: string, width: number): string[] {
  return text.split('\n').flatMap((paragraph) => {
    const lines: string[] = [];
    for (const word of paragraph.split(' ')) {
      const last = lines.at(-1);
      if (last === undefined || stringWidth(`${last} ${word}`) > width) lines.push(word);
      else lines[lines.length - 1] = `${last} ${word}`;
    }
    return lines;
  });
}
