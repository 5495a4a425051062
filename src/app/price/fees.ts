import type {CostRecord} from '../../domain/facts.js';
import type {Fees, SellingCosts} from '../../domain/pricing/facts.js';
import type {FeeBook} from '../../domain/pricing/fee-book.js';
import type {FeeSchedule} from '../../domain/pricing/rules.js';

/** The shop's schedule with what the store was told of this offer's fees: that is the platform's word, the rules' a rule of thumb. */
export function scheduleOf(
  rules: FeeSchedule,
  book: FeeBook,
  offer: {readonly sku: string | null; readonly category: string},
  at: number,
): FeeSchedule {
  const kept = book(offer, at);
  // A blank is unknown, and never zero.
  return kept === null ? rules : {...rules, ...kept, fixed: kept.fixed ?? rules.fixed};
}

/** The item's own fees, else the shop's schedule; where one half of a fee is known, the other counts as none. */
export function feesOf(cost: CostRecord | undefined, schedule: FeeSchedule): Fees | null {
  if (cost !== undefined && (cost.feeRate !== null || cost.feeFixed !== null)) {
    return {
      rate: cost.feeRate ?? schedule.rate ?? '0',
      // An item's own rate is its whole fee: the shop's steps and minimum are of the shop's rate.
      ...(cost.feeRate === null ? tiersOf(schedule) : {}),
      fixed: cost.feeFixed ?? schedule.fixed ?? 0,
      source: 'cost',
    };
  }
  if (schedule.rate === null && schedule.fixed === null && schedule.tiers === null) return null;
  return {rate: schedule.rate ?? '0', ...tiersOf(schedule), fixed: schedule.fixed ?? 0, source: 'shop'};
}

function tiersOf({tiers}: FeeSchedule): Pick<Fees, 'tiers'> {
  return tiers === null ? {} : {tiers};
}

/** What else a sale costs, by the item's own row, the shop's schedule, and what came back. */
export function sellingOf(
  cost: CostRecord | undefined,
  schedule: FeeSchedule,
  grams: number | null,
  measured: string | null,
): SellingCosts {
  const {freightPerKg} = schedule;
  return {
    paymentRate: schedule.paymentRate,
    paymentFixed: schedule.paymentFixed,
    revenueShare: schedule.revenueShare,
    freight: freightPerKg === null || grams === null ? null : Math.ceil((freightPerKg * grams) / 1000),
    packing: schedule.packing,
    returnRate: schedule.returnRate ?? measured,
    returnCost: cost?.returnCost ?? schedule.returnCost,
  };
}
