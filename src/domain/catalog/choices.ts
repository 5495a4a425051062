/** By what rows of a file are matched to offers of a shop. */
export const MATCH_KEYS = ['sku', 'handle', 'gtin', 'title'] as const;
export type MatchKey = (typeof MATCH_KEYS)[number];

/** `create` refuses what the shop has, `update` what it has not. */
export const IMPORT_MODES = ['upsert', 'create', 'update'] as const;
export type ImportMode = (typeof IMPORT_MODES)[number];

/** Names of the file formats that souk reads and writes; `src/formats/dialects` has one dialect for each. */
export const DIALECT_NAMES = [
  'souk',
  'shopify',
  'woocommerce',
  'google',
  'etsy',
  'ebay',
  'amazon',
  'magento',
  'prestashop',
  'bigcommerce',
  'meta',
  'square',
  'wix',
  'squarespace',
] as const;
export type DialectName = (typeof DIALECT_NAMES)[number];
