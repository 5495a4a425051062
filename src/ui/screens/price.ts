import type {PriceHistory} from '../../app/price/history.js';
import type {Pinned} from '../../app/price/pin.js';
import {amountOrNull} from '../../domain/money.js';
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
  if (lowest === null) return;
  screen.line();
  const until = zoned(lowest.until, zone);
  const price = amountOrNull(lowest.price, currency);
  if (price === null || lowest.since === null) screen.say('price.history.no-lowest', {days: lowest.days, until});
  else {
    const since = zoned(lowest.since, zone);
    screen.say('price.history.lowest', {
      days: lowest.days,
      price,
      currency,
      since,
      until,
      promotion: lowest.promotion ?? '',
    });
  }
  const first = entries[0];
  if (!lowest.complete && first !== undefined)
    screen.say('price.history.partial', {days: lowest.days, since: zoned(first.at, zone)});
}

/** The same as data. */
export function historyJson({shop, sku, currency, zone, entries, lowest}: PriceHistory): object {
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
          },
  };
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
