import {type Buyer, buyersOf, type Market} from './buyers.js';
import {willingness} from './demand.js';
import {look, lookAt} from './rivals.js';
import {lineOf, returnOf} from './sales.js';
import {costShock, reorder} from './supply.js';
import type {CostNotice, Good, Life, OrderLine, Rival, Sighting} from './types.js';

/** What happens to a good at an instant. `order` settles which comes first at the same one. */
type Event = {readonly at: number; readonly order: number} & (
  | {readonly kind: 'morning'}
  | {readonly kind: 'arrival'; readonly quantity: number}
  | {readonly kind: 'look'; readonly rival: string}
  | {readonly kind: 'buyer'; readonly buyer: Buyer}
  | {readonly kind: 'return'; readonly line: OrderLine; readonly restocked: boolean}
);

/** A good on its way through a stretch of a day. Local to this file: it is filled and handed out whole. */
interface Passage {
  good: Good;
  readonly lines: OrderLine[];
  readonly sightings: Sighting[];
  readonly costs: CostNotice[];
}

/**
 * Lets one good live through the part of a day that lies after `from` and not after `to`. A day that is passed in two
 * pieces is the same day.
 */
export function passDay(market: Market, good: Good, from: number, to: number): Readonly<Passage> {
  const passage: Passage = {good, lines: [], sightings: [], costs: []};
  for (const event of eventsOf(market, good, from, to)) happen(market, passage, event);
  return passage;
}

function eventsOf(market: Market, good: Good, from: number, to: number): Event[] {
  const {terms, day} = market;
  const {life} = good;
  const events: Event[] = [
    {at: day.start, order: 0, kind: 'morning'},
    ...life.supplier.incoming.map(({arrivesAt, quantity}) => ({
      at: arrivesAt,
      order: 1,
      kind: 'arrival' as const,
      quantity,
    })),
    ...life.rivals.map((rival) => ({
      at: lookAt(terms, good, rival, day),
      order: 2,
      kind: 'look' as const,
      rival: rival.name,
    })),
    ...buyersOf(market, good).map((buyer) => ({at: buyer.at, order: 3, kind: 'buyer' as const, buyer})),
    ...life.returns.map(({at, line, restocked}) => ({at, order: 4, kind: 'return' as const, line, restocked})),
  ];
  return events
    .filter(({at}) => at > from && at <= to && at >= day.start && at < day.end)
    .sort((a, b) => a.at - b.at || a.order - b.order);
}

function happen(market: Market, passage: Passage, event: Event): void {
  switch (event.kind) {
    case 'morning':
      morning(market, passage);
      break;
    case 'arrival':
      arrive(passage, event.at, event.quantity);
      break;
    case 'look':
      see(market, passage, event.rival, event.at);
      break;
    case 'buyer':
      sell(market, passage, event.buyer);
      break;
    case 'return':
      takeBack(passage, event.line, event.restocked);
      break;
  }
}

function live(passage: Passage, patch: Partial<Life>, stock = passage.good.stock): void {
  passage.good = {...passage.good, stock, life: {...passage.good.life, ...patch}};
}

function morning({terms, day}: Market, passage: Passage): void {
  const {good} = passage;
  const factor = costShock(terms, good.category, day);
  const supplier = reorder(good, day);
  if (factor === 1) {
    if (supplier !== good.life.supplier) live(passage, {supplier});
    return;
  }
  const cost = Math.max(1, Math.round(supplier.cost * factor));
  live(passage, {supplier: {...supplier, cost}});
  passage.costs.push({sku: good.sku, cost, effectiveFrom: day.start});
}

function arrive(passage: Passage, at: number, quantity: number): void {
  const {supplier} = passage.good.life;
  const incoming = supplier.incoming.filter((each) => each.arrivesAt !== at);
  live(passage, {supplier: {...supplier, incoming}}, (passage.good.stock ?? 0) + quantity);
}

function see({terms, day}: Market, passage: Passage, name: string, at: number): void {
  const {good} = passage;
  const rivals = good.life.rivals.map((rival): Rival => (rival.name === name ? look(terms, good, rival, day) : rival));
  live(passage, {rivals});
  const seen = rivals.find((rival) => rival.name === name);
  if (seen !== undefined)
    passage.sightings.push({sku: good.sku, rival: name, price: seen.price, inStock: seen.inStock, seenAt: at});
}

function sell(market: Market, passage: Passage, buyer: Buyer): void {
  const {price, stock, life} = passage.good;
  if (price === null || buyer.reserve >= willingness(life.demand, price, life.rivals)) return;
  const quantity = Math.min(buyer.quantity, stock ?? buyer.quantity);
  if (quantity <= 0) return;
  const line = lineOf(market, passage.good, buyer, quantity, price);
  passage.lines.push(line);
  live(passage, {returns: [...life.returns, ...returnOf(buyer, line)]}, stock === null ? null : stock - quantity);
}

function takeBack(passage: Passage, line: OrderLine, restocked: boolean): void {
  const {stock, life} = passage.good;
  passage.lines.push(line);
  const returns = life.returns.filter((each) => each.line.orderId !== line.orderId || each.line.lineId !== line.lineId);
  live(passage, {returns}, stock !== null && restocked ? stock - line.quantity : stock);
}
