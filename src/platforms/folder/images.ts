import type {Image} from '../../domain/catalog/types.js';
import {readAltCell, withAlts, writeAltCell} from '../../formats/dialects/images.js';

/** Pictures of a listing as two cells: addresses parted by spaces, their words parted by `|` where there are any. */
export function imageCells(images: readonly Image[]): {readonly urls: string; readonly alts: string} {
  return {
    urls: images.map(({url}) => url).join(' '),
    alts: writeAltCell(images),
  };
}

/** Reads what {@link imageCells} wrote; addresses may also be parted by `|`, line breaks or a comma with a space. */
export function readImages(urls: string, alts: string): Image[] {
  const found = urls.split(/,?\s+|\s*\|\s*/u).filter((url) => url !== '');
  return withAlts(
    found.map((url) => ({url})),
    readAltCell(alts),
  );
}
