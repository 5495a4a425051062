import type {Message} from '../../errors.js';
import {breakEven, type CostParts} from '../cost.js';
import type {OfferFacts} from '../facts.js';
import type {Economics} from './optimum.js';

/** What a unit costs beside what the price takes away, and the landed cost in it. */
export interface UnitEconomics extends Economics {
  readonly landed: number;
  readonly breakEven: number;
}

/** What is left of a price, from the same parts as the break-even; or the fact that is missing. */
export function economicsOf(facts: OfferFacts): UnitEconomics | Message {
  const even = breakEven(facts);
  if (!even.known) return even.missing;
  return {...leftOf(even.parts), landed: even.parts.landed, breakEven: even.price};
}

function leftOf(parts: CostParts): Economics {
  const gross = 1 + Number(parts.taxRate ?? 0);
  const rate = Number(parts.feeRate) + Number(parts.paymentRate ?? 0);
  const goods = parts.landed + (parts.freight ?? 0) + (parts.packing ?? 0) + Number(parts.returns ?? 0);
  return {perPrice: 1 / gross - rate, perUnit: goods + parts.feeFixed + (parts.paymentFixed ?? 0)};
}
