import type {Page} from './wire.js';

/** An amount in the shop's own currency, as decimal text. */
export interface WireMoney {
  readonly shopMoney: {readonly amount: string};
}

export interface WireLine {
  readonly id: string;
  readonly sku: string | null;
  readonly quantity: number;
  readonly originalUnitPriceSet: WireMoney;
  readonly discountAllocations: readonly {readonly allocatedAmountSet: WireMoney}[];
  readonly taxLines: readonly {readonly priceSet: WireMoney}[];
}

/** An order as far as it is asked for. Names and streets are not; who bought and where, only with the scope for it. */
export interface WireOrder {
  readonly id: string;
  readonly name: string;
  readonly processedAt: string;
  readonly updatedAt: string;
  readonly cancelledAt: string | null;
  readonly currencyCode: string;
  readonly taxesIncluded: boolean;
  readonly test: boolean;
  readonly displayFinancialStatus: string | null;
  readonly totalShippingPriceSet: WireMoney;
  readonly customer?: {readonly id: string} | null;
  readonly shippingAddress?: {readonly countryCodeV2: string | null} | null;
  readonly refunds: readonly {readonly id: string}[];
  readonly lineItems: Page<WireLine>;
}

export interface WireRefund {
  readonly id: string;
  readonly createdAt: string | null;
  readonly processedAt: string;
  readonly totalRefundedSet: WireMoney;
  readonly refundLineItems: Page<WireRefundLine>;
  readonly refundShippingLines: {
    readonly nodes: readonly {readonly subtotalAmountSet: WireMoney; readonly taxAmountSet: WireMoney}[];
  };
}

export interface WireRefundLine {
  readonly id: string | null;
  readonly quantity: number;
  readonly subtotalSet: WireMoney;
  readonly totalTaxSet: WireMoney;
  readonly lineItem: {readonly id: string};
}

const MONEY = '{ shopMoney { amount } }';

/** A line: some nine points of its query's cost. */
const LINE = `fragment SoukLine on LineItem {
  id sku quantity originalUnitPriceSet ${MONEY}
  discountAllocations { allocatedAmountSet ${MONEY} }
  taxLines { priceSet ${MONEY} }
}`;

/** Orders of a page with their first lines; the rest of a long order is asked for by itself. */
export const ORDERS = {
  name: 'SoukOrders',
  text: `query SoukOrders($first: Int!, $after: String, $query: String!, $who: Boolean!) {
  orders(first: $first, after: $after, query: $query, sortKey: UPDATED_AT) {
    nodes {
      id name processedAt updatedAt cancelledAt currencyCode taxesIncluded test displayFinancialStatus
      totalShippingPriceSet ${MONEY}
      customer @include(if: $who) { id }
      shippingAddress @include(if: $who) { countryCodeV2 }
      refunds(first: 1) { id }
      lineItems(first: 10) { nodes { ...SoukLine } pageInfo { hasNextPage endCursor } }
    }
    pageInfo { hasNextPage endCursor }
  }
}
${LINE}`,
};

export const MORE_LINES = {
  name: 'SoukLines',
  text: `query SoukLines($id: ID!, $after: String) {
  order(id: $id) { lineItems(first: 80, after: $after) { nodes { ...SoukLine } pageInfo { hasNextPage endCursor } } }
}
${LINE}`,
};

const REFUND_LINE = `fragment SoukRefundLine on RefundLineItem {
  id quantity subtotalSet ${MONEY} totalTaxSet ${MONEY} lineItem { id }
}`;

/** What went back of one order. */
export const REFUNDS = {
  name: 'SoukRefunds',
  text: `query SoukRefunds($id: ID!) {
  order(id: $id) {
    refunds(first: 8) {
      id createdAt processedAt totalRefundedSet ${MONEY}
      refundShippingLines(first: 2) { nodes { subtotalAmountSet ${MONEY} taxAmountSet ${MONEY} } }
      refundLineItems(first: 10) { nodes { ...SoukRefundLine } pageInfo { hasNextPage endCursor } }
    }
  }
}
${REFUND_LINE}`,
};

export const REFUND_LINES = {
  name: 'SoukRefundLines',
  text: `query SoukRefundLines($id: ID!, $after: String) {
  refund(id: $id) { refundLineItems(first: 100, after: $after) { nodes { ...SoukRefundLine } pageInfo { hasNextPage endCursor } } }
}
${REFUND_LINE}`,
};
