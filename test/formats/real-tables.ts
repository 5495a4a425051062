/** What a real file of `../shared/data` is read as, where it is not plain: UTF-8, a comma, its header on line 1. */
export interface RealTable {
  readonly encoding?: string;
  readonly delimiter?: string;
  /** Records before the header, and the header's line. */
  readonly preamble?: readonly [records: number, headerLine: number];
  readonly notes?: readonly string[];
}

export const REAL_TABLES: Readonly<Record<string, RealTable>> = {
  'depop/listings-template-row.csv': {preamble: [1, 2], notes: ['PREAMBLE_SKIPPED']},
  'ebay/draft-template-info-lines.csv': {preamble: [4, 5], notes: ['PREAMBLE_SKIPPED']},
  'google-merchant/en-cards-feed.tsv': {delimiter: '\t'},
  'meta-catalog/fr-pipe-quoted-comment-rows.csv': {preamble: [1, 2], notes: ['PREAMBLE_SKIPPED']},
  'other/de-drinks-semicolon.csv': {delimiter: ';'},
  'other/en-spirits-import-cp1252.csv': {encoding: 'windows-1252', notes: ['ENCODING_GUESSED']},
  'prestashop/es-chairs-57col-semicolon.csv': {delimiter: ';'},
  'shopify/en-stickers-semicolon-cp1252.csv': {encoding: 'windows-1252', delimiter: ';', notes: ['ENCODING_GUESSED']},
  'woocommerce/ru-localised-leading-newline-bom.csv': {preamble: [0, 2]},
};

/**
 * The dialect that each folder's files are taken for; `''`: none, which is said with the nearest guess. One line a
 * folder or file, the longer name first: who adds a dialect adds its line.
 */
export const REAL_DIALECTS: readonly (readonly [prefix: string, dialect: string])[] = [
  ['ebay/', 'ebay'],
  ['etsy/', 'etsy'],
  ['google-merchant/', 'google'],
  ['magento/', 'magento'],
  ['meta-catalog/', 'meta'],
  ['prestashop/', 'prestashop'],
  ['shopify/', 'shopify'],
  ['square/', 'square'],
  ['squarespace/', 'squarespace'],
  ['wix/', 'wix'],
  ['woocommerce/', 'woocommerce'],
  ['', ''],
];
