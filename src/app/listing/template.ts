import {dialectNamed} from '../../formats/dialects/index.js';
import {TEMPLATE_ORDER} from '../../formats/dialects/shopify-columns.js';
import {SOUK_COLUMNS} from '../../formats/dialects/souk.js';
import {allColumns} from '../../formats/dialects/table.js';
import type {Dialect} from '../../formats/dialects/types.js';
import {writeTable} from '../../formats/write.js';
import type {Context} from '../context.js';
import {allowOutput} from '../output.js';

/** Headers of the empty starting file of a dialect: for Shopify those of its official template. */
function headerOf(dialect: Dialect): readonly string[] {
  if (dialect.name === 'shopify') return TEMPLATE_ORDER;
  if (dialect.name === 'souk')
    return SOUK_COLUMNS.flatMap(({headers, use}) => (use.kind === 'export' ? [] : headers.slice(0, 1)));
  // What souk understands of a platform's columns, each field once; the others mean nothing to it.
  return allColumns(dialect, []).flatMap(({header, use, always}) => (always || use.kind !== 'extra' ? [header] : []));
}

/**
 * Writes an empty starting file; that of a folder shop too, when it has none.
 *
 * @throws KnownError usage DIALECT_NAME; input FILE_EXISTS, OUTPUT_IS_SHOP_FILE, FILE_NOT_WRITABLE, FILE_IS_LINK.
 */
export async function writeTemplate(
  open: () => Promise<Context>,
  input: {readonly dialect: string; readonly output: string; readonly force: boolean},
): Promise<{dialect: string; file: string; columns: readonly string[]}> {
  const dialect = dialectNamed(input.dialect);
  const {name, delimiter, preamble} = dialect;
  await allowOutput(open, input.output, {replace: input.force, begin: true});
  const columns = headerOf(dialect);
  await writeTable(input.output, columns, [], {
    ...(delimiter === undefined ? {} : {delimiter}),
    ...(preamble === undefined ? {} : {preamble}),
  });
  return {dialect: name, file: input.output, columns};
}
