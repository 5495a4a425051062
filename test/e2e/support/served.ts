import {once} from 'node:events';
import path from 'node:path';
import Sqlite from 'better-sqlite3';
import {souk, startSouk} from '../../support/souk.js';
import {openWire, type Wire} from './wire.js';

/** A practice shop served by `souk practice serve` in a process and a home of its own, behind a line. */
export interface Served {
  /** The shop's own home: its file is there, for looking into. */
  readonly home: string;
  /** The server itself, past the line: for what somebody else does to the shop. */
  readonly direct: string;
  readonly wire: Wire;
  close(): Promise<void>;
}

const TERMS = ['--currency', 'USD', '--time-zone', 'UTC', '--prices-include-tax', 'no'];

/** Serves a practice shop from a home; `settings` are those of `shop add --set`. */
export async function serve(home: string, settings: readonly string[] = []): Promise<Served> {
  const sets = settings.flatMap((setting) => ['--set', setting]);
  const added = await souk(['shop', 'add', 'far', '--platform', 'practice', ...TERMS, ...sets], {home});
  if (added.code !== 0) throw new Error(added.stderr);
  const server = startSouk(['practice', 'serve', '--port', '0'], {home});
  const ended = once(server, 'exit');
  const direct = await new Promise<string>((resolve, reject) => {
    let text = '';
    server.stderr.on('data', (part: Buffer) => {
      text += part.toString('utf8');
      const found = /http:\/\/[\d.:]+/u.exec(text)?.[0];
      if (found !== undefined) resolve(found);
    });
    server.once('exit', (code) => reject(new Error(`the server ended with ${code}: ${text}`)));
  });
  const wire = await openWire(direct);
  return {
    home,
    direct,
    wire,
    close: async () => {
      await wire.close();
      server.kill('SIGKILL');
      await ended;
    },
  };
}

/** Connects a home to the served shop, by the line. */
export async function connect(home: string, {wire}: Served, settings: readonly string[] = []): Promise<void> {
  const sets = [`url=${wire.url}`, ...settings].flatMap((setting) => ['--set', setting]);
  const added = await souk(['shop', 'add', 'main', '--platform', 'practice', ...TERMS, ...sets], {home});
  if (added.code !== 0) throw new Error(added.stderr);
}

/** One row of a write, as the shop's own log has it. */
export interface Written {
  readonly seq: number;
  readonly kind: string;
  readonly op: string;
  readonly key: string;
  readonly before: string | null;
  readonly after: string | null;
  readonly result: string;
}

/** What the shop itself remembers of every row that was ever sent to it. */
export function writeLog({home}: Served): readonly Written[] {
  return look(home, 'SELECT seq, kind, op, key, before, after, result FROM write_log ORDER BY seq') as Written[];
}

/** The shop's goods as they stand, in the order of their SKUs; ids and hidden demand are left out. */
export function shelf({home}: Served): readonly object[] {
  return look(
    home,
    `SELECT p.handle, p.content, v.sku, v.options, v.price, v.compare_at, v.cost, v.tax_rate, v.stock, v.gtin, v.weight_g, v.image, v.extra
     FROM product p LEFT JOIN variant v ON v.product_id = p.id ORDER BY p.handle, v.sku`,
  );
}

function look(home: string, query: string): readonly object[] {
  const db = new Sqlite(path.join(home, 'shops', 'far', 'market.db'), {readonly: true});
  try {
    return db.prepare<[], object>(query).all();
  } finally {
    db.close();
  }
}

/** Asks the shop's server directly, past the line: what somebody else does. */
export async function ask({direct}: Served, route: string, body: object): Promise<unknown> {
  const answer = await fetch(`${direct}${route}`, {
    method: 'POST',
    headers: {'content-type': 'application/json'},
    body: JSON.stringify(body),
  });
  return await answer.json();
}

/** Sets one price in the shop behind souk's back. */
export async function editPrice(served: Served, sku: string, price: string): Promise<void> {
  await ask(served, '/batch', {changes: [{n: 1, kind: 'offer', op: 'update', key: {sku}, fields: {price}}]});
}

/** A catalogue of so many products of one variant, in souk's own columns. */
export function catalogue(count: number, price = (i: number) => (10 + i / 100).toFixed(2)): string {
  const rows = Array.from(
    {length: count},
    (_, i) => `SKU-${String(i + 1).padStart(4, '0')},goods-${i + 1},Good ${i + 1},Goods,${price(i)},5`,
  );
  return `sku,product,title,category,price,stock\n${rows.join('\n')}\n`;
}
