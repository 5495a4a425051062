/** Grams in one of the units that WooCommerce can be set to. */
const GRAMS: Readonly<Record<string, number>> = {g: 1, kg: 1000, lbs: 453.592_37, oz: 28.349_523_125};

/** A weight of the shop in whole grams; null where it has none, or its unit is not known. */
export function gramsOf(weight: string, unit: string | null): number | null {
  const factor = GRAMS[unit ?? ''];
  const value = weight.trim() === '' ? Number.NaN : Number(weight);
  return factor === undefined || !Number.isFinite(value) ? null : Math.round(value * factor);
}

/** Whole grams as the shop counts them: with so many decimals that they come back whole. Null: the unit is not known. */
export function weightOf(grams: number, unit: string | null): string | null {
  const factor = GRAMS[unit ?? ''];
  return factor === undefined ? null : String(Number((grams / factor).toFixed(6)));
}
