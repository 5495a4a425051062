import {type Read, readUrl} from '../../domain/catalog/cells.js';
import type {Image} from '../../domain/catalog/types.js';

/** Reads a cell of image addresses parted by white space (a comma or semicolon before it is taken as part of the gap). */
export function readImageCell(text: string): Read<Image[]> {
  const images: Image[] = [];
  for (const part of text.trim().split(/[,;|]?\s+/u)) {
    if (part === '') continue;
    const read = readUrl(part);
    if ('refused' in read) return read;
    images.push({url: read.value});
  }
  return {value: images};
}

/** Writes what {@link readImageCell} reads. */
export function writeImageCell(images: readonly Image[]): string {
  return images.map(({url}) => url).join(' ');
}

/** The words of images in one cell, parted by `|`, in the order of the addresses; empty where no image has any. */
export function writeAltCell(images: readonly Image[]): string {
  if (!images.some(({alt}) => (alt ?? '') !== '')) return '';
  return images.map(({alt}) => (alt ?? '').replace(/[\\|]/gu, (mark) => `\\${mark}`)).join('|');
}

/** Reads what {@link writeAltCell} wrote: `\\` before a mark makes it a part of the word. */
export function readAltCell(text: string): string[] {
  const alts = [''];
  for (const [part] of text.matchAll(/\\[\\|]|./gsu)) {
    if (part === '|') alts.push('');
    else alts[alts.length - 1] += part.length === 2 && part.startsWith('\\') ? part.slice(1) : part;
  }
  return alts;
}

/** Images with their words; an image without a word is left to what the shop has. */
export function withAlts(images: readonly Image[], alts: readonly string[]): Image[] {
  return images.map(({url}, index) => {
    const alt = alts[index] ?? '';
    return alt === '' ? {url} : {url, alt};
  });
}
