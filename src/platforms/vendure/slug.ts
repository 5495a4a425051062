/**
 * A product's key as Vendure would keep it: its slug validator takes marks away and makes spaces dashes (normalizeString
 * of @vendure/common). A key that would not stay as it is can not be found again.
 */
export function slugOf(key: string): string {
  return key
    .normalize('NFD')
    .replace(/\u00df/gu, 'ss')
    .replace(/\u1e9e/gu, 'SS')
    .replace(/\u0308/gu, 'e')
    .replace(/[\u0300-\u036f]/gu, '')
    .toLowerCase()
    .replace(/[!"£$%^&*()+[\]{};:@#~?\\/,|><`¬'=‘’©®™]/gu, '')
    .replace(/\s+/gu, '-')
    .replace(/-{2,}/gu, '-');
}
