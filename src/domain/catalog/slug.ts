/** A key made from words, as shops make handles: lower case, letters and digits of any script, `-` between. */
export function slug(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/(\p{L})\p{M}+/gu, '$1')
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/gu, '');
}
