import {KnownError} from '../errors.js';
import type {CostRecord, DailyRecord} from '../facts.js';
import {currencyKnown} from '../money.js';
import {type Basis, type BookedLine, type Booking, openBooking} from './booking.js';
import {type Period, stepKey, zoneDays} from './calendar.js';
import type {Place} from './dimensions.js';
import {costAt, measure, type SaleLine, timesUnits} from './measure.js';
import type {Counts} from './report.js';
import type {Entry, EntryMoney} from './sums.js';
import type {Tally} from './tally.js';

/** What a report needs to know of an offer. `taxRate` null: the shop's. */
export interface SoldOffer {
  readonly product: string;
  readonly title: string;
  readonly category: string;
  readonly taxRate: string | null;
}

/** A shop as its sales are counted. */
export interface SellingShop {
  readonly name: string;
  readonly zone: string;
  readonly currency: string;
  readonly pricesIncludeTax: boolean;
  readonly taxRate: string | null;
  readonly offers: ReadonlyMap<string, SoldOffer>;
  readonly costs: ReadonlyMap<string, readonly CostRecord[]>;
}

/** What could not be counted in full, over all shops of a report. */
export interface Gaps {
  lines: number;
  readonly cancelled: Set<string>;
  returnsUnmatched: number;
  linesTaxUnknown: number;
  linesCostUnknown: number;
  readonly skusCostUnknown: Set<string>;
  dailyUnits: number;
  dailyUnitsUnpriced: number;
}

export function noGaps(): Gaps {
  return {
    lines: 0,
    cancelled: new Set(),
    returnsUnmatched: 0,
    linesTaxUnknown: 0,
    linesCostUnknown: 0,
    skusCostUnknown: new Set(),
    dailyUnits: 0,
    dailyUnitsUnpriced: 0,
  };
}

export function countsOf({cancelled, skusCostUnknown, ...gaps}: Gaps): Counts {
  return {...gaps, cancelledOrders: cancelled.size, skusCostUnknown: skusCostUnknown.size};
}

/** The frame of a count: the two periods, the basis, and where figures and gaps go. */
export interface CountFrame {
  readonly period: Period;
  readonly before: Period;
  readonly basis: Basis;
  readonly tally: Tally;
  readonly gaps: Gaps;
  /** Hands out a number for each order of any shop. */
  nextOrder(): number;
}

/** Counts one shop: first its lines through `booking`, then its days. `start` and `end` are the instants of both periods. */
export interface ShopCount {
  readonly start: number;
  readonly end: number;
  readonly booking: Booking;
  /**
   * A day known by its history: the truth for that day's units. Its money is units × price where the SKU has no order that
   * day, else that of the orders.
   */
  day(record: DailyRecord): void;
}

/** Opens the count of one shop. `hasDays` says that it keeps daily history, so that ordered units are remembered by day. */
export function openCount(shop: SellingShop, frame: CountFrame, hasDays: boolean): ShopCount {
  const {before, period, basis, tally, gaps} = frame;
  const days = zoneDays({from: before.from, to: period.to}, shop.zone);
  const places = days.dates.map((date) => ({
    date,
    inPeriod: date >= period.from,
    week: stepKey(date, 'week', period.from),
    month: date.slice(0, 7),
  }));
  const ordered = new Map<string, number>();

  const enter = (index: number, sku: string, entry: Entry) => {
    const at = places[index];
    if (at === undefined) return;
    if (!at.inPeriod) {
      tally.addBefore(entry);
      return;
    }
    if (entry.money !== null) noteGaps(gaps, entry.money, shop.name, sku);
    const offer = shop.offers.get(sku);
    const place: Place = {
      day: at.date,
      week: at.week,
      month: at.month,
      shop: shop.name,
      sku,
      product: offer?.product ?? sku,
      category: known(offer?.category),
    };
    tally.add(place, offer?.title ?? null, entry);
  };

  const book = ({line, at, costAt: costInstant, order}: BookedLine) => {
    const index = days.indexOf(at);
    if (index < 0) return;
    if (hasDays && line.quantity > 0) {
      const id = `${days.dates[index]}\u0000${line.sku}`;
      ordered.set(id, (ordered.get(id) ?? 0) + line.quantity);
    }
    enter(index, line.sku, entryOf(shop, line, costInstant, order));
  };

  return {
    start: days.start,
    end: days.end,
    booking: openBooking(basis, days, frame.nextOrder, {
      book,
      cancelled: (orderId, at) => {
        const index = days.indexOf(at);
        if (places[index]?.inPeriod === true) gaps.cancelled.add(`${shop.name}\u0000${orderId}`);
      },
      unmatched: () => {
        gaps.returnsUnmatched += 1;
      },
    }),
    day: (record) => {
      const index = days.indexOfDate(record.date);
      const {units, price, sku} = record;
      if (units === null || units < 0 || index < 0) return;
      const sold = ordered.get(`${record.date}\u0000${sku}`);
      if (sold !== undefined) enter(index, sku, unitsAlone(units - sold));
      else if (units > 0) {
        if (places[index]?.inPeriod === true) {
          gaps.dailyUnits += units;
          if (price === null) gaps.dailyUnitsUnpriced += units;
        }
        enter(
          index,
          sku,
          price === null ? unitsAlone(units) : dayEntry(shop, sku, units, price, days.instantOf(index)),
        );
      }
    },
  };
}

function noteGaps(gaps: Gaps, {taxKnown, cogs}: EntryMoney, shop: string, sku: string): void {
  gaps.lines += 1;
  if (!taxKnown) gaps.linesTaxUnknown += 1;
  if (cogs !== null) return;
  gaps.linesCostUnknown += 1;
  gaps.skusCostUnknown.add(`${shop}\u0000${sku}`);
}

function entryOf(shop: SellingShop, line: SaleLine, costInstant: number, order: number): Entry {
  if (!currencyKnown(line.currency))
    throw new KnownError('input', 'REPORT_CURRENCY_UNKNOWN', {currency: line.currency, order: line.orderId});
  const rate = shop.offers.get(line.sku)?.taxRate ?? shop.taxRate;
  const measured = measure(line, {pricesIncludeTax: shop.pricesIncludeTax, rate});
  const cost = costAt(shop.costs.get(line.sku), costInstant);
  const sold = line.quantity > 0;
  return {
    order: sold ? order : null,
    units: sold ? line.quantity : 0,
    returned: sold ? 0 : -line.quantity,
    money: {
      gmv: measured.gmv,
      discounts: measured.discounts,
      returns: measured.returns,
      tax: measured.tax,
      net: measured.net,
      taxKnown: measured.taxKnown,
      currency: line.currency,
      cogs: cost === null ? null : timesUnits(cost, line.quantity, line.orderId),
      costCurrency: shop.currency,
      fee: line.fee,
    },
  };
}

/** Units without money: a day whose price is unknown, or the difference between a day's truth and its orders. */
function unitsAlone(units: number): Entry {
  return {order: null, units, returned: 0, money: null};
}

function dayEntry(shop: SellingShop, sku: string, units: number, price: number, instant: number): Entry {
  const none = {discount: null, tax: null, shipping: null, fee: null, country: null, status: null};
  const line = {
    ...none,
    orderId: '',
    lineId: sku,
    orderedAt: instant,
    sku,
    quantity: units,
    unitPrice: price,
    currency: shop.currency,
  };
  return {...entryOf(shop, line, instant, 0), order: null};
}

function known(text: string | undefined): string | null {
  return text === undefined || text === '' ? null : text;
}
