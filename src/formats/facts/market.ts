import type {DailyRecord, OrderRecord, RivalRecord} from '../../domain/facts.js';
import {type FactKind, flag, number, text, textOrNull} from './kind.js';
import type {Values} from './row.js';

/** What happened: orders, days and rivals' offers. `shipping` and `condition` of rivals are souk's addition to COMMANDS.md. */
export const orders: FactKind<OrderRecord> = {
  file: 'orders.csv',
  personal: true,
  columns: [
    {name: 'order_id', type: 'code', need: 'cell'},
    {name: 'line_id', type: 'code'},
    {name: 'ordered_at', type: 'instant', need: 'cell'},
    {name: 'sku', type: 'code', need: 'cell'},
    {name: 'quantity', type: 'quantity', need: 'cell'},
    {name: 'unit_price', type: 'amount', need: 'cell'},
    {name: 'discount', type: 'signed'},
    {name: 'tax', type: 'signed'},
    {name: 'shipping', type: 'signed'},
    {name: 'fee', type: 'signed'},
    {name: 'currency', type: 'currency'},
    {name: 'country', type: 'country'},
    {name: 'customer_id', type: 'text'},
    {name: 'status', type: 'word'},
  ],
  key: ({orderId, lineId}) => JSON.stringify([orderId, lineId]),
  record: (v, currency) => ({
    orderId: text(v['order_id']),
    lineId: lineIdOf(v),
    orderedAt: number(v['ordered_at']) ?? 0,
    sku: text(v['sku']),
    quantity: number(v['quantity']) ?? 0,
    unitPrice: number(v['unit_price']) ?? 0,
    discount: number(v['discount']),
    tax: number(v['tax']),
    shipping: number(v['shipping']),
    fee: number(v['fee']),
    currency: textOrNull(v['currency']) ?? currency,
    country: textOrNull(v['country']),
    customerId: textOrNull(v['customer_id']),
    status: textOrNull(v['status']),
  }),
  reader: numbered,
  values: (r) => ({
    order_id: r.orderId,
    line_id: r.lineId,
    ordered_at: r.orderedAt,
    sku: r.sku,
    quantity: r.quantity,
    unit_price: r.unitPrice,
    discount: r.discount,
    tax: r.tax,
    shipping: r.shipping,
    fee: r.fee,
    currency: r.currency,
    country: r.country,
    customer_id: r.customerId,
    status: r.status,
  }),
};

export const daily: FactKind<DailyRecord> = {
  file: 'daily.csv',
  personal: false,
  columns: [
    {name: 'date', type: 'date', need: 'cell'},
    {name: 'sku', type: 'code', need: 'cell'},
    {name: 'price', type: 'amount'},
    {name: 'units', type: 'stock'},
    {name: 'start_stock', type: 'stock'},
  ],
  key: ({date, sku}) => `${date} ${sku}`,
  record: (v) => ({
    date: text(v['date']),
    sku: text(v['sku']),
    price: number(v['price']),
    units: number(v['units']),
    startStock: number(v['start_stock']),
  }),
  values: (r) => ({date: r.date, sku: r.sku, price: r.price, units: r.units, start_stock: r.startStock}),
};

export const rivals: FactKind<RivalRecord> = {
  file: 'rivals.csv',
  personal: false,
  columns: [
    {name: 'sku', type: 'code', need: 'cell'},
    {name: 'rival', type: 'text', need: 'cell'},
    {name: 'price', type: 'price'},
    {name: 'in_stock', type: 'flag'},
    {name: 'seen_at', type: 'instant', need: 'cell'},
    {name: 'shipping', type: 'amount'},
    {name: 'condition', type: 'text'},
  ],
  key: ({sku, rival, seenAt}) => JSON.stringify([sku, rival, seenAt]),
  record: (v) => ({
    sku: text(v['sku']),
    rival: text(v['rival']),
    price: number(v['price']),
    shipping: number(v['shipping']),
    inStock: flag(v['in_stock']) ?? number(v['price']) !== null,
    condition: textOrNull(v['condition']),
    seenAt: number(v['seen_at']) ?? 0,
  }),
  values: (r) => ({
    sku: r.sku,
    rival: r.rival,
    price: r.price,
    in_stock: r.inStock,
    seen_at: r.seenAt,
    shipping: r.shipping,
    condition: r.condition,
  }),
};

/**
 * Without a line id the SKU names the line. A return is a line of its own, named by when it came back: many programs
 * give it the line id of its sale, which it must not replace.
 */
function lineIdOf(v: Values): string {
  const line = textOrNull(v['line_id']) ?? text(v['sku']);
  if ((number(v['quantity']) ?? 0) >= 0) return line;
  const mark = ` return ${number(v['ordered_at']) ?? 0}`;
  return line.endsWith(mark) || line.includes(`${mark} #`) ? line : `${line}${mark}`;
}

/** Lines of one order that only their place tells apart are numbered as they appear: `MUG-01`, `MUG-01 #2`. */
function numbered(currency: string): (values: Values) => OrderRecord {
  const seen = new Map<string, number>();
  return (values) => {
    const record = orders.record(values, currency);
    if (textOrNull(values['line_id']) !== null) return record;
    const key = orders.key(record);
    const count = (seen.get(key) ?? 0) + 1;
    seen.set(key, count);
    return count === 1 ? record : {...record, lineId: `${record.lineId} #${count}`};
  };
}
