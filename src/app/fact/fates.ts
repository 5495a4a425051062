/** What became of each row of a file; the parts always add up to `total`. */
export interface RowFates {
  readonly total: number;
  readonly added: number;
  readonly changed: number;
  readonly same: number;
  /** A later row near it has the same key; that one counts. */
  readonly repeated: number;
  readonly refused: number;
  /** Blank lines. */
  readonly ignored: number;
  /** Nothing wrong with them, but not taken because others were refused. */
  readonly held: number;
}

export const NO_ROWS: RowFates = {
  total: 0,
  added: 0,
  changed: 0,
  same: 0,
  repeated: 0,
  refused: 0,
  ignored: 0,
  held: 0,
};

export function addFates(fates: RowFates, more: Partial<RowFates>): RowFates {
  const sum = {...fates};
  for (const [name, count] of Object.entries(more) as [keyof RowFates, number][]) sum[name] += count;
  return sum;
}
