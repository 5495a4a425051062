import {advance} from '../market/advance.js';
import {lifeOf} from '../market/birth.js';
import {onOrder} from '../market/supply.js';
import type {Good, Happenings, Life, MarketState} from '../market/types.js';
import {nowOf, type ShopFile, writeMeta} from './file.js';
import {pruneSightings} from './prune.js';
import {contentOf, productOf, type VariantRow, variantBy} from './rows.js';

/** What passed in a stretch of simulated time; revenue in minor units, sales less returns. */
export interface Passage {
  readonly from: number;
  readonly to: number;
  readonly days: number;
  readonly orders: number;
  readonly units: number;
  readonly returned: number;
  readonly revenue: number;
}

/**
 * Brings a variant to market once it has a SKU and a price: hidden demand, rivals, a supplier. What has no SKU can not
 * be ordered in this shop. `renamed`: the feeds tell its cost again under its new SKU.
 */
export function comeToMarket(file: ShopFile, id: number, renamed = false): void {
  const {db, terms} = file;
  const row = variantBy(db, {remoteId: String(id)});
  if (row === undefined || row.sku === null) return;
  if (row.life !== null) {
    if (renamed) tellTerms(file, row.sku, JSON.parse(row.life) as Life);
    return;
  }
  if (row.price === null || row.price <= 0) return;
  const product = productOf(db, row);
  const category = product === undefined ? '' : contentOf(product).category;
  const life = lifeOf(terms, {sku: row.sku, category, price: row.price, cost: row.cost});
  db.prepare('UPDATE variant SET life = ? WHERE id = ?').run(JSON.stringify(life), id);
  tellTerms(file, row.sku, life);
  const now = nowOf(db);
  const sightings = life.rivals.map(({name, price, inStock}) => ({
    sku: row.sku ?? '',
    rival: name,
    price,
    inStock,
    seenAt: now,
  }));
  keep(file, {lines: [], costs: [], sightings});
}

/** The supplier says what a good costs and how fast it comes. */
function tellTerms(file: ShopFile, sku: string, life: Life): void {
  keep(file, {lines: [], sightings: [], costs: [{sku, cost: life.supplier.cost, effectiveFrom: null}]});
  tellSupply(file, sku, life);
}

function tellSupply({db}: ShopFile, sku: string, {supplier}: Life): void {
  db.prepare('DELETE FROM supply WHERE sku = ?').run(sku);
  db.prepare('INSERT INTO supply (sku, on_order, lead_time_days, replenishable) VALUES (?, ?, ?, ?)').run(
    sku,
    onOrder(supplier),
    supplier.leadTimeDays,
    supplier.replenishable ? 1 : 0,
  );
}

/** A SKU that the shop no longer has is no longer supplied. */
export function forgetSupply({db}: ShopFile, sku: string | null): void {
  if (sku !== null) db.prepare('DELETE FROM supply WHERE sku = ?').run(sku);
}

/** Everything on the market now, in the order of its SKUs. */
function marketOf({db, terms}: ShopFile): MarketState {
  const rows = db
    .prepare<[], VariantRow & {content: string; handle: string}>(
      'SELECT v.*, p.content, p.handle FROM variant v JOIN product p ON p.id = v.product_id WHERE v.life IS NOT NULL AND v.sku IS NOT NULL ORDER BY v.sku',
    )
    .all();
  const goods = rows.map((row): Good => {
    const {status, category} = contentOf({id: row.product_id, handle: row.handle, content: row.content});
    const price = status === 'active' && row.price !== null && row.price > 0 ? row.price : null;
    return {
      id: row.id,
      sku: row.sku ?? '',
      category,
      price,
      taxRate: row.tax_rate,
      stock: row.stock,
      life: JSON.parse(row.life ?? '') as Life,
    };
  });
  return {terms, now: nowOf(db), goods};
}

/** Lets the shop live on to an instant, and keeps what happened; the caller holds the transaction. */
export function pass(file: ShopFile, to: number): Passage {
  const before = marketOf(file);
  const orders = new Set<string>();
  let [days, units, returned, revenue] = [0, 0, 0, 0];
  let after: MarketState = before;
  for (const {state, happenings} of advance(before, to)) {
    after = state;
    days++;
    keep(file, happenings);
    for (const {orderId, quantity, unitPrice} of happenings.lines) {
      revenue += unitPrice * quantity;
      if (quantity < 0) returned -= quantity;
      else {
        units += quantity;
        orders.add(orderId);
      }
    }
  }
  keepGoods(file, before.goods, after.goods);
  writeMeta(file.db, 'now', Math.max(to, before.now));
  pruneSightings(file.db, Math.max(to, before.now));
  return {from: before.now, to: Math.max(to, before.now), days, orders: orders.size, units, returned, revenue};
}

function keepGoods(file: ShopFile, before: readonly Good[], after: readonly Good[]): void {
  const update = file.db.prepare('UPDATE variant SET stock = ?, life = ? WHERE id = ?');
  after.forEach((good, i) => {
    const old = before[i];
    if (good === old) return;
    update.run(good.stock, JSON.stringify(good.life), good.id);
    if (old === undefined || onOrder(old.life.supplier) !== onOrder(good.life.supplier))
      tellSupply(file, good.sku, good.life);
  });
}

/** Adds what happened to the feeds. */
function keep({db}: ShopFile, {lines, sightings, costs}: Happenings): void {
  const line = db.prepare(
    `INSERT INTO order_line (order_id, line_id, ordered_at, sku, quantity, unit_price, tax, shipping, fee, country, customer_id, status)
     VALUES (@orderId, @lineId, @orderedAt, @sku, @quantity, @unitPrice, @tax, @shipping, @fee, @country, @customerId, @status)`,
  );
  for (const each of lines) line.run(each);
  const sighting = db.prepare('INSERT INTO sighting (sku, rival, price, in_stock, seen_at) VALUES (?, ?, ?, ?, ?)');
  for (const {sku, rival, price, inStock, seenAt} of sightings)
    sighting.run(sku, rival, price, inStock ? 1 : 0, seenAt);
  // What the shop does not hold a cost of is between the merchant and the supplier: the merchant's own file tells it.
  const cost = db.prepare(
    `INSERT INTO cost (sku, cost, effective_from)
     SELECT @sku, @cost, @effectiveFrom WHERE EXISTS (SELECT 1 FROM variant WHERE sku = @sku AND cost IS NOT NULL)`,
  );
  for (const each of costs) cost.run(each);
}
