/** Most rivals of one SKU that are followed by name; further ones are the cheapest that nobody answers to. */
export const RIVAL_SLOTS = 6;

/** How a SKU stood on a day: what was sold is what was wanted, the least that was wanted, or says nothing. */
export const DAY = {unknown: 0, open: 1, soldOut: 2} as const;

/**
 * What was seen, by SKU and day, in columns. Cell of SKU `s` on day `d` is `s * width + d`; column 0 is the day `from`
 * (days since 1970-01-01); `days` columns are in use.
 */
export interface Panel {
  readonly skus: number;
  readonly width: number;
  from: number;
  days: number;
  /** ln of the day's price in minor units; 0: unknown. */
  readonly price: Float32Array;
  readonly units: Float32Array;
  readonly state: Uint8Array;
  /** By SKU, `slot * width + day`: ln of the price with shipping in minor units; 0: not offered. Null: never a rival. */
  readonly rivals: (Float32Array | null)[];
}

export function newPanel(skus: number, width: number, from: number): Panel {
  const cells = skus * width;
  return {
    skus,
    width,
    from,
    days: 0,
    price: new Float32Array(cells),
    units: new Float32Array(cells),
    state: new Uint8Array(cells),
    rivals: Array.from({length: skus}, () => null),
  };
}

/** Makes room for a day and returns its column; the oldest days go when the panel is full. −1: before its first day. */
export function column(panel: Panel, day: number): number {
  const over = day - panel.from - panel.width + 1;
  if (over > 0) forget(panel, over);
  const at = day - panel.from;
  if (at >= panel.days) panel.days = at + 1;
  return at;
}

function forget(panel: Panel, by: number): void {
  const {width} = panel;
  for (const values of [panel.price, panel.units, panel.state]) shiftRows(values, width, by);
  for (const values of panel.rivals) if (values !== null) shiftRows(values, width, by);
  panel.from += by;
  panel.days = Math.max(0, panel.days - by);
}

/** Moves each row of `width` cells to the left; what comes in from the right is 0. */
export function shiftRows(values: Float32Array | Float64Array | Uint8Array, width: number, by: number): void {
  if (by <= 0) return;
  for (let start = 0; start < values.length; start += width) {
    if (by < width) values.copyWithin(start, start + by, start + width);
    values.fill(0, start + Math.max(0, width - by), start + width);
  }
}

/** ln of a price as a panel keeps it: 0 says that there is none. */
export function lnPrice(price: number | null): number {
  return price !== null && price > 1 ? Math.log(price) : 0;
}
