import {Decimal} from 'decimal.js';
import type {FaultKind} from '../../contract/shop.js';
import type {ShopState} from './state.js';

type Variables = Readonly<Record<string, unknown>>;

/** The fault that the next request of this side meets; it is used up by it. */
export function takeFault(shop: ShopState, writes: boolean): FaultKind | null {
  const {fault} = shop;
  if (fault === null || fault.times < 1 || fault.on !== (writes ? 'write' : 'read')) return null;
  fault.times -= 1;
  return fault.kind as FaultKind;
}

/** What a lying shop really does: the first price or title it meets is another. */
export function bent(variables: Variables): Variables {
  let done = false;
  const walk = (value: unknown, name: string): unknown => {
    if (!done && name === 'price' && typeof value === 'string') {
      done = true;
      return new Decimal(value).plus('0.01').toFixed();
    }
    if (!done && name === 'title' && typeof value === 'string') {
      done = true;
      return `${value} `;
    }
    if (Array.isArray(value)) return value.map((each) => walk(each, ''));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, walk(each, key)]));
  };
  return walk(variables, '') as Variables;
}

/** A request of which the shop does the first half: of a list of one, nothing. */
export function halved(variables: Variables): Variables | null {
  const {variants} = variables;
  if (!Array.isArray(variants) || variants.length < 2) return null;
  return {...variables, variants: variants.slice(0, Math.floor(variants.length / 2))};
}

/** An answer in which each variant stands twice. */
export function doubled(value: unknown, name = ''): unknown {
  if (Array.isArray(value)) {
    const all = value.map((each) => doubled(each));
    return name === 'productVariants' || name === 'nodes' ? [...all, ...all] : all;
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, doubled(each, key)]));
}
