// A Medusa with a seeded, empty shop. The seeded database is kept as a template, so that the next start, and every reset,
// is a copy of it and no migration.
import {createHash} from 'node:crypto';
import {readFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {freePort, openPostgres} from './postgres.mjs';
import {ADMIN, seed} from './seed.mjs';
import {medusaCommand, startServer} from './server.mjs';

const folder = path.dirname(fileURLToPath(import.meta.url));

/** The template's name: another version or another seed is another template. */
function templateName() {
  const hash = createHash('sha256');
  for (const file of ['package.json', 'medusa-config.js', 'seed.mjs'])
    hash.update(readFileSync(path.join(folder, file)));
  return `souk_lab_${hash.digest('hex').slice(0, 12)}`;
}

/** Starts the lab. `say` is told what takes time. */
export async function openLab({port, say = () => {}}) {
  const postgres = await openPostgres(process.env.SOUK_LAB_WORK ?? path.join(tmpdir(), 'souk-lab-medusa'));
  try {
    const template = templateName();
    const keys = (await seededKeys(postgres, template)) ?? (await build(postgres, template, say));
    const at = port === 0 ? await freePort() : port;
    const name = `souk_lab_run_${process.pid}`;
    let server = await fresh(postgres, template, name, at);
    return {
      url: server.url,
      keys,
      pid: () => server.pid,
      lost: () => server.lost,
      log: () => server.log,
      /** The seeded shop as it was at first; takes a boot. */
      reset: async () => {
        await server.stop();
        server = await fresh(postgres, template, name, at);
      },
      /** Takes away products, stock, carts and orders, and leaves the server running. */
      empty: async () => {
        // A price list is not truncated: that would take every price along, those of parcels too.
        const tables = SOLD.map((table) => `"${table}"`).join(', ');
        await postgres.run(name, `delete from price_list; truncate ${tables} cascade`);
      },
      close: async () => {
        await server.stop();
        await postgres.run(null, `drop database if exists "${name}" with (force)`);
        await postgres.stop();
      },
    };
  } catch (error) {
    await postgres.stop();
    throw error;
  }
}

/** Tables of what is sold and of what was sold; the shop's own set-up is in others. */
const SOLD = [
  ...[
    'product',
    'product_variant',
    'product_option',
    'product_option_value',
    'product_tag',
    'product_category',
    'image',
  ],
  ...[
    'product_sales_channel',
    'product_shipping_profile',
    'product_variant_inventory_item',
    'product_variant_price_set',
  ],
  ...['inventory_item', 'inventory_level', 'reservation_item', 'promotion', 'promotion_campaign'],
  ...[
    'cart',
    'order',
    'payment_collection',
    'order_cart',
    'order_payment_collection',
    'cart_payment_collection',
    'customer',
  ],
];

async function fresh(postgres, template, name, port) {
  await postgres.run(null, `drop database if exists "${name}" with (force)`);
  await postgres.run(null, `create database "${name}" template "${template}"`);
  return await startServer(postgres.url(name), port);
}

/** The keys stand in the comment of a template that is whole; null: there is none. */
async function seededKeys(postgres, template) {
  const rows = await postgres.run(
    null,
    `select shobj_description(oid, 'pg_database') as keys from pg_database where datname = '${template}'`,
  );
  return rows[0]?.keys ? JSON.parse(rows[0].keys) : null;
}

async function build(postgres, template, say) {
  await postgres.run(null, `drop database if exists "${template}" with (force)`);
  await postgres.run(null, `create database "${template}"`);
  const url = postgres.url(template);
  say('migrating a new database');
  await medusaCommand(['db:migrate'], url);
  await medusaCommand(['user', '-e', ADMIN.email, '-p', ADMIN.password], url);
  say('seeding it');
  const server = await startServer(url, await freePort());
  try {
    const keys = await seed(server.url);
    await postgres.run(null, `comment on database "${template}" is '${JSON.stringify(keys).replaceAll("'", "''")}'`);
    return keys;
  } finally {
    await server.stop();
  }
}
