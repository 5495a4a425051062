/**
 * A small shop and what souk promises of it, without any of souk's code: prices are integers, and a run is a list of
 * rows that are written or are not.
 */
export interface Offer {
  readonly product: string;
  /** Which of the things that had this name one after the other. */
  readonly identity: number;
  live: number;
  /** The price without a promotion. */
  base: number;
  /** The price that the promotion set, while it stands. */
  overlay: number | null;
  /** The visible price as souk saw it last. */
  seen: number;
}

/** From what, to what. */
type Move = readonly [number, number];

/** What a run does to one offer. */
export interface Row {
  readonly sku: string;
  readonly live: Move;
  /** False: the visible price is left as it is. */
  readonly shows: boolean;
  readonly base: Move | null;
  /** True: the promotion's price is set; false: it is taken back. */
  readonly promoted: boolean | null;
  /** True: the product is made; false: it is taken down. */
  readonly made: boolean | null;
  fate: 'pending' | 'written' | 'left' | 'undone';
  /** Somebody changed it while the run was under way. */
  touched: boolean;
  /** The promotion was cancelled while the run was under way: what was not sent by then is not sent any more. */
  revoked: boolean;
  /** The thing it wrote to. */
  identity: number;
  /** For an undo: what it takes back. */
  readonly undoes: Row | null;
}

export interface ModelRun {
  readonly id: string;
  readonly rows: readonly Row[];
  /** Where the shop's own log stood when it began. */
  readonly from: number;
}

export interface Model {
  readonly offers: Map<string, Offer>;
  readonly runs: ModelRun[];
  open: ModelRun | null;
  /** True while the promotion's prices must stand. */
  promotion: boolean;
  /** Numbers given away: no price stands twice, so that none can be taken for another. */
  given: number;
}

export function newModel(goods: readonly {sku: string; product: string; price: number}[]): Model {
  const offers = goods.map(({sku, product, price}, identity) => {
    return [sku, {product, identity, live: price, base: price, overlay: null, seen: price}] as const;
  });
  return {offers: new Map(offers), runs: [], open: null, promotion: false, given: goods.length};
}

/** A price that never stood before, nor will; nor is it a fifth off another one. */
export function freshPrice(model: Model): number {
  model.given += 1;
  return 2000 + model.given * 7;
}

/** A fifth off, as souk rounds. */
export function salePrice(base: number): number {
  return Math.round(base * 0.8);
}

export function offerIn({offers}: Model, sku: string): Offer {
  const offer = offers.get(sku);
  if (offer === undefined) throw new RangeError(`no offer ${sku}`);
  return offer;
}

/** souk looks at the whole shop. */
export function pulled(model: Model): void {
  saw(model, new Map([...model.offers].map(([sku, {live}]) => [sku, live])));
}

/** What souk has seen by now: somebody's own price that is not a promotion's is the price without one. */
export function saw({offers, open}: Model, prices: ReadonlyMap<string, number>): void {
  for (const [sku, offer] of offers) {
    const price = prices.get(sku) ?? offer.seen;
    // What the open run wrote is souk's own doing, read back or not.
    if (open?.rows.some((row) => row.sku === sku && !row.touched && row.live[1] === price) === true) continue;
    if (price !== offer.seen && offer.overlay === null) offer.base = price;
    offer.seen = price;
  }
}

/** Somebody sets a price in the shop. */
export function edited(model: Model, sku: string, price: number): void {
  const offer = offerIn(model, sku);
  offer.live = price;
  for (const row of model.open?.rows ?? []) if (row.sku === sku) row.touched = true;
}

type NewRow = Pick<Row, 'sku' | 'live'> & Partial<Row>;

function rowOf(row: NewRow): Row {
  const plain = {shows: true, base: null, promoted: null, made: null, identity: -1, undoes: null};
  return {...plain, ...row, fate: 'pending', touched: false, revoked: false};
}

/** A price set by hand through souk; nothing where a promotion runs, which freezes it. */
export function priceRows(model: Model, sku: string, price: number): readonly Row[] {
  const {live, base, overlay} = offerIn(model, sku);
  return overlay === null ? [rowOf({sku, live: [live, price], base: [base, price]})] : [];
}

/** A new product with one variant. */
export function makeRows(sku: string, price: number): readonly Row[] {
  return [rowOf({sku, live: [0, price], made: true})];
}

/** What is due: the promotion's price where it does not stand yet; once it is over, the base where it still stands. */
export function dueRows(model: Model): readonly Row[] {
  return [...model.offers].flatMap(([sku, {live, base, overlay}]) => {
    if (model.promotion) return overlay === null ? [rowOf({sku, live: [live, salePrice(base)], promoted: true})] : [];
    return overlay !== null && live === overlay ? [rowOf({sku, live: [live, base], promoted: false})] : [];
  });
}

/** What of a run can be taken back: each thing that still stands as the run left it. */
export function undoRows(model: Model, run: ModelRun): readonly Row[] {
  return run.rows.flatMap((row) => {
    if (row.fate !== 'written') return [];
    const offer = model.offers.get(row.sku);
    if (row.made === false) return offer === undefined ? [back(row, true, null)] : [];
    if (offer === undefined || offer.identity !== row.identity) return [];
    const shows = row.shows && offer.live === row.live[1];
    if (row.made === true) return shows ? [back(row, true, null)] : [];
    const kept = row.shows && !shows && offer.live !== row.live[0];
    const stands = row.base !== null && offer.base === row.base[1] && row.base[0] !== row.base[1];
    const base = stands && row.base !== null && (!kept || offer.overlay !== null) ? swapped(row.base) : null;
    return shows || base !== null ? [back(row, shows, base)] : [];
  });
}

function back(row: Row, shows: boolean, base: Move | null): Row {
  const not = (value: boolean | null) => (value === null ? null : !value);
  const {sku, promoted, made, live} = row;
  return rowOf({sku, live: swapped(live), shows, base, promoted: not(promoted), made: not(made), undoes: row});
}

function swapped([before, after]: Move): Move {
  return [after, before];
}

/** A row is in the shop, and souk knows of it. One that somebody touched since shows his price. */
export function written(model: Model, row: Row): void {
  row.fate = 'written';
  if (row.undoes !== null) row.undoes.fate = 'undone';
  if (row.undoes?.undoes) row.undoes.undoes.fate = 'written';
  if (row.made === false) {
    model.offers.delete(row.sku);
    return;
  }
  if (row.made === true) {
    model.given += 1;
    const [, price] = row.live;
    const fresh = {live: price, base: price, overlay: null, seen: price};
    model.offers.set(row.sku, {product: row.sku.toLowerCase(), identity: model.given, ...fresh});
    if (row.undoes?.undoes) row.undoes.undoes.identity = model.given;
  }
  const offer = offerIn(model, row.sku);
  row.identity = offer.identity;
  if (row.shows && !row.touched) {
    offer.live = row.live[1];
    offer.seen = offer.live;
  }
  if (row.base !== null) offer.base = row.base[1];
  if (row.promoted === true) offer.overlay = row.live[1];
  if (row.promoted !== false) return;
  offer.overlay = null;
  // An undo writes the price of before the promotion: that is the price without it, also where the base has moved since.
  if (row.undoes !== null) offer.base = offer.seen;
}

/** Whether the promotion's prices must stand from now on. */
export function stands(model: Model, promotion: boolean): void {
  model.promotion = promotion;
  for (const row of model.open?.rows ?? []) if (!promotion && row.promoted === true) row.revoked = true;
  if (!promotion) released(model);
}

/** The promotion is over: where somebody set his own price meanwhile, that is the price without it. */
function released(model: Model): void {
  for (const offer of model.offers.values()) {
    if (offer.overlay === null || offer.seen === offer.overlay) continue;
    offer.overlay = null;
    offer.base = offer.seen;
  }
}
