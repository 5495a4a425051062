import {createHash, randomBytes} from 'node:crypto';
import {skuKey} from '../../domain/catalog/key.js';
import {type FieldMap, fileOfferFields} from '../../domain/catalog/resolve.js';
import type {CatalogueRow, Sheet} from '../../domain/catalog/row.js';
import type {Shop, StoredListing} from '../../domain/catalog/types.js';
import {canonicalJson} from '../../domain/change/canonical.js';
import {listingFields} from '../../domain/change/fields.js';
import type {FieldValue} from '../../domain/change/types.js';
import {headerKey} from '../../formats/dialects/types.js';
import type {ExportSnapshot} from '../../ports/data.js';
import type {Context} from '../context.js';

/** The cell under which a snapshot keeps the header of the exported file. */
const FILE = 'file';

/** What an export held, by remote id. */
export interface Exported {
  readonly id: string;
  readonly at: number;
  listing(remoteId: string): FieldMap | null;
  offer(remoteId: string): FieldMap | null;
  readonly skus: ReadonlySet<string>;
  readonly header: ReadonlySet<string>;
}

/** The exports that a file's rows came from. */
export interface ExportBook {
  /** The export of a row; null: it came from none that is known. */
  of(row: CatalogueRow): Exported | null;
  /** The export all rows without a mark of their own are compared with, for saying so. */
  readonly shared: Exported | null;
  /** Marks in the file that name no export of this shop. */
  readonly unknown: readonly string[];
}

/** An id for an export: short, typeable, and not to be guessed by accident. */
export function newExportId(): string {
  return `E-${randomBytes(5).toString('hex').toUpperCase()}`;
}

/** Keeps what was exported. */
export async function saveSnapshot(
  {data, clock}: Context,
  shop: Shop,
  made: {
    readonly id: string;
    readonly dialect: string;
    readonly fileHash: string;
    readonly header: readonly string[];
    readonly listings: readonly StoredListing[];
  },
): Promise<void> {
  const cells = new Map<string, Readonly<Record<string, string>>>([[FILE, {header: JSON.stringify(made.header)}]]);
  for (const listing of made.listings) {
    cells.set(`listing ${listing.remoteId}`, encoded(listingFields(listing)));
    for (const offer of listing.offers) cells.set(`offer ${offer.remoteId}`, encoded(fileOfferFields(offer)));
  }
  const {id, dialect, fileHash} = made;
  await data.exports.save({id, shopId: shop.id, dialect, at: clock.real(), fileHash, cells});
}

/**
 * Finds the exports that a file came from. `against` is an export's id, "none" to take every cell as a wish, or
 * undefined: the id that each row carries; else, for dialects whose files can not carry it, the export with this very
 * content, or the last one of the dialect whose columns hold all of the file's.
 */
export async function openExports(
  {data}: Context,
  shop: Shop,
  sheet: Sheet,
  against: string | undefined,
): Promise<ExportBook> {
  const none: ExportBook = {of: () => null, shared: null, unknown: []};
  if (against === 'none') return none;
  if (against !== undefined) {
    const found = await data.exports.find(shop.id, {id: against});
    if (found === null) return {...none, unknown: [against]};
    const shared = decoded(found);
    return {of: () => shared, shared, unknown: []};
  }
  const ids = [...new Set(sheet.rows.flatMap(({exportId}) => exportId ?? []))];
  if (ids.length > 0) return await marked(data.exports, shop, ids);
  const same = await data.exports.find(shop.id, {fileHash: sheet.hash});
  const last = same ?? (await data.exports.latest(shop.id, sheet.dialect));
  if (last === null || last.dialect !== sheet.dialect) return none;
  const shared = decoded(last);
  const fits =
    same !== null || sheet.header.every((cell) => shared.header.has(headerKey(cell)) || cell.startsWith('_'));
  return fits && sheet.dialect !== 'souk' ? {of: () => shared, shared, unknown: []} : none;
}

/** Rows that carry the id of their export. */
async function marked(exports: Context['data']['exports'], shop: Shop, ids: readonly string[]): Promise<ExportBook> {
  const known = new Map<string, Exported>();
  for (const id of ids) {
    const found = await exports.find(shop.id, {id});
    if (found !== null) known.set(id, decoded(found));
  }
  const [only] = known.values();
  return {
    of: ({exportId}) => (exportId === null ? null : (known.get(exportId) ?? null)),
    shared: known.size === 1 ? (only ?? null) : null,
    unknown: ids.filter((id) => !known.has(id)),
  };
}

function encoded(fields: FieldMap): Record<string, string> {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, canonicalJson(value)]));
}

function decoded(snapshot: ExportSnapshot): Exported {
  const fields = (key: string): FieldMap | null => {
    const cells = snapshot.cells.get(key);
    if (cells === undefined) return null;
    return Object.fromEntries(Object.entries(cells).map(([name, text]) => [name, JSON.parse(text) as FieldValue]));
  };
  const skus = new Set<string>();
  for (const [key, cells] of snapshot.cells) {
    const sku = key.startsWith('offer ') ? skuKey(JSON.parse(cells['sku'] ?? 'null') as string | null) : null;
    if (sku !== null) skus.add(sku);
  }
  const header = JSON.parse(snapshot.cells.get(FILE)?.['header'] ?? '[]') as readonly string[];
  return {
    id: snapshot.id,
    at: snapshot.at,
    listing: (remoteId) => fields(`listing ${remoteId}`),
    offer: (remoteId) => fields(`offer ${remoteId}`),
    skus,
    header: new Set(header.map(headerKey)),
  };
}

/** SHA-256 of a file's content, hex. */
export function contentHash(pieces: Iterable<string | Uint8Array>): string {
  const hash = createHash('sha256');
  for (const piece of pieces) hash.update(piece);
  return hash.digest('hex');
}
