import {readFile} from 'node:fs/promises';
import path from 'node:path';
import {type AdWords, parseAdWords} from '../../domain/catalog/ad-words.js';
import {needsAdWords} from '../../domain/catalog/checks.js';
import type {Sheet} from '../../domain/catalog/row.js';

/** Where the lists of advertising words are: the package's, and the user's own in souk's home. */
export interface AdWordFiles {
  readonly templates: string;
  readonly home: string;
}

/** The user's list in souk's home: words, `!` phrases to let pass, `-` words to take off. */
const OWN = 'ad-words.txt';

/** The words to look for in a sheet; null when none of its texts is Chinese, and no list is read. */
export async function adWordsFor(sheet: Sheet, files: AdWordFiles): Promise<AdWords | null> {
  return needsAdWords(sheet.rows) ? await readAdWords(files) : null;
}

/** The package's words with the user's. */
export async function readAdWords(files: AdWordFiles): Promise<AdWords> {
  const shipped = await readFile(path.join(files.templates, 'ad-law', 'zh.txt'), 'utf8');
  const own = await readFile(path.join(files.home, OWN), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  return parseAdWords([shipped, own]);
}
