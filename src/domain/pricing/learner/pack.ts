import {type GroupBelief, groupOf, type Memory, newMemory, type ShareForm, type Subject} from './memory.js';
import {type Panel, RIVAL_SLOTS} from './panel.js';

/** What is kept of the shop as a whole, as JSON. */
export interface KeptShop {
  readonly format: 1;
  readonly from: number;
  readonly days: number;
  readonly categories: readonly {
    readonly name: string;
    readonly season: readonly number[];
    readonly groups: readonly GroupBelief[];
    readonly share: ShareForm;
  }[];
  readonly weekday: readonly number[];
  readonly unrest: number;
  readonly learntTo: number;
  readonly formOf: number;
}

/** What is kept of a SKU: figures as JSON, and its days as bytes (see `cellsOf`). */
export interface KeptSku {
  readonly sku: string;
  readonly figures: {readonly rivals: readonly string[]; readonly of: readonly (number | null)[]};
  readonly cells: Uint8Array;
}

const ROUND = 1e5;
const round = (value: number) => Math.round(value * ROUND) / ROUND;

export function keptShop(memory: Memory): KeptShop {
  const {categories, panel, season, groups, share, weekday, unrest, learntTo, formOf} = memory;
  const {width, days, from} = panel;
  return {
    format: 1,
    from,
    days,
    categories: categories.map((name, index) => ({
      name,
      season: [...season.subarray(index * width, index * width + days)].map(round),
      groups: groups.slice(index * 2, index * 2 + 2),
      share: share[index] ?? {theta: 0, weight: 0},
    })),
    weekday: [...weekday].map(round),
    unrest,
    learntTo,
    formOf,
  };
}

/** What is kept of each SKU, made one by one as they are asked for. */
export function* keptSkus(memory: Memory): Generator<KeptSku> {
  const {subjects, level, elasticity, variance, reference, markup, panel} = memory;
  for (const [index, {sku, rivals}] of subjects.entries()) {
    yield {
      sku,
      figures: {
        rivals: [...rivals],
        of: [level, elasticity, variance, reference, markup].map((values) => {
          const value = values[index] ?? Number.NaN;
          return Number.isNaN(value) ? null : value;
        }),
      },
      cells: cellsOf(panel, index, rivals.length),
    };
  }
}

/** Price, units, then each rival as 32-bit floats, and the states as bytes, a row a kind. */
function cellsOf({width, days, price, units, state, rivals}: Panel, sku: number, count: number): Uint8Array {
  const slots = rivals[sku] === null ? 0 : Math.min(RIVAL_SLOTS, count);
  const floats = new Float32Array((2 + slots) * days);
  floats.set(price.subarray(sku * width, sku * width + days), 0);
  floats.set(units.subarray(sku * width, sku * width + days), days);
  for (let slot = 0; slot < slots; slot++) {
    const row = rivals[sku]?.subarray(slot * width, slot * width + days);
    if (row !== undefined) floats.set(row, (2 + slot) * days);
  }
  const bytes = new Uint8Array(floats.byteLength + days);
  bytes.set(new Uint8Array(floats.buffer), 0);
  bytes.set(state.subarray(sku * width, sku * width + days), floats.byteLength);
  return bytes;
}

/** Brings back what was kept, for the SKUs that the shop has now; new ones begin with nothing but their category. */
export function unpack(
  skus: readonly {readonly sku: string; readonly category: string}[],
  shop: KeptShop,
  kept: ReadonlyMap<string, KeptSku>,
  width: number,
): Memory {
  const names = [...new Set(skus.map(({category}) => category))].sort();
  const indexOf = new Map(names.map((name, index) => [name, index]));
  const subjects = skus.map(
    ({sku, category}): Subject => ({
      sku,
      category: indexOf.get(category) ?? 0,
      rivals: [...(kept.get(sku)?.figures.rivals ?? [])],
    }),
  );
  const drop = Math.max(0, shop.days - width);
  const memory = newMemory(subjects, names, {from: shop.from + drop, width});
  memory.panel.days = shop.days - drop;
  memory.unrest = shop.unrest;
  memory.learntTo = shop.learntTo;
  memory.formOf = shop.formOf;
  memory.weekday.set(shop.weekday.slice(0, 7));
  for (const {name, season, groups, share} of shop.categories) {
    const index = indexOf.get(name);
    if (index === undefined) continue;
    memory.season.set(season.slice(drop, drop + width), index * width);
    groups.forEach((group, which) => {
      memory.groups[index * 2 + which] = {...group};
    });
    memory.share[index] = share;
  }
  subjects.forEach((subject, index) => {
    const before = kept.get(subject.sku);
    if (before !== undefined) restore(memory, index, before, shop.days, drop);
    if (Number.isNaN(memory.level[index] ?? Number.NaN)) begin(memory, index);
  });
  return memory;
}

function begin(memory: Memory, index: number): void {
  const subject = memory.subjects[index];
  const group = subject === undefined ? undefined : memory.groups[groupOf(subject)];
  if (group !== undefined) memory.elasticity[index] = group.mean;
}

function restore(memory: Memory, index: number, {figures, cells}: KeptSku, days: number, drop: number): void {
  const {panel} = memory;
  const {width} = panel;
  const slots = Math.max(0, Math.floor((cells.byteLength - days) / (4 * days || 1)) - 2);
  // Copied first: the bytes may begin anywhere in a larger buffer, and floats may not.
  const floats = new Float32Array(new Uint8Array(cells.subarray(0, (2 + slots) * days * 4)).buffer);
  const row = (which: number) => floats.subarray(which * days + drop, (which + 1) * days);
  panel.price.set(row(0), index * width);
  panel.units.set(row(1), index * width);
  panel.state.set(cells.subarray(floats.byteLength + drop, floats.byteLength + days), index * width);
  if (slots > 0) {
    const theirs = new Float32Array(RIVAL_SLOTS * width);
    for (let slot = 0; slot < Math.min(slots, RIVAL_SLOTS); slot++) theirs.set(row(2 + slot), slot * width);
    panel.rivals[index] = theirs;
  }
  [memory.level, memory.elasticity, memory.variance, memory.reference, memory.markup].forEach((values, which) => {
    const value = figures.of[which];
    if (value !== null && value !== undefined) values[index] = value;
  });
}
