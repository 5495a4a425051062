/** Words that advertising law forbids or asks proof for, and phrases that hold such a word and are none of its business. */
export interface AdWords {
  readonly words: readonly string[];
  readonly allowed: readonly string[];
}

/** A word found, with the letters around it: only they tell whether it is a claim. */
export interface AdWord {
  readonly word: string;
  readonly around: string;
}

const AROUND = 6;

/** True where the list of words for Chinese listings has anything to say. */
export function hasHan(text: string): boolean {
  return /\p{Script=Han}/u.test(text);
}

/** Reads a list: a word a line, `!` before a phrase that is allowed, `#` before a remark; `-` takes a word off again. */
export function parseAdWords(texts: readonly string[]): AdWords {
  const words = new Set<string>();
  const allowed = new Set<string>();
  for (const line of texts.flatMap((text) => text.split(/\r\n|\r|\n/u)).map((each) => each.trim())) {
    if (line === '' || line.startsWith('#')) continue;
    const rest = line.slice(1).trim();
    if (line.startsWith('!')) allowed.add(rest);
    else if (line.startsWith('-')) words.delete(rest);
    else words.add(line.normalize('NFKC'));
  }
  return {words: [...words].filter((word) => word !== '').sort((a, b) => b.length - a.length), allowed: [...allowed]};
}

/** The words of the list in a text, each once; the longest of several at one place. */
export function findAdWords(text: string, {words, allowed}: AdWords): readonly AdWord[] {
  const plain = text.normalize('NFKC').replace(/<[^<>]*>/gu, ' ');
  const taken = allowed.flatMap((phrase) => placesOf(plain, phrase));
  const found: AdWord[] = [];
  for (const word of words) {
    for (const place of placesOf(plain, word)) {
      if (taken.some(([from, to]) => from <= place[0] && place[1] <= to)) continue;
      taken.push(place);
      if (!found.some((known) => known.word === word))
        found.push({word, around: plain.slice(Math.max(0, place[0] - AROUND), place[1] + AROUND).trim()});
    }
  }
  return found;
}

function placesOf(text: string, part: string): [from: number, to: number][] {
  const places: [number, number][] = [];
  if (part === '') return places;
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + part.length))
    places.push([at, at + part.length]);
  return places;
}
