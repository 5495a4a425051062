import type {FeeSchedule} from '../../domain/pricing/rules.js';
import {flat, type Tariff, type TariffStep} from '../../domain/pricing/tariff.js';
import type {ChargeEntry, RulesFile} from './rules-schema.js';
import {amountAt, fraction, type Path, type Reading, refuse} from './rules-values.js';

/** `fees:` as the shop's schedule. A minimum makes steps of a flat rate, too: of one. */
export function feesOf(entry: RulesFile['fees'], reading: Reading): FeeSchedule {
  const rate = (value: string | number | undefined) => (value === undefined ? null : fraction(value));
  const amount = (value: string | number | undefined, name: string) =>
    value === undefined ? null : amountAt(reading, value, ['fees', name]);
  const minimum = amount(entry?.minimum, 'minimum');
  const tariff = entry?.rate === undefined ? null : tariffOf(entry.rate, reading, ['fees', 'rate']);
  const plain = typeof entry?.rate === 'object' ? null : rate(entry?.rate);
  const tiers = plain === null ? tariff : null;
  const share = entry?.revenue_share;
  return {
    rate: plain,
    tiers: minimum === null ? tiers : {...(tariff ?? flat('0')), minimum},
    fixed: amount(entry?.fixed, 'fixed'),
    paymentRate: rate(entry?.payment_rate),
    paymentFixed: amount(entry?.payment_fixed, 'payment_fixed'),
    revenueShare: share === undefined ? null : tariffOf(share, reading, ['fees', 'revenue_share']),
    packing: amount(entry?.packing, 'packing'),
    freightPerKg: amount(entry?.freight_per_kg, 'freight_per_kg'),
    returnRate: rate(entry?.return_rate),
    returnCost: amount(entry?.return_cost, 'return_cost'),
  };
}

/** Steps rise, and the last one, without an end, is for all prices above. */
function tariffOf(entry: ChargeEntry, reading: Reading, path: Path): Tariff {
  if (typeof entry !== 'object') return flat(rateAt(entry, reading, path));
  let below = 0;
  const steps = entry.steps.map(({up_to, rate}, index): TariffStep => {
    const at = [...path, 'steps', index];
    const last = index === entry.steps.length - 1;
    if (last !== (up_to === undefined)) refuse(reading, last ? [...at, 'up_to'] : at, 'fee-ends');
    const upTo = up_to === undefined ? null : amountAt(reading, up_to, [...at, 'up_to']);
    if (upTo !== null && upTo <= below) refuse(reading, [...at, 'up_to'], 'fee-rising');
    below = upTo ?? below;
    return {upTo, rate: rateAt(rate, reading, [...at, 'rate'])};
  });
  return {mode: entry.mode, steps, minimum: null};
}

function rateAt(value: string | number, reading: Reading, path: Path): string {
  const rate = fraction(value);
  return Number(rate) < 1 ? rate : refuse(reading, path, 'below-one');
}
