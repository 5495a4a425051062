import type {Minor} from '../../../domain/money.js';
import {demandAtBirth} from './demand.js';
import {rivalsAtBirth} from './rivals.js';
import {supplierAtBirth} from './supply.js';
import type {Life, MarketTerms} from './types.js';

/** A good that is new to the market. */
export interface Newborn {
  readonly sku: string;
  readonly category: string;
  readonly price: Minor;
  /** What the shop says it costs; null: the supplier alone knows. */
  readonly cost: Minor | null;
}

/** Gives a good its hidden demand, rivals and supplier: the same for the same seed and good, whenever it comes. */
export function lifeOf(terms: MarketTerms, {sku, category, price, cost}: Newborn): Life {
  const demand = demandAtBirth(terms, sku, category, price);
  return {
    key: sku,
    demand,
    supplier: supplierAtBirth(terms, sku, category, price, cost),
    rivals: rivalsAtBirth(terms, sku, demand),
    returns: [],
  };
}
