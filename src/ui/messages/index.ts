import type {Language} from './catalogue.js';
import {en} from './en/index.js';

/** The language of a flag, or of LANG. English speaks for those that have no catalogue yet. */
export function languageOf(flag: string | undefined): Language {
  const languages: Readonly<Record<string, Language>> = {en};
  return languages[flag ?? ''] ?? languages[(process.env['LANG'] ?? '').slice(0, 2)] ?? en;
}
