import {type Message, message} from '../../errors.js';
import {formatAmount, type Minor} from '../../money.js';
import {type HardBounds, hardBounds} from '../bounds.js';
import {oneMinus, onePlus, times} from '../factor.js';
import type {OfferFacts} from '../facts.js';
import {nameOf} from '../guards.js';
import {cleanRivals, median, type RivalOffer} from '../rivals.js';
import type {Anchor, Distance, GuardSettings, Strategy} from '../rules.js';
import {type Proposal, propose, skip} from './types.js';

type Competition = Extract<Strategy, {kind: 'competition'}>;

/** The rival offer, or the middle of them, that a price is set against. */
interface Found {
  readonly total: number;
  readonly rival: string;
  readonly seenAt: number | null;
}

/**
 * A price against the cleaned rivals (PRICING.md §3.5). It needs a floor to stand on: without cost and minimum price it
 * skips. We are never among the rivals, so a price that is lowest by a gap moves up to the next one by itself.
 */
export function proposeCompetition(facts: OfferFacts, options: Competition, guards: GuardSettings): Proposal {
  const bounds = hardBounds(facts, guards);
  const {floor, breakEven} = bounds;
  if (floor === null) return skip(breakEven.known ? message('FLOOR_UNKNOWN', {sku: nameOf(facts)}) : breakEven.missing);
  const {offers, aside} = cleanRivals(facts, {
    condition: options.condition,
    maxAgeHours: guards.rivalMaxAgeHours,
    dropBelowBreakEven: options.position !== 'premium',
  });
  const anchor = anchorOf(offers, options.against);
  if (anchor === null) return alone(facts, options, aside);
  const wanted = priceAgainst(anchor.total, options.position, options.by);
  if (wanted === null || wanted <= 0)
    return skip(message('RIVAL_TOO_LOW', {sku: nameOf(facts), rival: anchor.rival}), aside);
  const {price, said} = calmed(wanted, options, facts, bounds);
  const reason = reasonOf(price, anchor, options, facts);
  if (facts.base === null || !waits(price, facts)) return propose(price, reason, [...aside, ...said]);
  const later = message('COMPETITION_WAITS', {wanted: formatAmount(price, facts.currency), currency: facts.currency});
  return propose(facts.base, reason, [...aside, ...said, later]);
}

const STANDS_MS = 36 * 3_600_000;

/**
 * A price that was cut waits a night before it rises again. A rival that prices at the same hour has not seen the cut yet:
 * each would undercut what the other asked the night before, and both would leap over each other down to the floor.
 */
function waits(price: Minor, {base, changedAt, weekAgo, now}: OfferFacts): boolean {
  const cut = base !== null && weekAgo !== null && weekAgo > base;
  return cut && price > base && changedAt !== null && now - changedAt < STANDS_MS;
}

/** Four times the floor is the price for buyers who hardly care (elasticity 4/3; the mean of 1,851 published ones is 2.6). */
const HIGHEST = 4;

/**
 * Two shops that set their prices against each other may climb without end: 1.27 × 0.9983 a day made a book of 23 million
 * dollars (PRICING.md §1.3). So a premium is asked on the list price at most, and a shop that knows no upper bound follows
 * its rivals up to so many times the floor, or stays where it is.
 */
function calmed(
  wanted: Minor,
  {position, by}: Competition,
  facts: OfferFacts,
  {floor, ceiling}: HardBounds,
): {readonly price: Minor; readonly said: readonly Message[]} {
  const list = facts.bounds?.listPrice ?? null;
  const onList = list !== null && list > 0 && position === 'premium' ? priceAgainst(list, position, by) : null;
  const onFloor = ceiling === null && floor !== null ? Math.max(facts.base ?? 0, HIGHEST * floor.price) : null;
  const most = Math.min(onList ?? wanted, onFloor ?? wanted);
  if (most >= wanted) return {price: wanted, said: []};
  const amounts = {wanted: formatAmount(wanted, facts.currency), most: formatAmount(most, facts.currency)};
  const kind = most === onList ? 'list' : 'floor';
  return {price: most, said: [message('COMPETITION_CALMED', {...amounts, currency: facts.currency, kind})]};
}

function anchorOf(offers: readonly RivalOffer[], against: Anchor): Found | null {
  if (offers.length === 0) return null;
  if (against === 'median') return {total: median(offers.map(({total}) => total)), rival: '', seenAt: null};
  const named = typeof against === 'object' && 'rival' in against ? against.rival.toLowerCase() : null;
  if (named !== null) return offers.find(({rival}) => rival.toLowerCase() === named) ?? null;
  const position = typeof against === 'object' && 'position' in against ? against.position : 1;
  return offers[position - 1] ?? null;
}

/** An undercut is lower by at least one minor unit; a match of a half goes down, a premium up. */
function priceAgainst(anchor: number, position: Competition['position'], by: Distance): Minor | null {
  switch (position) {
    case 'match':
      return Math.floor(anchor);
    case 'undercut': {
      const price = 'amount' in by ? anchor - by.amount : times(anchor, oneMinus(by.percent), 'half-up');
      return price === null ? null : Math.min(Math.floor(price), Math.ceil(anchor) - 1);
    }
    case 'premium':
      return 'amount' in by ? Math.ceil(anchor) + by.amount : times(anchor, onePlus(by.percent), 'up');
  }
}

function reasonOf(price: Minor, anchor: Found, {position, by, against}: Competition, facts: OfferFacts): Message {
  return message('COMPETITION', {
    price: formatAmount(price, facts.currency),
    currency: facts.currency,
    position,
    by: position === 'match' ? '' : 'amount' in by ? formatAmount(by.amount, facts.currency) : by.percent,
    unit: 'amount' in by ? 'amount' : 'percent',
    against: typeof against === 'string' ? against : 'rival' in against ? 'named' : `position ${against.position}`,
    rival: anchor.rival,
    anchor: formatAmount(Math.round(anchor.total), facts.currency),
    hours: anchor.seenAt === null ? '' : String(Math.max(0, Math.round((facts.now - anchor.seenAt) / 3_600_000))),
  });
}

/**
 * Nobody to compare with: the regular price where there is one, else the price as it is. A rival that was not looked at
 * lately may still be there: then nothing is known, and the price stays.
 */
function alone(facts: OfferFacts, {alone: mode}: Competition, aside: readonly Message[]): Proposal {
  const unseen = aside.some(({code, params}) => code === 'RIVAL_ASIDE' && params.why === 'stale');
  const list = unseen ? null : (facts.bounds?.listPrice ?? null);
  const price = mode === 'list' && list !== null && list > 0 ? list : facts.base;
  if (price === null) return skip(message('PRICE_UNKNOWN', {sku: nameOf(facts)}), aside);
  const kind = price === list && mode === 'list' ? 'list' : 'hold';
  return propose(
    price,
    message('NO_RIVALS', {
      price: formatAmount(price, facts.currency),
      currency: facts.currency,
      kind,
      aside: aside.length,
    }),
    aside,
  );
}
