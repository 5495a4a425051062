import type {OfferContent} from '../../../src/domain/catalog/types.js';
import type {Plan} from '../../../src/domain/change/types.js';
import {message} from '../../../src/domain/errors.js';
import type {CostRecord, RivalRecord} from '../../../src/domain/facts.js';
import type {KeptOrder, LedgerEntry, NewShop} from '../../../src/ports/data.js';
import type {RemoteListing, RemoteOffer} from '../../../src/ports/platform.js';

/** Records with everything filled in, each test changing what it is about. */

export function aShop(name: string, patch: Partial<NewShop> = {}): NewShop {
  return {
    name,
    platform: 'practice',
    mode: 'apply',
    terms: {currency: 'USD', zone: 'Europe/Berlin', pricesIncludeTax: true, taxRate: '0.19'},
    settings: {seed: '7'},
    createdAt: 1_700_000_000_000,
    ...patch,
  };
}

export function anOffer(remoteId: string, patch: Partial<OfferContent> = {}): RemoteOffer {
  return {
    remoteId,
    sku: `SKU-${remoteId}`,
    options: [{name: 'Size', value: 'M'}],
    price: 1999,
    compareAt: null,
    cost: 700,
    currency: 'USD',
    taxRate: null,
    stock: 4,
    gtin: '4006381333931',
    weightGrams: 250,
    image: null,
    extra: {},
    ...patch,
  };
}

export function aListing(
  remoteId: string,
  offers: readonly RemoteOffer[],
  patch: Partial<RemoteListing> = {},
): RemoteListing {
  return {
    remoteId,
    product: `product-${remoteId}`,
    title: 'Tea, “first flush” 茶 🍵',
    description: 'Line one\nline two, with a tab\t and "quotes"',
    vendor: 'Hills',
    category: 'Tea',
    tags: ['green', 'loose leaf'],
    status: 'active',
    images: [{url: 'https://example.test/tea.jpg', alt: 'Tea'}],
    extra: {'Google Shopping / Gender': ''},
    offers,
    ...patch,
  };
}

export function aCost(sku: string, patch: Partial<CostRecord> = {}): CostRecord {
  return {sku, cost: 500, feeRate: '0.15', feeFixed: 30, returnCost: null, effectiveFrom: null, ...patch};
}

export function aRival(sku: string, patch: Partial<RivalRecord> = {}): RivalRecord {
  return {sku, rival: 'northwind', price: 1900, shipping: null, inStock: true, condition: null, seenAt: 1000, ...patch};
}

export function anOrder(orderId: string, patch: Partial<KeptOrder> = {}): KeptOrder {
  return {
    orderId,
    lineId: '1',
    orderedAt: 1000,
    sku: 'SKU-1',
    quantity: 2,
    unitPrice: 1999,
    discount: null,
    tax: 380,
    shipping: 0,
    fee: null,
    currency: 'USD',
    country: 'DE',
    customer: 'hash-a',
    status: 'paid',
    ...patch,
  };
}

export function aLedgerEntry(sku: string, at: number, price: number, patch: Partial<LedgerEntry> = {}): LedgerEntry {
  return {sku, at, price, compareAt: null, currency: 'USD', source: 'pull', run: null, promotion: null, ...patch};
}

export function aPlan(id: string, shopId: number, changes: number): Plan {
  const reason = message('STORE_BUSY', {location: 'here'});
  return {
    format: 'souk-plan',
    version: 1,
    id,
    batch: 'B-1',
    kind: 'price',
    shop: {id: shopId, name: 'main', currency: 'USD'},
    createdAt: 5000,
    expiresAt: 6000,
    by: 'souk price set',
    inputs: {hash: 'h', sources: []},
    rules: {hash: 'r'},
    summary: {create: 0, update: changes, archive: 0, unchanged: 3, orphan: 0, skipped: 1, held: 0, refused: 0},
    breaker: {tripped: false, limits: [{code: 'share', measured: 0.25, limit: 0.3, tripped: false}]},
    changes: Array.from({length: changes}, (_, index) => ({
      n: index + 1,
      target: {kind: 'offer', key: {sku: `SKU-${index + 1}`}},
      op: 'update',
      fields: {price: {before: '19.99', after: '18.99'}},
      reasons: [reason],
      guards: [{code: 'floor', verdict: 'pass'}],
    })),
    skipped: [{target: {kind: 'offer', key: {sku: 'SKU-X'}}, fate: 'skipped', reason, guards: []}],
    hash: 'x',
  };
}
