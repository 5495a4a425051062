import type {WireImage, WireMeta} from './wire.js';

/** What souk keeps on a product or variation because WooCommerce has no field for it, as one text of JSON in its metadata. */
export interface Own {
  /** The merchant's own key of the product, where it can not be its slug as it is: "EZ-5". */
  readonly key?: string;
  readonly vendor?: string;
  /** Tags in the order the merchant gave them: WooCommerce sorts them. */
  readonly tags?: readonly string[];
  readonly extra?: Readonly<Record<string, string>>;
  /** Where the pictures came from: WooCommerce copies them into its own library. */
  readonly pictures?: readonly string[];
  /** Of what is sold: its columns and its picture. */
  readonly offerExtra?: Readonly<Record<string, string>>;
  readonly offerImage?: string;
}

/** A name that begins with `_` is not shown to buyers and editors. */
export const OWN_KEY = '_souk';

/** What is kept; nothing where the text is not souk's any more. */
export function ownOf(meta: readonly WireMeta[] | undefined): Own {
  const text = meta?.find(({key}) => key === OWN_KEY)?.value;
  if (typeof text !== 'string' || text === '') return {};
  try {
    const own = JSON.parse(text) as unknown;
    return typeof own === 'object' && own !== null ? (own as Own) : {};
  } catch {
    return {};
  }
}

/** The part of a request that keeps this, where it is another than there was. */
export function ownBody(own: Own, before: Own): {readonly meta_data?: readonly WireMeta[]} {
  const text = textOf(own);
  return text === textOf(before) ? {} : {meta_data: [{key: OWN_KEY, value: text}]};
}

function textOf(own: Own): string {
  const kept = Object.entries(own).filter(([, value]) => !isEmpty(value));
  return kept.length === 0 ? '' : JSON.stringify(Object.fromEntries(kept));
}

function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === '') return true;
  return typeof value === 'object' && Object.keys(value).length === 0;
}

/**
 * The address a picture of the shop was copied from; its own where it is none that souk gave. It is told by the file's
 * name: WordPress keeps it, cleaned, and adds a number where it was taken.
 */
export function sourceOf({src}: WireImage, sources: readonly string[], place = 0): string {
  const shown = stemOf(src);
  const ordered = [...sources.slice(place, place + 1), ...sources];
  return ordered.find((source) => isCopy(shown, stemOf(source))) ?? src;
}

function isCopy(shown: string, stem: string): boolean {
  return (
    shown === stem ||
    (shown.startsWith(`${stem}-`) && /^(?:-\d+)?(?:-scaled)?(?:-\d+)?$/u.test(shown.slice(stem.length)))
  );
}

/** A file's name without its kind, as WordPress cleans it (sanitize_file_name). */
function stemOf(url: string): string {
  const name = decoded(url.split(/[?#]/u)[0]?.split('/').at(-1) ?? '');
  return name
    .replace(/\.[a-z0-9]{2,5}$/iu, '')
    .replace(/[?[\]/\\=<>:;,'"&$#*()|~`!{}%+’«»”“]/gu, '')
    .replace(/[\s-]+/gu, '-')
    .toLowerCase();
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
