import type {PlacedOrder} from '../lab.js';
import type {Api} from './api.js';
import {variantOf} from './goods.js';

type Ask = Awaited<ReturnType<Api['shopper']>>;

interface Cart {
  readonly code: string;
  readonly totalQuantity: number;
  readonly subTotal: number;
  readonly subTotalWithTax: number;
  readonly shipping: number;
  readonly shippingWithTax: number;
}

const CART = 'code totalQuantity subTotal subTotalWithTax shipping shippingWithTax';

async function put(api: Api, ask: Ask, sku: string, quantity: number): Promise<Cart> {
  const {id} = await variantOf(api, sku);
  const {addItemToOrder} = await ask<{addItemToOrder: Partial<Cart> & {message?: string}}>(
    `mutation ($id: ID!, $quantity: Int!) { addItemToOrder(productVariantId: $id, quantity: $quantity) { ... on Order { ${CART} } ... on ErrorResult { message } } }`,
    {id, quantity},
  );
  if (addItemToOrder.code === undefined) throw new Error(`${sku}: ${addItemToOrder.message}`);
  return addItemToOrder as Cart;
}

/** What so many of a SKU come to in a new cart. */
export async function cartTotal(api: Api, sku: string, quantity: number, withTax: boolean): Promise<number> {
  const cart = await put(api, await api.shopper(), sku, quantity);
  return withTax ? cart.subTotalWithTax : cart.subTotal;
}

/** Buys to the end: address, shipping, payment. */
export async function placeOrder(
  api: Api,
  lines: readonly {readonly sku: string; readonly quantity: number}[],
  withTax: boolean,
): Promise<PlacedOrder> {
  const ask = await api.shopper();
  for (const {sku, quantity} of lines) await put(api, ask, sku, quantity);
  const customer = {
    firstName: 'Test',
    lastName: 'Buyer',
    emailAddress: `buyer-${Date.now()}-${Math.random()}@example.com`,
  };
  const address = {streetLine1: '1 Example Street', city: 'Berlin', postalCode: '10115', countryCode: 'DE'};
  await ask(
    'mutation ($customer: CreateCustomerInput!, $address: CreateAddressInput!) { setCustomerForOrder(input: $customer) { __typename } setOrderShippingAddress(input: $address) { __typename } }',
    {customer, address},
  );
  const {eligibleShippingMethods} = await ask<{eligibleShippingMethods: {id: string}[]}>(
    '{ eligibleShippingMethods { id } }',
  );
  await ask(
    'mutation ($ids: [ID!]!) { setOrderShippingMethod(shippingMethodId: $ids) { __typename } transitionOrderToState(state: "ArrangingPayment") { __typename ... on ErrorResult { message } } }',
    {ids: eligibleShippingMethods.map(({id}) => id)},
  );
  const {addPaymentToOrder: paid} = await ask<{addPaymentToOrder: Cart & {message?: string}}>(
    `mutation { addPaymentToOrder(input: {method: "card", metadata: {}}) { ... on Order { ${CART} } ... on ErrorResult { message } } }`,
  );
  if (paid.code === undefined) throw new Error(`the order was not placed: ${paid.message}`);
  return {
    id: paid.code,
    units: paid.totalQuantity,
    goods: withTax ? paid.subTotalWithTax : paid.subTotal,
    shipping: withTax ? paid.shippingWithTax : paid.shipping,
  };
}

/** Gives part of what was paid back. */
export async function refund({admin}: Api, code: string, amount: number): Promise<void> {
  const {orders} = await admin<{orders: {items: {payments: {id: string}[]}[]}}>(
    'query ($code: String!) { orders(options: {filter: {code: {eq: $code}}}) { items { payments { id } } } }',
    {code},
  );
  const {refundOrder} = await admin<{refundOrder: {id?: string; message?: string}}>(
    'mutation ($input: RefundOrderInput!) { refundOrder(input: $input) { ... on Refund { id } ... on ErrorResult { message } } }',
    {
      input: {
        paymentId: orders.items[0]?.payments[0]?.id,
        amount,
        lines: [],
        shipping: 0,
        adjustment: 0,
        reason: 'test',
      },
    },
  );
  if (refundOrder.id === undefined) throw new Error(`no refund: ${refundOrder.message}`);
}
