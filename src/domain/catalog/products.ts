import {message} from '../errors.js';
import {groupProducts, type ProductGroup} from './group.js';
import type {LiveIndex} from './live.js';
import type {Matched, MatchedRow} from './match.js';
import {type CatalogueRow, type Finding, findingAt, type Sheet} from './row.js';
import type {StoredListing} from './types.js';

/** A product of the file with the listing of the shop that it means; null: the shop has none. */
export interface FileProduct {
  /** The product's key: the shop's where it has the listing, else the file's. */
  readonly key: string;
  readonly listing: StoredListing | null;
  /** Its rows in file order, images included. */
  readonly rows: readonly CatalogueRow[];
  readonly lead: CatalogueRow;
  readonly variants: readonly MatchedRow[];
  readonly optionNames: readonly (string | undefined)[];
}

/** Puts the rows of each product together, also where only their SKUs say that they belong together. */
export function assembleProducts(
  sheet: Sheet,
  matched: Matched,
  live: LiveIndex,
): {products: FileProduct[]; findings: Finding[]} {
  const findings: Finding[] = [];
  const parts = new Map<string, {listing: StoredListing | null; key: string; groups: ProductGroup[]}>();
  for (const group of groupProducts(sheet.rows)) {
    const {listing, scattered} = listingOf(group, matched, live);
    if (scattered !== null) {
      for (const row of group.rows) {
        const product = group.product ?? '';
        findings.push(
          findingAt(sheet, row, 'product', 'error', message('PRODUCT_SCATTERED', {product, listings: scattered})),
        );
      }
    }
    const key = listing?.product ?? group.product ?? matched.rows.get(group.lead.line)?.sku ?? null;
    if (key === null && group.lead.kind !== 'variant') findings.push(keyMissing(sheet, group.lead));
    const identity = listing === null ? `new ${key ?? `line ${group.lead.line}`}` : `listing ${listing.id}`;
    const part = parts.get(identity);
    if (part === undefined) parts.set(identity, {listing, key: key ?? '', groups: [group]});
    else part.groups.push(group);
  }
  const products = [...parts.values()].flatMap(({listing, key, groups}) => joined(listing, key, groups, matched));
  return {products, findings};
}

function keyMissing(sheet: Sheet, row: CatalogueRow): Finding {
  const column = sheet.columns.find(({field}) => field === 'product')?.header ?? 'product';
  return findingAt(sheet, row, 'product', 'error', message('PRODUCT_KEY_MISSING', {column}));
}

/** The one listing that the group's matched offers belong to, else the one of its key. */
function listingOf(
  group: ProductGroup,
  matched: Matched,
  live: LiveIndex,
): {listing: StoredListing | null; scattered: string | null} {
  const found = new Map<number, StoredListing>();
  for (const row of group.rows) {
    const listing = matched.rows.get(row.line)?.live?.listing;
    if (listing !== undefined) found.set(listing.id, listing);
  }
  const [first, second] = found.values();
  if (second !== undefined)
    return {listing: null, scattered: [...found.values()].map(({product}) => product).join(', ')};
  return {listing: first ?? (group.product === null ? null : live.listing(group.product)), scattered: null};
}

function joined(
  listing: StoredListing | null,
  key: string,
  groups: readonly ProductGroup[],
  matched: Matched,
): FileProduct[] {
  const rows = groups.flatMap((group) => group.rows).sort((a, b) => a.line - b.line);
  const lead = rows.find(({kind}) => kind !== 'image') ?? rows[0];
  if (lead === undefined) return [];
  const [first] = groups;
  const variants = rows.flatMap((row) => matched.rows.get(row.line) ?? []);
  return [{key, listing, rows, lead, variants, optionNames: groups.length === 1 ? (first?.optionNames ?? []) : []}];
}
