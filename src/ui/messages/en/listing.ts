import type {ColumnGuess, ListingWords} from '../../../domain/words/listing.js';
import {number} from '../../format.js';
import type {Catalogue} from '../catalogue.js';
import {counted, haveOrHas, some} from './count.js';

export const listing: Catalogue<ListingWords> = {
  PRICE_FORM: {
    text: ({text}) => `"${text}" is not an amount.`,
    hint: () => 'Write it plainly, such as 12.50.',
  },
  PRICE_COMMA: {
    text: ({text}) => `"${text}" holds a comma, which could part thousands or decimals.`,
    hint: ({plain}) =>
      `If the whole file is written like that: --decimal comma. Else write ${plain}, if that is what is meant.`,
  },
  PRICE_DECIMALS: {
    text: ({text, digits}) => `"${text}" has more than the ${digits} decimals of the currency.`,
    hint: ({rounded}) => `Round it, for example to ${rounded}.`,
  },
  PRICE_CURRENCY: {
    text: ({text, currency}) => `"${text}" is not in ${currency}, the shop's currency.`,
    hint: ({currency}) => `Write the amount in ${currency}, without a sign.`,
  },
  PRICE_ZERO: {
    text: ({text}) => `"${text}" is no price to sell at.`,
    hint: () => 'Write a price above zero, or leave the cell empty to keep the price as it is.',
  },
  NUMBER_FORM: {
    text: ({text}) => `"${text}" is not a number.`,
    hint: () => 'Write digits, with a decimal point if need be.',
  },
  STOCK_FORM: {text: ({text}) => `"${text}" is not a number of pieces.`, hint: () => 'Write a whole number.'},
  RATE_FORM: {text: ({text}) => `"${text}" is not a tax rate.`, hint: () => 'Write it as a fraction: 0.19 for 19 %.'},
  STATUS_UNKNOWN: {text: ({text}) => `"${text}" is not a status.`, hint: () => 'Write active, draft or archived.'},
  PUBLISHED_UNKNOWN: {text: ({text}) => `"${text}" says neither yes nor no.`, hint: () => 'Write TRUE or FALSE.'},
  OPTIONS_FORM: {text: ({text}) => `"${text}" are not options.`, hint: () => 'Write them as Size=M; Colour=Red.'},
  IMAGE_URL: {
    text: ({text}) => `"${text}" is not the address of an image.`,
    hint: () => 'Write the whole address, from https:// on.',
  },
  ID_DAMAGED: {
    text: ({text}) => `"${text}" was a code before a spreadsheet made a number of it.`,
    hint: () => 'Restore the code from its source, and format the column as text before saving.',
  },
  NUMBER_LOCALE: {
    text: ({text, decimal}) => `"${text}" is not written with a decimal ${decimal}, as the file was said to be.`,
    hint: ({decimal}) =>
      `Write it as ${decimal === 'comma' ? '1.234,50' : '1,234.50'} or without marks; or take --decimal away.`,
  },
  SPREADSHEET_ERROR: {
    text: ({text}) => `${text} is what a spreadsheet shows where a formula failed.`,
    hint: () => 'Mend the formula, or put the value in its place.',
  },
  CODE_DATE: {
    text: ({text}) => `"${text}" looks like a date; spreadsheets make dates of codes such as 1-2.`,
    hint: () => 'If it was a code, restore it from its source, and format the column as text before saving.',
  },
  CODE_QUOTE: {
    text: ({text}) => `"${text}" begins with the ' that spreadsheets put before texts.`,
    hint: () => "Take the ' off, unless it belongs to the code.",
  },
  OPTION_DATE: {
    text: ({text}) => `"${text}" looks like a date; spreadsheets make dates of sizes such as 1-2.`,
    hint: () => 'If it was a size, write it again, and format the column as text before saving.',
  },
  CURRENCY_OTHER: {
    text: ({text, currency}) => `"${text}" is not the shop's currency, ${currency}.`,
    hint: ({currency}) => `Give the prices in ${currency}; other currencies can not be imported yet.`,
  },
  CLEAR_REQUIRED: {
    text: ({column}) => `${column} can not be cleared.`,
    hint: () => 'Leave the cell empty to keep what is there.',
  },
  VARIATIONS_IN_ONE_ROW: {
    text: ({values}) =>
      `The row holds several variants${values === '' ? '' : ` (${values})`}, whose prices and stock this format does not tell apart.`,
    hint: () => "Its words are read. Give prices and stock by SKU in a file of souk's own: souk listing template",
  },
  ROW_TOO_LONG: {
    text: ({cells, columns}) =>
      `The row has ${cells} cells under ${columns} columns, so some stand under the wrong one.`,
    hint: () => 'Look for a separator too many, or a cell that needs quotes.',
  },
  ROW_QUOTES: {
    text: () => 'The quotes of this row do not close, so its cells can not be told apart.',
    hint: () => 'Double each quote inside a cell, and close the cell with one.',
  },
  PRODUCT_KEY_MISSING: {
    text: ({column}) => `The row does not say which product it belongs to: ${column} is empty.`,
    hint: ({column}) => `Fill ${column}.`,
  },
  SKU_MISSING: {
    text: () => 'The row has no SKU, so it can not be matched to the shop.',
    hint: ({file}) => `souk listing import ${file} --make-sku '{handle}-{options}', or --key handle`,
  },
  SKU_DUPLICATE: {
    text: ({sku, line}) => `SKU ${sku} stands on line ${line} too, so neither row can be trusted.`,
    hint: () => 'Give each variant a SKU of its own, or take out the row that is wrong.',
  },
  SKU_AMBIGUOUS: {
    text: ({sku, count}) => `The shop has ${counted(count, 'variant')} with SKU ${sku}.`,
    hint: () => 'Match by --key handle, or mend the SKUs in the shop.',
  },
  SKU_TAKEN: {
    text: ({sku, product}) => `SKU ${sku} belongs to another variant of the shop, in ${product}.`,
    hint: () => 'Give this variant a SKU of its own.',
  },
  SKU_TWIN: {
    text: ({sku, other}) => `SKU ${sku} differs from ${other} in case or spaces only.`,
    hint: () => 'If they are one thing, write both alike.',
  },
  KEY_MISSING: {
    text: ({key}) => `The row has no ${key}, by which it is to be matched.`,
    hint: () => 'Fill it, or match by another --key.',
  },
  KEY_DUPLICATE: {
    text: ({key, value, line}) => `${key} ${value} with the same options stands on line ${line} too.`,
    hint: () => 'Take out the row that is wrong, or give the variants different options.',
  },
  KEY_AMBIGUOUS: {
    text: ({key, value, count}) => `The shop has ${counted(count, 'variant')} for ${key} ${value}.`,
    hint: () => 'Give the options that tell them apart, or match by another --key.',
  },
  OPTION_NAME_MISSING: {
    text: ({value}) => `The options ${value} have no names, here or in the shop.`,
    hint: () => 'Name the options on one row of the product.',
  },
  OPTION_VALUE_MISSING: {
    text: ({name}) => `The variant has no value for option ${name === '' ? 'of its product' : name}.`,
    hint: () => 'Fill it: all variants of a product have the same options.',
  },
  OPTIONS_DUPLICATE: {
    text: ({product, options, line}) =>
      `${product} has the variant ${options === '' ? 'without options' : options} on line ${line} too.`,
    hint: () => 'Take out the row that is wrong, or give the variants different options.',
  },
  OPTIONS_TAKEN: {
    text: ({product, options, sku}) =>
      `${product} has the variant ${options === '' ? 'without options' : options} in the shop already${sku === '' ? ', without a SKU' : `, as ${sku}`}.`,
    hint: () => 'To give that variant the new SKU, match by --key handle.',
  },
  TITLE_MISSING: {text: () => 'A new product needs a title.', hint: () => 'Fill the title on its first row.'},
  TITLE_LONG: {
    text: ({length, most}) => `The title has ${length} characters; ${most} is the most.`,
    hint: () => 'Shorten it.',
  },
  DESCRIPTION_LONG: {
    text: ({length, most}) => `The description has ${length} characters; ${most} is the most.`,
    hint: () => 'Shorten it.',
  },
  PRICE_MISSING: {
    text: () => 'The shop does not have this variant, and without a price it can not be made.',
    hint: () => 'Fill the price, or change only what the shop has with --mode update --on-error skip-rows.',
  },
  COMPARE_AT_NOT_ABOVE: {
    text: ({compareAt, price}) => `The struck-through price ${compareAt} is not above the price ${price}.`,
    hint: () => 'Raise it, or clear it with __CLEAR__.',
  },
  STOCK_NEGATIVE: {
    text: ({stock}) => `The stock is ${stock}: more was sold than there was.`,
    hint: () => 'Write what is there, 0 at least; to write it as it is: --allow-negative-stock',
  },
  GTIN_CHECK: {
    text: ({gtin}) => `"${gtin}" is not a GTIN: its length or its check digit is wrong.`,
    hint: () => 'Compare it with the number under the bar code.',
  },
  GTIN_ZEROS: {
    text: ({gtin, mended}) => `"${gtin}" seems to have lost zeros at its front: ${mended} is a GTIN.`,
    hint: () => 'Compare it with the number under the bar code, and format the column as text before saving.',
  },
  TEXT_GARBLED: {
    text: ({text}) => `"${text}" holds letters that were garbled when the file was saved or read.`,
    hint: () => 'Read the file by its own encoding with --encoding NAME, or save it again as UTF-8.',
  },
  HTML_RUNS: {
    text: ({what}) => `The description holds ${what}, which runs or loads something in a buyer's browser.`,
    hint: () => 'Take it out: platforms strike it out or refuse the listing.',
  },
  HTML_STRAY: {
    text: ({tag}) => `The description closes <${tag}> where none is open, so the page may fall apart.`,
    hint: () => 'Take the closing tag out, or open it before.',
  },
  HTML_UNCLOSED: {
    text: ({tag}) => `The description opens <${tag}> and never closes it, so the page may fall apart.`,
    hint: ({tag}) => `Add </${tag}>.`,
  },
  AD_WORD: {
    text: ({word, around}) =>
      `"${word}" (${around}) may be an absolute claim, which advertising law forbids or asks proof for.`,
    hint: () =>
      'Say what can be proved. To let a phrase pass, put a line "!PHRASE" into ad-words.txt in the home of souk.',
  },
  PRODUCT_TWIN: {
    text: ({product, other}) => `Product ${product} differs from ${other} in case or spaces only.`,
    hint: () => 'If they are one product, write both alike.',
  },
  PRODUCT_CELLS_DIFFER: {
    text: ({product, column, line}) => `${column} of ${product} is not what line ${line} says.`,
    hint: () => 'Say it once, or the same on every row of the product.',
  },
  PRODUCT_REFUSED: {
    text: ({product, line}) => `${product} is refused with line ${line}.`,
    hint: ({line}) => `Mend line ${line}.`,
  },
  PRODUCT_SCATTERED: {
    text: ({product, listings}) => `The rows of ${product} belong to several products of the shop: ${listings}.`,
    hint: () => 'Give the rows the product keys that the shop has.',
  },
  VARIANTS_TOO_MANY: {
    text: ({product, count, most}) =>
      `${product} would have ${counted(count, 'variant')}; the shop takes ${number(most)}.`,
    hint: () => 'Split the product.',
  },
  OPTIONS_TOO_MANY: {
    text: ({count, most}) => `The variant has ${count} options; the shop takes ${most}.`,
    hint: () => 'Join two options into one.',
  },
  ALREADY_IN_SHOP: {
    text: ({key}) => `${key} is in the shop already, and --mode create makes new things only.`,
    hint: () => 'Use --mode upsert, or take the row out.',
  },
  NOT_IN_SHOP: {
    text: ({key}) => `${key} is not in the shop, and --mode update makes nothing new.`,
    hint: () => 'Use --mode upsert, or take the row out.',
  },
  SHOP_MAKES_NOTHING: {
    text: ({key}) => `The shop does not have ${key}, and souk's files can make nothing new in it.`,
    hint: () => 'Add it at the platform, and put a newer export into the inbox; or: --mode update --on-error skip-rows',
  },
  DIALECT_UNKNOWN: {
    text: ({file, found, nearest, missing}) =>
      `${file} is in no format that souk knows.\n  Columns found: ${found}. The nearest format is "${nearest}", which ${missing === '' ? 'knows few of them' : `needs ${missing}`}.`,
    hint: ({nearest, missing, file}) =>
      missing === ''
        ? `souk listing validate ${file} --dialect ${nearest}`
        : `souk listing template --dialect ${nearest} --output template.csv`,
  },
  DIALECT_NAME: {
    text: ({name, known}) => `There is no dialect "${name}". Known: ${known}.`,
    hint: () => 'souk listing template --help',
  },
  COLUMNS_NOT_UNDERSTOOD: {
    text: ({file, found, missing}) =>
      `${file} names its rows and has no column for ${missing.map(({field}) => field).join(', ')} or anything else that souk understands.\n  Columns found: ${found}.${nearestText(missing)}`,
    hint: ({missing}) => `${renameText(missing)}souk listing template --output template.csv shows all names.`,
  },
  MAP_NEEDS_TERMINAL: {
    text: ({file}) => `Which column of ${file} is what is asked at a terminal, and there is none.`,
    hint: () => 'Write the mapping file by hand: schemas/mapping.schema.json says what it holds.',
  },
  COPY_SAME_SHOP: {
    text: ({shop}) => `${shop} can not be copied to itself.`,
    hint: () => 'souk shop list',
  },
  COPY_CURRENCY: {
    text: ({from, to, a, b}) => `${from} sells in ${a} and ${to} in ${b}: prices can not be copied as they stand.`,
    hint: ({from}) => `souk listing export --shop ${from} --output ${from}.csv`,
  },
  COPY_NOTHING: {
    text: ({from, to, there}) =>
      there === 0
        ? `Nothing of ${from} is meant.`
        : `${to} has all ${counted(there, 'listing')} of ${from} that are meant.`,
    hint: ({from, to}) => `souk listing copy --from ${from} --to ${to} --update`,
  },
  COPY_TAX: {
    text: ({from, to, included}) =>
      `Prices of ${from} are ${included ? 'with' : 'without'} tax and those of ${to} ${included ? 'without' : 'with'}: they are copied as they stand.`,
    hint: ({to}) => `souk price adjust --shop ${to} --by +19%`,
  },
  'listing.map-ask': {text: ({field}) => `Which column is ${field}?`},
  'listing.map-none': {text: () => '(none)'},
  'listing.mapped': {
    text: ({file, map, count}) =>
      `${counted(count, 'field')} of ${file} mapped in ${map}. Try it: souk listing import ${file} --map ${map} --dry-run`,
  },
  XLSX_LIMIT: {
    text: ({what, most}) => `A workbook holds at most ${number(most)} ${what}, and this is more.`,
    hint: () => 'souk listing export --format csv',
  },
  MAP_COLUMN_MISSING: {
    text: ({map, line, column, file, nearest}) =>
      `${map}:${line}: ${file} has no column "${column}".${nearest === '' ? '' : ` The nearest is "${nearest}".`}`,
    hint: ({file}) => `souk listing map ${file}`,
  },
  MAP_PRICE_MISSING: {
    text: ({file, found, nearest}) =>
      `${file} has no column for the price, and what the shop does not have yet can not be made without.\n  Columns found: ${found}.${nearest === '' ? '' : ` The nearest is "${nearest}".`}`,
    hint: ({column, nearest}) =>
      `${renameText([{column, nearest}])}To change only what the shop has: --mode update --on-error skip-rows`,
  },
  FILE_NO_ROWS: {
    text: ({file}) => `${file} has a header and no row under it: there is nothing to read.`,
    hint: () => 'Fill it, or look whether the program that wrote it had finished.',
  },
  SHEET_WITHOUT_SHOP: {
    text: ({file, shop, shops}) =>
      `${file} is a sheet of several shops, and has no columns of ${shop}; it has those of ${shops}.`,
    hint: ({file}) => `souk listing import ${file}`,
  },
  SHEET_WITHOUT_SKU: {
    text: ({shop, count}) =>
      `${counted(count, 'offer')} of ${shop} without a SKU: left out, since no row could name them again.`,
  },
  SHEET_AGAINST: {
    text: ({against, shops}) =>
      `The export ${against} is one shop's, and the sheet is for ${shops}: each row names its own exports.`,
    hint: () => 'Import one of them with --shop NAME, or leave --against out.',
  },
  SHEET_NO_SKU: {
    text: ({shop}) => `The sheet has columns of ${shop}, and none that says which offer a row means.`,
    hint: ({column}) => `Add a column ${column}, or take those of the shop out.`,
  },
  SHEET_ROWS_IDLE: {text: ({file, count}) => `${counted(count, 'row')} of ${file} that name no shop's offer: ignored.`},
  SHEET_DIALECT: {
    text: ({shops}) => `${shops} in one file is a sheet of souk's own columns; a dialect or a mapping is for one shop.`,
    hint: () => 'souk listing export --help',
  },
  HEADER_TWICE: {
    text: ({column}) => `The column "${column}" stands in the file twice, so nobody can know which one counts.`,
    hint: () => 'Take one of them out.',
  },
  COLUMN_UNNAMED: {text: ({position, name}) => `Column ${position} has no name; it is kept as "${name}".`},
  WEIGHTS_ROUNDED: {text: ({count}) => `${counted(count, 'weight')} rounded to whole grams.`},
  WARNINGS_NOT_WRITTEN: {
    text: ({file, why}) => `What is only worth a look could not be written to ${file} (${why}).`,
    hint: () => 'Name a place for it: --warnings FILE',
  },
  ERRORS_OVER_INPUT: {
    text: ({file}) => `The refused rows can not be written over ${file} itself.`,
    hint: () => 'Choose another --errors file.',
  },
  FILE_REFUSED: {
    text: ({rows, withoutSku, file}) =>
      `${counted(rows, 'row')} refused, so nothing was written${skuText(rows, withoutSku)}. Each is explained in ${file}.`,
    hint: ({withoutSku, input}) =>
      withoutSku === 0
        ? 'Mend them, or import the others with --on-error skip-rows.'
        : `souk listing import ${input} --make-sku '{handle}-{options}' makes codes, --key handle matches without; the others alone: --on-error skip-rows`,
  },
  FILE_INVALID: {
    text: ({rows, withoutSku, file}) =>
      `${counted(rows, 'row')} of ${file} would be refused${skuText(rows, withoutSku)}.`,
    hint: ({withoutSku, file}) =>
      withoutSku === 0
        ? `souk listing validate ${file} --errors errors.csv`
        : `souk listing validate ${file} --make-sku '{handle}-{options}', or --key handle; all reasons: --errors errors.csv`,
  },
  ROWS_LEFT_OUT: {
    text: ({rows, withoutSku}) => `${counted(rows, 'row')} refused and left out${skuText(rows, withoutSku)}.`,
    hint: ({withoutSku, file}) =>
      withoutSku === 0
        ? `Mend them in ${file} and import that file.`
        : `souk listing import ${file} --make-sku '{handle}-{options}', or --key handle; or mend them in that file first`,
  },
  CONFLICTS: {
    text: ({cells}) =>
      `${counted(cells, 'cell')} changed in the file and, since the export, in the shop too. Nothing was written.`,
    hint: () => 'Say who is right with --prefer file or --prefer shop.',
  },
  SKU_PATTERN: {
    text: ({pattern}) =>
      `"${pattern}" makes no codes: it may hold {handle}, {options} and {n}, and needs {handle} or {n}.`,
    hint: () => "--make-sku '{handle}-{options}'",
  },
  FIELD_UNSUPPORTED: {
    text: ({column, count, shop, platform}) =>
      `${shop} (a ${platform} shop) has no place for ${column}: ${counted(count, 'value')} of the file not written.`,
  },
  COLUMNS_UNSUPPORTED: {
    text: ({columns, shop, platform}) =>
      `${shop} (a ${platform} shop) has no place for ${counted(columns.length, 'column')} of the file, not written: ${some(columns)}.`,
  },
  EXPORT_UNKNOWN: {
    text: ({id}) => `The file says it is export ${id}, which this shop never made; every cell counts as a wish.`,
  },
  EXPORT_NO_FEED: {
    text: ({dialect, known}) => `Files of ${dialect} are not XML; those of ${known} may be.`,
    hint: ({dialect}) => `souk listing export --dialect ${dialect} --format csv --output FILE.csv`,
  },
  EXPORT_COLUMN_UNNAMED: {
    text: ({file, column}) => `${file} is without the column "${column}": no element of XML may be called so.`,
    hint: () => 'souk listing export --format csv has it.',
  },
  EXPORT_MARKS_LEFT_OUT: {
    text: ({file, count}) =>
      `${file} is without ${count} ${count === 1 ? 'mark' : 'marks'} that XML can not hold, such as control characters.`,
    hint: () => 'Take them out of the texts in the shop.',
  },
  EXPORT_OPTIONS_LEFT_OUT: {
    text: ({product, most}) =>
      `${product} has more than ${most} options, which a Shopify file can not hold; its option cells are empty.`,
  },
  LISTING_WHOLE: {
    text: ({product, count}) =>
      `${product} goes off sale with ${count === 1 ? 'its one variant' : `all its ${number(count)} variants`}.`,
  },
  ALREADY_UNPUBLISHED: {text: ({product}) => `${product} is off sale already.`},
  STATUS_UNSUPPORTED: {
    text: ({shop}) => `${shop} can not take a listing off sale through souk.`,
    hint: () => 'Take it off sale in the shop itself.',
  },
  UNPUBLISHED_BY_HAND: {text: () => 'taken off sale by hand'},
  WHERE_FORM: {
    text: ({text, near}) => `"${text}" can not be read near "${near}".`,
    hint: () => "Write conditions such as --where 'category=Mugs and stock>0'; names with spaces go in quotes.",
  },
  WHERE_FIELD: {
    text: ({field, fields}) => `There is no field "${field}" to select by. There are: ${fields}.`,
    hint: () => "--where 'category=Mugs and stock>0'",
  },
  WHERE_VALUE: {
    text: ({field, value}) => `"${value}" is no value for ${field}.`,
    hint: () => 'Write amounts plainly, such as 12.50, and stock as a whole number.',
  },
  LISTING_FIELD_UNKNOWN: {
    text: ({field, fields}) => `There is no field "${field}". There are: ${fields}.`,
    hint: () => 'souk listing list --help',
  },
  SKU_NOT_LISTED: {
    text: ({skus, shop}) => `${shop} has no offer with SKU ${skus}.`,
    hint: () => 'souk listing list',
  },
  'listing.matched': {
    text: ({shop, platform, currency, file, key}) =>
      `Import of ${file} into shop ${shop} (${platform}, ${currency}), matched by ${key}`,
  },
  'listing.read': {text: ({file, dialect}) => `${file}, read as a ${dialect} file`},
  'listing.rows': {text: ({total, parts}) => `  rows ${number(total)} = ${parts}`},
  'listing.fate-create': {text: ({count}) => `${number(count)} create`},
  'listing.fate-update': {text: ({count}) => `${number(count)} update`},
  'listing.fate-planned': {text: ({count}) => `${number(count)} good`},
  'listing.fate-unchanged': {text: ({count}) => `${number(count)} unchanged`},
  'listing.fate-held': {text: ({count}) => `${number(count)} held`},
  'listing.fate-conflict': {text: ({count}) => `${number(count)} in conflict`},
  'listing.fate-refused': {text: ({count}) => `${number(count)} refused`},
  'listing.fate-continuation': {text: ({count}) => `${number(count)} continuation`},
  'listing.fate-ignored': {text: ({count}) => `${number(count)} ignored`},
  'listing.orphans': {text: ({count}) => `  offers in the shop and not in the file: ${number(count)} (left alone)`},
  'listing.compared': {
    text: ({export: id, at}) => `  only cells changed since export ${id} (${at}) count; all cells: --against none`,
  },
  'listing.compared-kept': {
    text: ({count}) =>
      `  ${counted(count, 'cell')} that you left alone ${haveOrHas(count)} another value in the shop by now, and ${count === 1 ? 'keeps' : 'keep'} it`,
  },
  'listing.carried': {
    text: ({columns, kept}) =>
      `  ${counted(columns.length, 'column')} ${columns.length === 1 ? 'is' : 'are'} not understood and ${kept ? `${columns.length === 1 ? 'travels as it is' : 'travel as they are'}` : 'not written'}: ${some(columns)}`,
  },
  'listing.held-head': {text: ({count}) => `  ${counted(count, 'price')} held, not written:`},
  'listing.held-line': {text: ({line}) => `line ${line}`},
  'listing.held-more': {text: ({count, plan}) => `  … ${number(count)} more: souk plan show ${plan}`},
  'listing.held-plan': {text: ({plan}) => `  Every guard of each: souk plan show ${plan}`},
  'listing.refusals': {
    text: ({count, reasons, file}) =>
      `  ${counted(count, 'row')} refused${reasons === count ? '' : `, for ${counted(reasons, 'reason')}`}: ${file}`,
  },
  'listing.more-refusals': {text: ({count}) => `  … ${counted(count, 'reason')} more`},
  'listing.more-warned': {text: ({count}) => `  … ${counted(count, 'thing')} more`},
  'listing.conflict-more': {text: ({count}) => `  … ${counted(count, 'cell')} more`},
  'listing.codes': {
    text: ({codes}) => `  by reason: ${codes.map(({code, count}) => `${number(count)} × ${code}`).join(', ')}`,
  },
  'listing.warnings-file': {text: ({file}) => `  All of them: ${file}`},
  'listing.valid': {text: ({file}) => `${file} can be imported.`},
  'listing.warned': {text: ({count}) => `  ${counted(count, 'thing')} to look at, not refused:`},
  'listing.exported': {
    text: ({listings, offers, file, dialect}) =>
      `${counted(listings, 'listing')} with ${counted(offers, 'offer')} written to ${file} (${dialect}).`,
  },
  'listing.export-id': {
    text: ({id}) => `Export ${id}: when this file comes back, only the cells that you change count.`,
  },
  'listing.exported-shops': {text: ({rows, file}) => `${counted(rows, 'row')} written to ${file}:`},
  'listing.exported-shop': {text: ({shop, offers, id}) => `  ${shop}: ${counted(offers, 'offer')}, export ${id}`},
  'listing.shops-back': {
    text: () => 'When this file comes back, only the prices and stocks that you change count, each in its own shop.',
  },
  'listing.shops-stopped': {
    text: ({shops}) => `Nothing is written to any of the ${number(shops)} shops until this is mended.`,
  },
  'listing.template': {
    text: ({file, dialect}) => `An empty ${dialect} file is in ${file}. Fill it, then: souk listing import ${file}`,
  },
  'listing.none': {text: ({shop}) => `No offer of ${shop} meets that.`},
  'listing.counted': {
    text: ({shown, total, shop}) =>
      shown === total
        ? `${counted(total, 'offer')} of ${shop}`
        : `${number(shown)} of ${counted(total, 'offer')} of ${shop}`,
  },
  'listing.listed-to': {text: ({count, file}) => `${counted(count, 'offer')} written to ${file}.`},
  'listing.base': {text: ({price}) => `${price} without the promotion`},
};

/** Of refused rows, those without a SKU: the commonest reason, and the only one a flag mends. */
function skuText(rows: number, withoutSku: number): string {
  if (withoutSku === 0) return '';
  return withoutSku === rows ? ': no SKU' : `: ${number(withoutSku)} of them without a SKU`;
}

function nearestText(missing: readonly ColumnGuess[]): string {
  const near = missing.filter(({nearest}) => nearest !== '');
  return near.length === 0
    ? ''
    : ` The nearest: ${near.map(({field, nearest}) => `"${nearest}" for the ${field}`).join(', ')}.`;
}

function renameText(missing: readonly Pick<ColumnGuess, 'column' | 'nearest'>[]): string {
  const near = missing.filter(({nearest}) => nearest !== '');
  return near.length === 0
    ? ''
    : `Rename ${near.map(({column, nearest}) => `"${nearest}" to "${column}"`).join(', ')}. `;
}
