import type {BoundsRecord, CostRecord, FeeRecord, ItemRecord, SupplyRecord} from '../../domain/facts.js';
import {type FactKind, flag, number, text, textOrNull} from './kind.js';

/** What the merchant knows: items, costs, bounds and supply. Columns: COMMANDS.md "The folder shop". */
export const items: FactKind<ItemRecord> = {
  file: 'items.csv',
  personal: false,
  columns: [
    {name: 'item', type: 'code', need: 'cell'},
    {name: 'sku', type: 'code', need: 'cell'},
    {name: 'pack', type: 'pack'},
    {name: 'supplier', type: 'text'},
    {name: 'moq', type: 'count'},
    {name: 'pack_size', type: 'count'},
    {name: 'weight_g', type: 'count'},
  ],
  key: ({sku}) => sku,
  record: (v) => ({
    item: text(v['item']),
    sku: text(v['sku']),
    pack: number(v['pack']) ?? 1,
    supplier: textOrNull(v['supplier']),
    minimumOrder: number(v['moq']),
    packSize: number(v['pack_size']),
    weightGrams: number(v['weight_g']),
  }),
  values: (r) => ({
    item: r.item,
    sku: r.sku,
    pack: r.pack,
    supplier: r.supplier,
    moq: r.minimumOrder,
    pack_size: r.packSize,
    weight_g: r.weightGrams,
  }),
};

export const costs: FactKind<CostRecord> = {
  file: 'costs.csv',
  personal: false,
  columns: [
    {name: 'sku', type: 'code', need: 'cell'},
    {name: 'cost', type: 'price', need: 'cell'},
    {name: 'fee_rate', type: 'rate'},
    {name: 'fee_fixed', type: 'amount'},
    {name: 'return_cost', type: 'amount'},
    {name: 'effective_from', type: 'instant'},
  ],
  key: ({sku, effectiveFrom}) => `${effectiveFrom ?? ''} ${sku}`,
  record: (v) => ({
    sku: text(v['sku']),
    cost: number(v['cost']) ?? 0,
    feeRate: textOrNull(v['fee_rate']),
    feeFixed: number(v['fee_fixed']),
    returnCost: number(v['return_cost']),
    effectiveFrom: number(v['effective_from']),
  }),
  values: (r) => ({
    sku: r.sku,
    cost: r.cost,
    fee_rate: r.feeRate,
    fee_fixed: r.feeFixed,
    return_cost: r.returnCost,
    effective_from: r.effectiveFrom,
  }),
};

export const fees: FactKind<FeeRecord> = {
  file: 'fees.csv',
  personal: false,
  columns: [
    {name: 'sku', type: 'code'},
    {name: 'category', type: 'text'},
    {name: 'up_to', type: 'price'},
    {name: 'rate', type: 'rate', need: 'cell'},
    {name: 'fixed', type: 'amount'},
    {name: 'minimum', type: 'amount'},
    {name: 'marginal', type: 'flag'},
    {name: 'effective_from', type: 'instant'},
  ],
  key: ({sku, category, upTo, effectiveFrom, source}) => JSON.stringify([sku, category, upTo, effectiveFrom, source]),
  record: (v) => ({
    sku: text(v['sku']),
    // Shops write one category in several ways; it is one schedule.
    category: text(v['category']).toLowerCase(),
    upTo: number(v['up_to']),
    rate: text(v['rate']),
    fixed: number(v['fixed']),
    minimum: number(v['minimum']),
    marginal: flag(v['marginal']) ?? false,
    effectiveFrom: number(v['effective_from']),
    source: 'merchant',
  }),
  values: (r) => ({
    sku: r.sku === '' ? null : r.sku,
    category: r.category === '' ? null : r.category,
    up_to: r.upTo,
    rate: r.rate,
    fixed: r.fixed,
    minimum: r.minimum,
    marginal: r.marginal,
    effective_from: r.effectiveFrom,
  }),
};

export const bounds: FactKind<BoundsRecord> = {
  file: 'bounds.csv',
  personal: false,
  columns: [
    {name: 'sku', type: 'code', need: 'cell'},
    {name: 'list_price', type: 'price'},
    {name: 'min_price', type: 'price'},
    {name: 'max_price', type: 'price'},
    {name: 'map_price', type: 'price'},
    {name: 'msrp', type: 'price'},
  ],
  key: ({sku}) => sku,
  record: (v) => ({
    sku: text(v['sku']),
    listPrice: number(v['list_price']),
    minPrice: number(v['min_price']),
    maxPrice: number(v['max_price']),
    mapPrice: number(v['map_price']),
    msrp: number(v['msrp']),
  }),
  values: (r) => ({
    sku: r.sku,
    list_price: r.listPrice,
    min_price: r.minPrice,
    max_price: r.maxPrice,
    map_price: r.mapPrice,
    msrp: r.msrp,
  }),
};

export const supply: FactKind<SupplyRecord> = {
  file: 'supply.csv',
  personal: false,
  columns: [
    {name: 'sku', type: 'code', need: 'cell'},
    {name: 'on_order', type: 'count'},
    {name: 'lead_time_days', type: 'count'},
    {name: 'replenishable', type: 'flag'},
    {name: 'season_end', type: 'date'},
    {name: 'salvage_value', type: 'amount'},
    {name: 'holding_cost_day', type: 'amount'},
    {name: 'received_on', type: 'date'},
  ],
  key: ({sku}) => sku,
  record: (v) => ({
    sku: text(v['sku']),
    onOrder: number(v['on_order']),
    leadTimeDays: number(v['lead_time_days']),
    replenishable: flag(v['replenishable']),
    seasonEnd: textOrNull(v['season_end']),
    salvageValue: number(v['salvage_value']),
    holdingCostDay: number(v['holding_cost_day']),
    receivedOn: textOrNull(v['received_on']),
  }),
  values: (r) => ({
    sku: r.sku,
    on_order: r.onOrder,
    lead_time_days: r.leadTimeDays,
    replenishable: r.replenishable,
    season_end: r.seasonEnd,
    salvage_value: r.salvageValue,
    holding_cost_day: r.holdingCostDay,
    received_on: r.receivedOn,
  }),
};
