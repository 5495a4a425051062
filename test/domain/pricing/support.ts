import type {OfferFacts} from '../../../src/domain/pricing/facts.js';
import {BUILT_IN_RULES, type GuardSettings, type Rules} from '../../../src/domain/pricing/rules.js';

export const NOW = Date.UTC(2026, 2, 1, 2);
export const DAY = 86_400_000;

/** An ordinary offer: price 10.00, cost 5.00, fees 15 % + 0.30, list price 12.00, no tax inside, nothing running. */
export function factsWith(change: Partial<OfferFacts> = {}): OfferFacts {
  return {
    offerId: 1,
    shop: 'main',
    key: {product: 'mug', sku: 'MUG-01', remoteId: '1'},
    offer: {
      sku: 'MUG-01',
      product: 'mug',
      title: 'Mug',
      vendor: 'Acme',
      category: 'Mugs',
      tags: ['kitchen'],
      status: 'active',
      price: change.base === undefined ? 1000 : change.base,
      stock: 5,
      cost: 500,
    },
    currency: 'USD',
    shopCurrency: 'USD',
    base: 1000,
    baseCompareAt: null,
    live: change.base === undefined ? 1000 : change.base,
    liveCompareAt: null,
    overlay: null,
    cost: {amount: 500, learntAt: NOW - DAY},
    fees: {rate: '0.15', fixed: 30, source: 'cost'},
    selling: {
      paymentRate: null,
      paymentFixed: null,
      revenueShare: null,
      freight: null,
      packing: null,
      returnRate: null,
      returnCost: null,
    },
    tax: {included: false, rate: null},
    bounds: {sku: 'MUG-01', listPrice: 1200, minPrice: null, maxPrice: null, mapPrice: null, msrp: null},
    supply: null,
    stock: 5,
    rivals: [],
    self: ['main'],
    pin: null,
    owner: null,
    changedAt: NOW - 3 * DAY,
    weekAgo: 1000,
    highest: null,
    past: [],
    peers: new Map(),
    peerFaults: {},
    categoryIndex: null,
    war: null,
    demand: null,
    now: NOW,
    zone: 'Europe/Berlin',
    ...change,
  };
}

export function boundsWith(change: Partial<NonNullable<OfferFacts['bounds']>>): NonNullable<OfferFacts['bounds']> {
  return {sku: 'MUG-01', listPrice: null, minPrice: null, maxPrice: null, mapPrice: null, msrp: null, ...change};
}

export function rulesWith(guards: Partial<GuardSettings> = {}, change: Partial<Rules> = {}): Rules {
  return {...BUILT_IN_RULES, guards, ...change};
}
