import type {CatalogueRow, ImageWish} from './row.js';

/** The rows of one product, in file order, wherever in the file they stand. */
export interface ProductGroup {
  /** The product's key in the file; null when the file names none and the SKU alone tells. */
  readonly product: string | null;
  readonly rows: readonly CatalogueRow[];
  /** The row that speaks for the product: its first that is no image. */
  readonly lead: CatalogueRow;
  /** Names of the options by index, from whichever row has them. */
  readonly optionNames: readonly (string | undefined)[];
}

/** Groups rows by product; rows without a product key stand alone. Ignored rows are left out. */
export function groupProducts(rows: readonly CatalogueRow[]): ProductGroup[] {
  const groups = new Map<string, CatalogueRow[]>();
  for (const row of rows) {
    if (row.kind === 'ignored') continue;
    const key = row.product === null ? `\n${row.line}` : row.product;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  return [...groups.values()].flatMap((members) => {
    const lead = members.find(({kind}) => kind !== 'image') ?? members[0];
    return lead === undefined ? [] : [{product: lead.product, rows: members, lead, optionNames: namesOf(members)}];
  });
}

function namesOf(rows: readonly CatalogueRow[]): (string | undefined)[] {
  const names: (string | undefined)[] = [];
  for (const {offer} of rows) {
    offer.options?.forEach(({name}, index) => {
      if (name !== null) names[index] ??= name;
    });
  }
  return Array.from(names, (name) => name);
}

/** The images the rows give, in the order of their positions, else of the file. */
export function rowImages(rows: readonly CatalogueRow[]): ImageWish[] {
  const images = rows.flatMap(({image}) => (image === null ? [] : [image]));
  const positions = new Set(images.map(({position}) => position));
  if (positions.has(null) || positions.size < images.length) return images;
  return images.sort((a, b) => (a.position ?? 0) - (b.position ?? 0));
}
