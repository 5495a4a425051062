import {nowOf, type State, type Thing} from './state.js';

/** What WooCommerce makes of a price that it is told (wc_format_decimal): it never refuses one. */
export function formatDecimal(value: unknown): string {
  if (typeof value === 'number') return String(value);
  const text = String(value ?? '').trim();
  const one = text.replace(/\.(?![^.]+$)|[^0-9.-]/gu, '');
  return one;
}

/** Writes prices and dates of an item; a field that is null or missing is not looked at, "" clears. */
export function writePrices(state: State, thing: Thing, item: Readonly<Record<string, unknown>>): void {
  const before = JSON.stringify([thing.regular, thing.sale, thing.from, thing.to]);
  const told = (name: string) => item[name] !== undefined && item[name] !== null;
  if (told('regular_price')) thing.regular = formatDecimal(item['regular_price']);
  if (told('sale_price')) thing.sale = formatDecimal(item['sale_price']);
  // Site time is taken for GMT here: the shop's zone is UTC.
  for (const name of ['date_on_sale_from', 'date_on_sale_from_gmt']) if (told(name)) thing.from = dateOf(item[name]);
  for (const name of ['date_on_sale_to', 'date_on_sale_to_gmt']) if (told(name)) thing.to = dateOf(item[name]);
  if (thing.sale !== '' && Number(thing.sale) >= Number(thing.regular)) thing.sale = '';
  // Worked out anew only where a price or a date became another: the same sale price again does not help a late sale.
  if (before !== JSON.stringify([thing.regular, thing.sale, thing.from, thing.to])) settlePrice(state, thing);
}

export function settlePrice(state: State, thing: Thing): void {
  thing.price = onSale(state, thing) ? thing.sale : thing.regular;
}

/** Told from the dates at every question, whatever the price still is. */
export function onSale(state: State, {sale, regular, from, to}: Thing): boolean {
  const now = nowOf(state);
  return sale !== '' && Number(sale) < Number(regular) && (from === null || from <= now) && (to === null || to >= now);
}

function dateOf(value: unknown): number | null {
  const at = Date.parse(/Z$/u.test(String(value)) ? String(value) : `${String(value)}Z`);
  return value === '' || Number.isNaN(at) ? null : at;
}

export function gmt(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString().slice(0, 19);
}
