import type {FactWords} from '../../../domain/words/fact.js';
import type {Catalogue} from '../catalogue.js';

const KINDS: Readonly<Record<FactWords['FILE_NOT_TABLE']['kind'], string>> = {
  xlsx: 'an Excel workbook or a ZIP archive',
  xls: 'an old Excel workbook',
  pdf: 'a PDF',
  gzip: 'compressed',
  xml: 'XML without products (item or entry)',
  binary: 'binary data, not text',
  folder: 'not a plain file',
};

const FACTS: Readonly<Record<FactWords['fact.none']['kind'], string>> = {
  items: 'items',
  costs: 'costs',
  fees: 'steps of fee schedules',
  bounds: 'bounds',
  supply: 'supply facts',
  orders: 'order lines',
  daily: 'days',
  rivals: "rivals' offers",
};

const COMMANDS: Readonly<Record<FactWords['fact.none']['kind'], string>> = {
  items: 'item',
  costs: 'cost',
  fees: 'fee',
  bounds: 'bound',
  supply: 'supply',
  orders: 'order',
  daily: 'order',
  rivals: 'rival',
};

const FATES: Readonly<Record<FactWords['fact.fate']['fate'], string>> = {
  added: 'new',
  changed: 'changed',
  same: 'unchanged',
  repeated: 'repeated further down',
  refused: 'refused',
  ignored: 'blank',
  held: 'good but not taken',
};

type Cell = FactWords['CELL_AMOUNT'];

const at = ({file, line, column}: Cell) => `${file} line ${line}, ${column}`;
const says = (what: string) => (cell: Cell) =>
  `${at(cell)}: "${cell.value}"${cell.masked === true ? ' (masked)' : ''} ${what}.`;

export const fact: Catalogue<FactWords> = {
  FILE_EMPTY: {
    text: ({file}) => `${file} is empty.`,
    hint: () => 'Give a file with a header row and at least one row.',
  },
  FILE_NOT_TABLE: {
    text: ({file, kind}) => `${file} is not a table: it is ${KINDS[kind]}.`,
    hint: () => 'Save it as CSV (UTF-8) and give that file.',
  },
  FILE_IS_LINK: {
    text: ({file}) => `${file} is a symbolic link; souk does not write through links.`,
    hint: () => 'Give the path of the file itself.',
  },
  FILE_CHANGED: {
    text: ({file}) => `${file} changed while souk worked with it; nothing was written.`,
    hint: () => 'Wait until the other program has finished, and run the command again.',
  },
  FILE_DAMAGED: {
    text: ({file, why}) => `${file} is damaged and can not be read to its end: ${why}.`,
    hint: () => 'Get the file again from where it came, or save it anew as CSV (UTF-8).',
  },
  FILE_NOT_IN_ENCODING: {
    text: ({file, encoding}) => `${file} is not written in ${encoding}.`,
    hint: () => 'Save it as UTF-8, or name its encoding where the command takes one, such as --encoding gb18030.',
  },
  ENCODING_UNKNOWN: {
    text: ({encoding}) => `There is no encoding "${encoding}".`,
    hint: () => 'Use utf-8, utf-16le, utf-16be, windows-1252 or gb18030.',
  },
  SHEET_UNKNOWN: {
    text: ({file, sheet, sheets}) => `${file} has no sheet "${sheet}". It has: ${sheets}.`,
    hint: () => 'Name one of them with --sheet.',
  },
  WORKBOOK_TOO_LARGE: {
    text: ({file}) => `${file} holds more text than souk can keep in memory.`,
    hint: () => 'Save the sheet as CSV (UTF-8) and give that file: there is no limit to its size.',
  },
  ENCODING_GUESSED: {
    text: ({file, encoding}) => `${file} does not say how its letters are written; it was read as ${encoding}.`,
    hint: ({encoding}) =>
      `If letters look wrong, name the encoding: --encoding ${encoding === 'gb18030' ? 'big5' : 'gb18030'}, or save the file as UTF-8.`,
  },
  PREAMBLE_SKIPPED: {
    text: ({file, lines, line}) =>
      `${file} has ${lines === 1 ? 'a line' : `${lines} lines`} of remarks before its header on line ${line}; they were left out.`,
    hint: () => 'Nothing to do, unless the header is another line: then take out what stands above it.',
  },
  SHEET_CHOSEN: {
    text: ({file, sheet, others}) => `Of ${file}, sheet "${sheet}" was read; there are also: ${others}.`,
    hint: () => 'To read another one: --sheet NAME',
  },
  QUOTES_BROKEN: {
    text: ({file, line}) => `${file} line ${line}: a quote is opened and never closed.`,
    hint: () => 'Close the quote in that line, or double quotes inside a cell, and try again.',
  },
  FACT_COLUMNS_MISSING: {
    text: ({file, columns, found}) => `${file} has no column ${columns}. Columns found: ${found}.`,
    hint: ({columns}) => `Name the column${columns.includes(',') ? 's' : ''} ${columns} in the header row.`,
  },
  FACT_COLUMN_TWICE: {
    text: ({file, column}) => `${file} has the column ${column} twice.`,
    hint: () => 'Rename or remove one of them: souk does not guess which one is meant.',
  },
  FACT_ROW_TOO_LONG: {
    text: ({file, line, cells, columns}) => `${file} line ${line} has ${cells} cells under ${columns} columns.`,
    hint: () => 'A comma inside a cell needs quotes around the cell; a price is written 12.50, not 12,50.',
  },
  FACT_ROW_QUOTES: {
    text: ({file, line}) => `${file} line ${line}: a quote is opened and never closed.`,
    hint: () => 'Close the quote, or double it where it belongs to the text.',
  },
  ROW_OTHER_CURRENCY: {
    text: ({file, line, currency, shop}) =>
      `${file} line ${line} is in ${currency}; the shop sells in ${shop}. The row is left as it is.`,
  },
  CELL_NEEDED: {
    text: (cell) => `${at(cell)} is empty.`,
    hint: ({column}) => `Fill in ${column}, or remove the row: an empty cell is unknown, never zero.`,
  },
  CELL_AMOUNT: {
    text: says('is not a plain amount of the currency'),
    hint: () => 'Write it like 1234.50: a point before the cents, no thousands mark, no currency sign.',
  },
  CELL_NEGATIVE: {text: says('is below zero'), hint: () => 'Write an amount of zero or more, or leave the cell empty.'},
  CELL_ZERO: {
    text: says('is zero, which would say that it is free'),
    hint: () => 'Leave the cell empty when it is unknown, or write the real figure.',
  },
  CELL_RATE: {text: says('is not a rate'), hint: () => 'Write a share of one: 0.15 for 15 %.'},
  CELL_COUNT: {text: says('is not a whole number'), hint: () => 'Write a whole number without marks, such as 1200.'},
  CELL_DATE: {text: says('is not a date'), hint: () => 'Write it as 2026-11-30.'},
  CELL_INSTANT: {
    text: says('is not a date or time'),
    hint: () => "Write it as 2026-11-30, 2026-11-30T18:00 (the shop's time) or 2026-11-30T17:00:00Z.",
  },
  CELL_YES_NO: {text: says('is neither yes nor no'), hint: () => 'Write 1 or 0.'},
  CELL_CURRENCY: {text: says('is no currency souk knows'), hint: () => 'Write an ISO 4217 code, such as EUR.'},
  CELL_STATUS: {text: says('is no status'), hint: () => 'Write active, draft or archived; empty means active.'},
  CELL_OPTIONS: {text: says('are no options'), hint: () => 'Write them as Size=M; Colour=Red.'},
  CELL_EXCEL_NUMBER: {
    text: says('is a number a spreadsheet made of a code'),
    hint: () => 'Format the column as text in the spreadsheet, fill in the code again, and save it.',
  },
  MESSAGES_UNKNOWN: {
    text: ({file, platform}) => `${file} holds no messages about rivals that souk can read for a shop on ${platform}.`,
    hint: () => 'souk rival import rivals.csv',
  },
  MESSAGE_UNREADABLE: {
    text: ({file, line}) => `${file}, line ${line}: this message can not be read.`,
    hint: () => 'souk rival list',
  },
  FOLDER_MISSING: {
    text: ({directory}) => `The folder ${directory} is not there.`,
    hint: ({directory}) => `mkdir -p ${directory}, or mount the disk it is on.`,
  },
  FOLDER_NOT_DIRECTORY: {
    text: ({directory}) => `${directory} is not a folder.`,
    hint: () => 'Name the folder that holds listings.csv with --dir.',
  },
  FOLDER_NO_LISTINGS: {
    text: ({directory}) => `The folder ${directory} has no listings.csv.`,
    hint: ({directory}) => `souk listing template --output ${directory}/listings.csv`,
  },
  FOLDER_READ_ONLY: {
    text: ({directory}) => `souk may not write in ${directory}.`,
    hint: ({directory}) => `chmod u+w ${directory}`,
  },
  FOLDER_LINK_OUTSIDE: {
    text: ({file}) => `${file} is a link that leads out of the shop's folder; souk does not follow it.`,
    hint: () => 'Put the file itself into the folder.',
  },
  FOLDER_ROWS_UNREADABLE: {
    text: ({file, rows}) => `${rows} ${rows === 1 ? 'row' : 'rows'} of ${file} can not be read:`,
    hint: ({shop}) => `souk shop check ${shop}`,
  },
  DIALECT_NO_UPLOAD: {
    text: ({name, known}) =>
      `souk knows no file of ${name} by which its shop could be changed; it knows those of ${known}.`,
    hint: () => 'Leave --dialect out and keep a listings.csv, or name one of these.',
  },
  INBOX_EMPTY: {
    text: ({directory, dialect}) => `${directory} holds no export of ${dialect}.`,
    hint: ({directory}) =>
      `Export the products at the platform, and: mkdir -p ${directory} && cp EXPORT.csv ${directory}/`,
  },
  INBOX_OTHER_DIALECT: {
    text: ({file, dialect, looks}) =>
      `${file} is the newest file in the inbox and no export of ${dialect}${looks === '' ? '' : `; it looks like one of ${looks}`}.`,
    hint: ({file}) => `mv ${file} ${file}.other`,
  },
  INBOX_GROWING: {
    text: ({file}) => `${file} is still being written.`,
    hint: () => 'Wait until it is whole (a minute, where its last row has no line end), and: souk shop pull',
  },
  INBOX_CUT_OFF: {
    text: ({file}) => `${file} ends in the midst of a row: it was copied by halves, or is damaged.`,
    hint: ({file, dialect}) => `Copy it again; what is wrong shows: souk listing validate ${file} --dialect ${dialect}`,
  },
  INBOX_LATER: {
    text: ({file, later}) => `${file} counts as the newest export, by its name, though ${later} changed later.`,
    hint: ({later}) => `If ${later} is newer, take the other out of the inbox.`,
  },
  INBOX_ROW: {
    text: ({file, line, column, value, code}) =>
      `${file}, line ${line}${column === '' ? '' : `, ${column}`}${value === '' ? '' : ` "${value}"`}: can not be read (${code}).`,
    hint: ({file, dialect}) => `souk listing validate ${file} --dialect ${dialect}`,
  },
  OUTBOX_NOTE_DAMAGED: {
    text: ({file}) => `${file}, in which souk notes what it put into the outbox, is damaged or of a newer souk.`,
    hint: ({file}) => `Put a newer export into the inbox, and: rm ${file}`,
  },
  OUTBOX_ALTERED: {
    text: ({directory, files}) =>
      `Of a batch in ${directory} a file was taken away or changed by hand, so souk counts none of it: ${files}.`,
    hint: () => 'Put a newer export into the inbox, or take the rest of the batch away too.',
  },
  'folder.inbox': {
    text: ({file, dialect, offers}) =>
      `${file} is the newest export of ${dialect}; it holds ${offers} ${offers === 1 ? 'offer' : 'offers'} that can be read.`,
  },
  'folder.outbox': {
    text: ({directory, files}) =>
      `${files} ${files === 1 ? 'file' : 'files'} in ${directory} ${files === 1 ? 'waits' : 'wait'} to be uploaded; a newer export in the inbox takes their place.`,
  },
  'folder.listings': {
    text: ({directory, offers}) =>
      `listings.csv in ${directory} holds ${offers} ${offers === 1 ? 'offer' : 'offers'} that can be read.`,
  },
  'folder.writable': {text: ({directory}) => `souk may write in ${directory}.`},
  FACT_ROWS_REFUSED: {
    text: ({file, rows, report}) =>
      `${file}: ${rows} ${rows === 1 ? 'row is' : 'rows are'} refused; nothing was taken. Each is explained in ${report}.`,
    hint: () => 'Mend the file and import it again, or take the good rows with --on-error skip-rows.',
  },
  FACT_ROWS_LEFT_OUT: {
    text: ({file, rows}) => `${file}: ${rows} ${rows === 1 ? 'row was' : 'rows were'} left out.`,
    hint: ({remainder}) => `Mend ${remainder} and import that.`,
  },
  FACT_COLUMNS_UNKNOWN: {
    text: ({file, columns}) => `${file} has columns souk does not know and did not read: ${columns}.`,
  },
  FACT_SKUS_UNLISTED: {
    text: ({shop, count, skus}) =>
      `${count} ${count === 1 ? 'SKU is' : 'SKUs are'} not listed in ${shop}: ${skus}${count > 5 ? ' …' : ''}.`,
    hint: ({shop}) => `souk shop pull --shop ${shop}, or mend the codes.`,
  },
  ITEM_LINK_BLANK: {
    text: () => 'The SKU and the item need a code each.',
    hint: () => 'souk item link MUG-01 CUP-BLUE --pack 2',
  },
  MARGIN_INVALID: {
    text: ({text}) => `"${text}" is not a margin.`,
    hint: () => 'Write it as --margin 15% or --margin 0.15.',
  },
  INSTANT_INVALID: {
    text: ({text, flag}) => `"${text}" is not a date or time for ${flag}.`,
    hint: ({flag}) => `Write it as ${flag} 2026-11-30 or ${flag} 2026-11-30T18:00.`,
  },
  'fact.imported': {text: ({file, shop, kind}) => `Read ${FACTS[kind]} for shop ${shop} from ${file}.`},
  'fact.nothing-kept': {text: ({file, shop, kind}) => `No ${FACTS[kind]} for shop ${shop} were taken from ${file}.`},
  'fact.rows': {text: ({total, parts}) => `  rows ${total} = ${parts}`},
  'fact.fate': {text: ({fate, count}) => `${count} ${FATES[fate]}`},
  'fact.refusal': {text: ({text}) => `  ${text}`},
  'fact.more-refusals': {text: ({count, report}) => `  … ${count} more in ${report}`},
  'fact.none': {
    text: ({shop, kind}) =>
      `Nothing is known for shop ${shop}: no ${FACTS[kind]}. Bring them with: souk ${COMMANDS[kind]} import FILE --shop ${shop}`,
  },
  'fact.more': {text: ({shown}) => `  … more than these ${shown}; narrow with --sku, or raise --limit.`},
  'fact.linked': {text: ({sku, item, pack, shop}) => `${sku} in ${shop} sells ${pack} of item ${item}.`},
  'fact.linked-before': {text: ({item, pack}) => `  before: ${pack} of item ${item}`},
  'fact.suggested': {text: ({file, rows, floors}) => `Wrote ${file}: ${rows} SKUs, ${floors} with a floor.`},
  'fact.suggested-unknown': {
    text: ({count}) => `  ${count} without one: a cost, a fee or a tax rate is unknown; the column _note says which.`,
  },
  'fact.suggested-below': {
    text: ({count}) => `  ${count} ${count === 1 ? 'sells' : 'sell'} below the suggested floor today.`,
  },
  'fact.suggested-next': {
    text: ({file, shop}) => `Look it through, change it, then: souk bound import ${file} --shop ${shop}`,
  },
};
