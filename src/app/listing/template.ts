import {dialectNamed} from '../../formats/dialects/index.js';
import {TEMPLATE_ORDER} from '../../formats/dialects/shopify-columns.js';
import {SOUK_COLUMNS} from '../../formats/dialects/souk.js';
import {writeTable} from '../../formats/write.js';
import type {Context} from '../context.js';
import {allowOutput} from '../output.js';

/** Headers of the empty starting file of a dialect: for Shopify those of its official template. */
function headerOf(dialect: string): readonly string[] {
  if (dialect === 'shopify') return TEMPLATE_ORDER;
  return SOUK_COLUMNS.flatMap(({headers, use}) => (use.kind === 'export' ? [] : headers.slice(0, 1)));
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
  const {name} = dialectNamed(input.dialect);
  await allowOutput(open, input.output, {replace: input.force, begin: true});
  const columns = headerOf(name);
  await writeTable(input.output, columns, []);
  return {dialect: name, file: input.output, columns};
}
