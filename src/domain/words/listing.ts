/** A field that a file has no column for; `column`: what souk calls it; `nearest`: a column that may be meant, or ''. */
export interface ColumnGuess {
  readonly field: string;
  readonly column: string;
  readonly nearest: string;
}

/** Words of catalogue files and listings. */
export interface ListingWords {
  // A cell that can not be read
  PRICE_FORM: {text: string};
  PRICE_COMMA: {text: string; plain: string};
  PRICE_DECIMALS: {text: string; digits: number; rounded: string};
  PRICE_CURRENCY: {text: string; currency: string};
  PRICE_ZERO: {text: string};
  NUMBER_FORM: {text: string};
  STOCK_FORM: {text: string};
  RATE_FORM: {text: string};
  STATUS_UNKNOWN: {text: string};
  PUBLISHED_UNKNOWN: {text: string};
  OPTIONS_FORM: {text: string};
  IMAGE_URL: {text: string};
  ID_DAMAGED: {text: string};
  NUMBER_LOCALE: {text: string; decimal: 'point' | 'comma'};
  SPREADSHEET_ERROR: {text: string};
  CODE_DATE: {text: string};
  CODE_QUOTE: {text: string};
  OPTION_DATE: {text: string};
  CURRENCY_OTHER: {text: string; currency: string};
  CLEAR_REQUIRED: {column: string};
  VARIATIONS_IN_ONE_ROW: {values: string};
  // A row that can not be used
  ROW_TOO_LONG: {cells: number; columns: number};
  ROW_QUOTES: Record<string, never>;
  PRODUCT_KEY_MISSING: {column: string};
  SKU_MISSING: {file: string};
  SKU_DUPLICATE: {sku: string; line: number};
  SKU_AMBIGUOUS: {sku: string; count: number};
  SKU_TWIN: {sku: string; other: string};
  SKU_TAKEN: {sku: string; product: string};
  KEY_MISSING: {key: string};
  KEY_DUPLICATE: {key: string; value: string; line: number};
  KEY_AMBIGUOUS: {key: string; value: string; count: number};
  OPTION_NAME_MISSING: {value: string};
  OPTION_VALUE_MISSING: {name: string};
  OPTIONS_DUPLICATE: {product: string; options: string; line: number};
  OPTIONS_TAKEN: {product: string; options: string; sku: string};
  TITLE_MISSING: Record<string, never>;
  TITLE_LONG: {length: number; most: number};
  DESCRIPTION_LONG: {length: number; most: number};
  PRICE_MISSING: Record<string, never>;
  COMPARE_AT_NOT_ABOVE: {compareAt: string; price: string};
  STOCK_NEGATIVE: {stock: number};
  GTIN_CHECK: {gtin: string};
  GTIN_ZEROS: {gtin: string; mended: string};
  TEXT_GARBLED: {text: string};
  HTML_RUNS: {what: string};
  HTML_STRAY: {tag: string};
  HTML_UNCLOSED: {tag: string};
  AD_WORD: {word: string; around: string};
  PRODUCT_TWIN: {product: string; other: string};
  PRODUCT_CELLS_DIFFER: {product: string; column: string; line: number};
  PRODUCT_REFUSED: {product: string; line: number};
  PRODUCT_SCATTERED: {product: string; listings: string};
  VARIANTS_TOO_MANY: {product: string; count: number; most: number};
  OPTIONS_TOO_MANY: {product: string; count: number; most: number};
  ALREADY_IN_SHOP: {key: string};
  NOT_IN_SHOP: {key: string};
  SHOP_MAKES_NOTHING: {key: string};
  // The file as a whole
  DIALECT_UNKNOWN: {file: string; found: string; nearest: string; missing: string};
  DIALECT_NAME: {name: string; known: string};
  COLUMNS_NOT_UNDERSTOOD: {file: string; found: string; missing: readonly ColumnGuess[]};
  MAP_NEEDS_TERMINAL: {file: string};
  COPY_SAME_SHOP: {shop: string};
  COPY_CURRENCY: {from: string; to: string; a: string; b: string};
  COPY_NOTHING: {from: string; to: string; there: number};
  COPY_TAX: {from: string; to: string; included: boolean};
  'listing.map-ask': {field: string};
  'listing.map-none': Record<string, never>;
  'listing.mapped': {file: string; map: string; count: number};
  XLSX_LIMIT: {what: string; most: number};
  MAP_COLUMN_MISSING: {map: string; line: number; column: string; file: string; nearest: string};
  MAP_PRICE_MISSING: {file: string; found: string; column: string; nearest: string};
  FILE_NO_ROWS: {file: string};
  HEADER_TWICE: {column: string};
  COLUMN_UNNAMED: {position: number; name: string};
  WEIGHTS_ROUNDED: {count: number};
  ERRORS_OVER_INPUT: {file: string};
  WARNINGS_NOT_WRITTEN: {file: string; why: string};
  FILE_REFUSED: {rows: number; withoutSku: number; file: string; input: string};
  FILE_INVALID: {rows: number; withoutSku: number; file: string};
  ROWS_LEFT_OUT: {rows: number; withoutSku: number; file: string; input: string};
  CONFLICTS: {cells: number};
  SKU_PATTERN: {pattern: string};
  // What a plan says of itself
  FIELD_UNSUPPORTED: {column: string; count: number; shop: string; platform: string};
  COLUMNS_UNSUPPORTED: {columns: readonly string[]; shop: string; platform: string};
  EXPORT_UNKNOWN: {id: string};
  EXPORT_OPTIONS_LEFT_OUT: {product: string; most: number};
  LISTING_WHOLE: {product: string; count: number};
  ALREADY_UNPUBLISHED: {product: string};
  STATUS_UNSUPPORTED: {shop: string};
  // Reasons of changes
  UNPUBLISHED_BY_HAND: Record<string, never>;
  // Asking
  WHERE_FORM: {text: string; near: string};
  WHERE_FIELD: {field: string; fields: string};
  WHERE_VALUE: {field: string; value: string};
  LISTING_FIELD_UNKNOWN: {field: string; fields: string};
  SKU_NOT_LISTED: {skus: string; shop: string};
  // Screens
  'listing.matched': {shop: string; platform: string; currency: string; file: string; key: string};
  'listing.read': {file: string; dialect: string};
  'listing.rows': {total: number; parts: string};
  'listing.fate-create': {count: number};
  'listing.fate-update': {count: number};
  'listing.fate-planned': {count: number};
  'listing.fate-unchanged': {count: number};
  'listing.fate-held': {count: number};
  'listing.fate-conflict': {count: number};
  'listing.fate-refused': {count: number};
  'listing.fate-continuation': {count: number};
  'listing.fate-ignored': {count: number};
  'listing.orphans': {count: number};
  'listing.compared': {export: string; at: string};
  'listing.compared-kept': {count: number};
  'listing.carried': {columns: readonly string[]; kept: boolean};
  'listing.held-head': {count: number};
  'listing.held-line': {line: number};
  'listing.held-more': {count: number; plan: string};
  'listing.held-plan': {plan: string};
  'listing.refusals': {count: number; reasons: number; file: string};
  'listing.more-refusals': {count: number};
  'listing.more-warned': {count: number};
  'listing.conflict-more': {count: number};
  'listing.codes': {codes: readonly {readonly code: string; readonly count: number}[]};
  'listing.warnings-file': {file: string};
  'listing.valid': {file: string};
  'listing.warned': {count: number};
  'listing.exported': {listings: number; offers: number; file: string; dialect: string};
  'listing.export-id': {id: string};
  'listing.template': {file: string; dialect: string};
  'listing.none': {shop: string};
  'listing.counted': {shown: number; total: number; shop: string};
  'listing.base': {price: string};
  'listing.listed-to': {count: number; file: string};
}
