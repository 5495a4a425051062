import type {PriceHistory} from '../../app/price/history.js';
import type {Pinned} from '../../app/price/pin.js';
import type {Candidate, Reasons} from '../../app/price/why.js';
import type {GuardVerdict} from '../../domain/change/types.js';
import type {Message} from '../../domain/errors.js';
import {amountOrNull} from '../../domain/money.js';
import {instantOrNull, instantText, plain} from '../format.js';
import type {Screen} from '../screen.js';

/** Why a price is what it is: the strategies, the choice, each guard with its number, and what would have to change. */
export function showWhy(screen: Screen, why: Reasons): void {
  const {currency} = why;
  const amount = (minor: number | null) => amountOrNull(minor, currency) ?? '–';
  const place = why.rule.line === null ? (why.rule.file ?? '') : `${why.rule.file}:${why.rule.line}`;
  const head = {sku: plain(why.sku), now: amount(why.now), currency, rule: plain(why.rule.name ?? ''), place};
  if (why.outcome === 'change') screen.say('price.why.head', {...head, next: amount(why.next)});
  else screen.say('price.why.kept', {...head, outcome: why.outcome});
  if (why.live !== why.now) screen.say('price.why.live', {live: amount(why.live), currency});
  screen.line();
  screen.table(
    [
      {label: screen.text('price.why.strategy', {})},
      {label: screen.text('price.why.price', {}), align: 'right'},
      {label: screen.text('price.why.because', {}), shrink: true},
    ],
    why.candidates.map((each) => candidateRow(screen, each, amount)),
  );
  for (const {proposal} of why.candidates) {
    for (const said of proposal.evidence) screen.line(`    ${plain(screen.words(said).text)}`);
  }
  const chosen = why.candidates.find((each) => each.chosen);
  screen.line(`  ${screen.text('price.why.chosen', {strategy: chosen?.strategy ?? 'hold'})}`);
  if (why.guards.length > 0) {
    screen.table(
      [
        {label: screen.text('price.why.guard', {})},
        {label: screen.text('price.why.verdict', {})},
        {label: screen.text('price.why.because', {}), shrink: true},
      ],
      why.guards.map((guard) => guardRow(screen, guard)),
      {indent: 4},
    );
  }
  screen.line(`  ${screen.text('price.why.margin', {now: why.marginNow ?? '', next: why.marginNext ?? ''})}`);
  if (why.reason !== null) hinted(screen, why.reason);
  for (const said of why.otherwise) screen.line(`  ${screen.words(said).text}`);
}

function candidateRow(screen: Screen, {strategy, proposal}: Candidate, amount: (minor: number) => string): string[] {
  if (proposal.kind === 'skip') return [strategy, '–', plain(screen.words(proposal.reason).text)];
  return [strategy, amount(proposal.price), plain(proposal.reasons.map((said) => screen.words(said).text).join('; '))];
}

function guardRow(screen: Screen, {code, verdict, to, why}: GuardVerdict): string[] {
  const words = why === undefined ? '' : plain(screen.words(why).text);
  const marked =
    verdict === 'hold' ? screen.paint.harm(verdict) : verdict === 'clamp' ? screen.paint.look(verdict) : verdict;
  return [code, to === undefined ? marked : `${marked} → ${to}`, words];
}

function hinted(screen: Screen, said: Message): void {
  const {text, hint} = screen.words(said);
  screen.line(`  ${plain(text)}`);
  if (hint !== '') screen.line(`    ${hint}`);
}

/** The same as data. */
export function whyJson(why: Reasons): object {
  const amount = (minor: number | null) => amountOrNull(minor, why.currency);
  const {floors, ceilings, breakEven} = why.bounds;
  const bound = (each: {readonly source: string; readonly price: number}) => ({
    source: each.source,
    price: amount(each.price),
  });
  return {
    shop: why.shop,
    sku: why.sku,
    title: why.title,
    currency: why.currency,
    price: amount(why.now),
    livePrice: amount(why.live),
    next: amount(why.next),
    outcome: why.outcome,
    rule: why.rule,
    strategies: why.candidates.map(({strategy, chosen, proposal}) => ({
      strategy,
      chosen,
      ...(proposal.kind === 'skip'
        ? {skipped: proposal.reason}
        : {price: amount(proposal.price), reasons: proposal.reasons}),
      evidence: proposal.evidence,
    })),
    guards: why.guards,
    reason: why.reason,
    bounds: {floors: floors.map(bound), ceilings: ceilings.map(bound)},
    breakEven: breakEven.known ? amount(breakEven.price) : null,
    margin: {now: why.marginNow, next: why.marginNext},
    otherwise: why.otherwise,
  };
}

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
