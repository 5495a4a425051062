import type {Claim, PriceHistory} from '../../app/price/history.js';
import type {Pinned} from '../../app/price/pin.js';
import {amountOrNull, formatAmount} from '../../domain/money.js';
import {instantOrNull, instantText, plain} from '../format.js';
import type {Screen} from '../screen.js';

/** The ledger of one SKU, oldest first, and the lowest price when it was asked for. */
export function showHistory(screen: Screen, history: PriceHistory): void {
  const {sku, shop, currency, zone, entries, lowest} = history;
  screen.say('price.history.head', {sku: plain(sku), shop, currency, zone});
  screen.line();
  screen.table(
    [
      {label: screen.text('price.history.at', {})},
      {label: screen.text('price.history.price', {}), align: 'right'},
      {label: screen.text('price.history.compare', {}), align: 'right'},
      {label: screen.text('price.history.source', {})},
    ],
    entries.map(({at, price, compareAt, currency: own, source, run, promotion}) => [
      zoned(at, zone),
      amountOrNull(price, own) ?? '–',
      amountOrNull(compareAt, own) ?? '–',
      [run ?? source, promotion].filter((each) => each !== null).join(' '),
    ]),
  );
  if (lowest !== null) showLowest(screen, history, lowest);
  if (history.sold !== undefined) showSold(screen, history, history.sold);
}

function showLowest(
  screen: Screen,
  {currency, zone, entries}: PriceHistory,
  lowest: NonNullable<PriceHistory['lowest']>,
): void {
  screen.line();
  const {days, claim} = lowest;
  const until = zoned(lowest.until, zone);
  const price = amountOrNull(lowest.price, currency);
  if (price === null || lowest.since === null) screen.say('price.history.no-lowest', {days, until});
  else {
    const since = zoned(lowest.since, zone);
    screen.say('price.history.lowest', {days, price, currency, since, until, promotion: lowest.promotion ?? ''});
    if (claim !== null) showClaim(screen, claim, price, currency);
  }
  const first = entries[0];
  if (!lowest.complete && first !== undefined)
    screen.say('price.history.partial', {days, since: zoned(first.at, zone)});
}

function showSold(screen: Screen, {currency, zone}: PriceHistory, sold: NonNullable<PriceHistory['sold']>): void {
  screen.line();
  const until = zoned(sold.until, zone);
  if (sold.deal === null) screen.say('price.history.never-sold', {until});
  else {
    const {rule, claim} = sold.deal;
    const price = formatAmount(sold.deal.price, currency);
    screen.say('price.history.sold', {price, currency, at: zoned(sold.deal.at, zone), until, rule});
    showClaim(screen, claim, price, currency);
  }
}

function showClaim(screen: Screen, {price, off}: Claim, reference: string, currency: string): void {
  screen.say('price.history.claim', {price: formatAmount(price, currency), currency, reference, off: off ?? ''});
}

/** The same as data. */
export function historyJson({shop, sku, currency, zone, entries, lowest, sold}: PriceHistory): object {
  return {
    shop,
    sku,
    currency,
    zone,
    prices: entries.map(({at, price, compareAt, currency: own, source, run, promotion}) => ({
      from: instantText(at),
      price: amountOrNull(price, own),
      compareAtPrice: amountOrNull(compareAt, own),
      currency: own,
      source,
      run,
      promotion,
    })),
    lowest:
      lowest === null
        ? null
        : {
            days: lowest.days,
            price: amountOrNull(lowest.price, currency),
            since: instantOrNull(lowest.since),
            from: instantText(lowest.from),
            until: instantText(lowest.until),
            complete: lowest.complete,
            promotion: lowest.promotion,
            claimable: claimJson(lowest.claim, currency),
          },
    sold:
      sold === undefined
        ? null
        : {
            until: instantText(sold.until),
            price: amountOrNull(sold.deal?.price ?? null, currency),
            at: instantOrNull(sold.deal?.at ?? null),
            rule: sold.deal?.rule ?? null,
            claimable: claimJson(sold.deal?.claim ?? null, currency),
          },
  };
}

/** What may be told of the price of now: percent off the reference, null where it is no reduction of it. */
function claimJson(claim: Claim | null, currency: string): object | null {
  return claim === null ? null : {price: formatAmount(claim.price, currency), percent: claim.off};
}

export function showPinned(screen: Screen, {shop, sku, pinned, until, price, currency, zone}: Pinned): void {
  if (!pinned) screen.say('price.unpinned', {sku: plain(sku), shop});
  else {
    const figure = amountOrNull(price, currency) ?? '–';
    screen.say('price.pinned', {
      sku: plain(sku),
      shop,
      price: figure,
      currency,
      until: instantOrNull(until) ?? '',
      zone,
    });
  }
}

export function pinnedJson({shop, sku, pinned, until, reason, price, currency}: Pinned): object {
  return {shop, sku, pinned, until: instantOrNull(until), reason, price: amountOrNull(price, currency), currency};
}

/** An instant as a clock in the shop's zone shows it: "2026-03-01 02:00". */
function zoned(at: number, zone: string): string {
  const format = new Intl.DateTimeFormat('sv-SE', {timeZone: zone, dateStyle: 'short', timeStyle: 'short'});
  return format.format(at);
}
