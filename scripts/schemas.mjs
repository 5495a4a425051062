// Writes the JSON Schemas that the package publishes, from what `tsc` made. Usage: node scripts/schemas.mjs [DIST]
import {mkdir, writeFile} from 'node:fs/promises';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const app = join(root, process.argv[2] ?? 'dist', 'src/app');
const {mapJsonSchema} = await import(join(app, 'listing/map-schema.js'));
const {rulesJsonSchema} = await import(join(app, 'price/rules-schema.js'));
const {promotionsJsonSchema} = await import(join(app, 'promotion/file-schema.js'));
await mkdir(join(root, 'schemas'), {recursive: true});
await put('mapping', mapJsonSchema());
await put('pricing', rulesJsonSchema());
await put('promotions', promotionsJsonSchema());

async function put(name, schema) {
  await writeFile(join(root, 'schemas', `${name}.schema.json`), `${JSON.stringify(schema, null, 2)}\n`);
}
