import type {Message} from '../../errors.js';
import {breakEven, type CostParts} from '../cost.js';
import type {OfferFacts} from '../facts.js';
import {feeAt, flatRate} from '../tariff.js';
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

/** What a flat rate takes is part of the line; what goes by steps or has a minimum is worked out price by price. */
function leftOf(parts: CostParts): Economics {
  const gross = 1 + Number(parts.taxRate ?? 0);
  const flatFee = flatRate(parts.fee);
  const flatShare = parts.revenueShare === null ? '0' : flatRate(parts.revenueShare);
  const rate = Number(flatFee ?? 0) + Number(parts.paymentRate ?? 0);
  const goods = parts.landed + (parts.freight ?? 0) + (parts.packing ?? 0) + Number(parts.returns ?? 0);
  const line = {
    perPrice: (1 - Number(flatShare ?? 0)) / gross - rate,
    perUnit: goods + parts.feeFixed + (parts.paymentFixed ?? 0),
  };
  if (flatFee !== null && flatShare !== null) return line;
  return {
    ...line,
    byPrice: (price) =>
      (flatFee === null ? feeAt(parts.fee, price) : 0) +
      (flatShare === null && parts.revenueShare !== null ? feeAt(parts.revenueShare, price / gross) : 0),
  };
}
