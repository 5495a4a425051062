/** Most bytes of a slug as WordPress keeps it, which is with `%XX` for all that is not ASCII. */
const MOST_BYTES = 200;

/** Latin letters that are no letter with a mark, as WordPress writes them plain (remove_accents). */
const PLAIN: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ł: 'l',
  ı: 'i',
};

/**
 * A product's key as a slug that WordPress keeps as it is (sanitize_title): small, without accents on Latin letters,
 * without marks, and one hyphen for spaces, points and slashes.
 */
export function slugOf(key: string): string {
  return key
    .toLowerCase()
    .normalize('NFC')
    .replace(/\p{Script=Latin}/gu, (letter) => PLAIN[letter] ?? letter.normalize('NFD').replace(/\p{M}/gu, ''))
    .replace(/[\s./]+/gu, '-')
    .replace(/[^a-z0-9_\p{Ll}\p{Lo}\p{M}-]/gu, '')
    .replace(/-+/gu, '-')
    .replace(/^-|-$/gu, '');
}

/** Why a product can not be made under this key; null: it can. */
export function slugFault(key: string): string | null {
  if (/^id:\d+$/u.test(key)) return `${key} is souk's own name for a product without a key`;
  const slug = slugOf(key);
  if (slug === '') return `nothing of the key ${JSON.stringify(key)} can stand in an address`;
  const bytes = encodeURIComponent(slug).length;
  return bytes > MOST_BYTES ? `the key has ${bytes} bytes in an address, and WooCommerce keeps ${MOST_BYTES}` : null;
}
