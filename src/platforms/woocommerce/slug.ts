/** Most bytes of a slug as WordPress keeps it, which is with `%XX` for all that is not ASCII. */
const MOST_BYTES = 200;

/**
 * Why WordPress would not keep a product's key as it is; null: it would. A key that changes can not be found again.
 * It makes letters small, takes marks away, makes spaces one hyphen and accents plain letters (sanitize_title).
 */
export function slugFault(key: string): string | null {
  if (/^id:\d+$/u.test(key)) return `${key} is souk's own name for a product without a key`;
  if (!/^[a-z0-9_\p{Lo}]+(?:-[a-z0-9_\p{Lo}]+)*$/u.test(key))
    return `WooCommerce would not keep the key ${JSON.stringify(key)}: small letters without accents, digits and single hyphens`;
  const bytes = encodeURIComponent(key).length;
  return bytes > MOST_BYTES ? `the key has ${bytes} bytes, and WooCommerce keeps ${MOST_BYTES}` : null;
}
