/** A cell of a file, as far as it may be shown: `masked` ones (files with persons in them) only by their shape. */
interface Cell {
  file: string;
  line: number;
  column: string;
  value: string;
  masked?: true;
}

/** Words of the area "fact": table files, the folder shop, and the facts that come in files. */
export interface FactWords {
  // A file
  FILE_EMPTY: {file: string};
  FILE_NOT_TABLE: {file: string; kind: 'xlsx' | 'xls' | 'pdf' | 'gzip' | 'xml' | 'binary' | 'folder'};
  FILE_IS_LINK: {file: string};
  FILE_CHANGED: {file: string};
  FILE_DAMAGED: {file: string; why: string};
  FILE_NOT_IN_ENCODING: {file: string; encoding: string};
  ENCODING_UNKNOWN: {encoding: string};
  QUOTES_BROKEN: {file: string; line: number};
  SHEET_UNKNOWN: {file: string; sheet: string; sheets: string};
  WORKBOOK_TOO_LARGE: {file: string};
  // What reading decided by itself
  ENCODING_GUESSED: {file: string; encoding: string};
  PREAMBLE_SKIPPED: {file: string; lines: number; line: number};
  SHEET_CHOSEN: {file: string; sheet: string; others: string};
  FACT_COLUMNS_MISSING: {file: string; columns: string; found: string};
  FACT_COLUMN_TWICE: {file: string; column: string};
  // A row
  FACT_ROW_TOO_LONG: {file: string; line: number; cells: number; columns: number};
  FACT_ROW_QUOTES: {file: string; line: number};
  ROW_OTHER_CURRENCY: {file: string; line: number; currency: string; shop: string};
  // A cell
  CELL_NEEDED: Cell;
  CELL_AMOUNT: Cell;
  CELL_NEGATIVE: Cell;
  CELL_ZERO: Cell;
  CELL_RATE: Cell;
  CELL_COUNT: Cell;
  CELL_DATE: Cell;
  CELL_INSTANT: Cell;
  CELL_YES_NO: Cell;
  CELL_CURRENCY: Cell;
  CELL_STATUS: Cell;
  CELL_OPTIONS: Cell;
  CELL_EXCEL_NUMBER: Cell;
  // Messages of a platform
  MESSAGES_UNKNOWN: {file: string; platform: string};
  MESSAGE_UNREADABLE: {file: string; line: number};
  // The folder shop
  FOLDER_MISSING: {directory: string};
  FOLDER_NOT_DIRECTORY: {directory: string};
  FOLDER_NO_LISTINGS: {directory: string};
  FOLDER_READ_ONLY: {directory: string};
  FOLDER_LINK_OUTSIDE: {file: string};
  FOLDER_ROWS_UNREADABLE: {shop: string; file: string; rows: number};
  DIALECT_NO_UPLOAD: {name: string; known: string};
  INBOX_EMPTY: {directory: string; dialect: string};
  INBOX_OTHER_DIALECT: {file: string; dialect: string; looks: string};
  INBOX_GROWING: {file: string};
  INBOX_CUT_OFF: {file: string; dialect: string};
  INBOX_LATER: {file: string; later: string};
  INBOX_ROW: {file: string; line: number; column: string; value: string; code: string; dialect: string};
  OUTBOX_NOTE_DAMAGED: {file: string};
  OUTBOX_ALTERED: {directory: string; files: string};
  'folder.inbox': {file: string; dialect: string; offers: number};
  'folder.outbox': {directory: string; files: number};
  'folder.listings': {directory: string; offers: number};
  'folder.writable': {directory: string};
  // Importing and listing facts
  FACT_ROWS_REFUSED: {file: string; rows: number; report: string};
  FACT_ROWS_LEFT_OUT: {file: string; rows: number; remainder: string};
  FACT_COLUMNS_UNKNOWN: {file: string; columns: string};
  FACT_SKUS_UNLISTED: {shop: string; count: number; skus: string};
  ITEM_LINK_BLANK: Record<string, never>;
  MARGIN_INVALID: {text: string};
  INSTANT_INVALID: {text: string; flag: string};
  'fact.imported': {file: string; shop: string; kind: FactWord};
  'fact.nothing-kept': {file: string; shop: string; kind: FactWord};
  'fact.rows': {total: number; parts: string};
  'fact.fate': {fate: 'added' | 'changed' | 'same' | 'repeated' | 'refused' | 'ignored' | 'held'; count: number};
  'fact.refusal': {text: string};
  'fact.more-refusals': {count: number; report: string};
  'fact.none': {shop: string; kind: FactWord};
  'fact.more': {shown: number};
  'fact.linked': {sku: string; item: string; pack: number; shop: string};
  'fact.linked-before': {item: string; pack: number};
  'fact.suggested': {file: string; rows: number; floors: number};
  'fact.suggested-unknown': {count: number};
  'fact.suggested-below': {count: number};
  'fact.suggested-next': {file: string; shop: string};
}

/** The kinds of facts, as the sentences name them. */
type FactWord = 'items' | 'costs' | 'fees' | 'bounds' | 'supply' | 'orders' | 'daily' | 'rivals';
