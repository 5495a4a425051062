import type {ExportRepository, ExportSnapshot} from '../../ports/data.js';
import {insertRows, takeIds} from '../bulk.js';
import type {Schema} from '../schema.js';
import type {Store} from '../store.js';

/** Exports of one shop and dialect that are kept; a file older than that comes back as one that nobody knows. */
const KEPT = 20;

export function exportRepository(store: Store): ExportRepository {
  const snapshots = (shopId: number) =>
    store.db.selectFrom('export_snapshot').selectAll().where('shop_id', '=', shopId).orderBy('number', 'desc').limit(1);
  return {
    save: (snapshot) => store.atomic((within) => save(within, snapshot)),
    find: async (shopId, {id, fileHash}) => {
      const named = id === undefined ? undefined : await snapshots(shopId).where('id', '=', id).executeTakeFirst();
      if (named !== undefined) return await withCells(store, named);
      if (fileHash === undefined) return null;
      const same = await snapshots(shopId).where('file_hash', '=', fileHash).executeTakeFirst();
      return same === undefined ? null : await withCells(store, same);
    },
    latest: async (shopId, dialect) => {
      const found = await snapshots(shopId).where('dialect', '=', dialect).executeTakeFirst();
      return found === undefined ? null : await withCells(store, found);
    },
  };
}

async function save(store: Store, {id, shopId, dialect, at, fileHash, cells}: ExportSnapshot): Promise<void> {
  const number = await takeIds(store, 'export', 1);
  await store.db
    .insertInto('export_snapshot')
    .values({id, shop_id: shopId, number, dialect, at, file_hash: fileHash})
    .execute();
  const rows = [...cells].map(([target, fields], index) => ({
    snapshot: id,
    n: index + 1,
    target,
    cells: JSON.stringify(fields),
  }));
  await insertRows(store, 'export_cell', rows);
  await prune(store, shopId, dialect);
}

async function prune(store: Store, shopId: number, dialect: string): Promise<void> {
  const ofDialect = store.db
    .selectFrom('export_snapshot')
    .select('id')
    .where('shop_id', '=', shopId)
    .where('dialect', '=', dialect);
  const kept = await ofDialect.orderBy('number', 'desc').limit(KEPT).execute();
  const old = await ofDialect
    .where(
      'id',
      'not in',
      kept.map(({id}) => id),
    )
    .execute();
  for (const {id} of old) await store.db.deleteFrom('export_snapshot').where('id', '=', id).execute();
}

async function withCells(store: Store, row: Schema['export_snapshot']): Promise<ExportSnapshot> {
  const cells = await store.db
    .selectFrom('export_cell')
    .select(['target', 'cells'])
    .where('snapshot', '=', row.id)
    .orderBy('n')
    .execute();
  return {
    id: row.id,
    shopId: row.shop_id,
    dialect: row.dialect,
    at: row.at,
    fileHash: row.file_hash,
    cells: new Map(cells.map((cell) => [cell.target, JSON.parse(cell.cells) as Readonly<Record<string, string>>])),
  };
}
