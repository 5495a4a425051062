import type {PlacedOrder} from '../lab.js';
import type {Api} from './api.js';
import {cents, variantOf} from './goods.js';

interface Cart {
  readonly id: string;
  readonly item_total: number;
}

interface Order {
  readonly id: string;
  readonly item_total: number;
  readonly shipping_total: number;
  readonly items: readonly {readonly quantity: number}[];
}

type Lines = readonly {readonly sku: string; readonly quantity: number}[];

/** A new cart with these goods in it, of a buyer in that country. */
async function filled(api: Api, lines: Lines, country: string): Promise<Cart> {
  const {regions} = await api.store<{regions: {id: string; countries: {iso_2: string}[]}[]}>(
    '/regions?fields=id,countries.iso_2',
  );
  const region = regions.find(({countries}) => countries.some(({iso_2}) => iso_2 === country));
  const address = {
    first_name: 'Test',
    last_name: 'Buyer',
    address_1: '1 Example Street',
    city: 'City',
    postal_code: '10115',
  };
  const {cart} = await api.store<{cart: Cart}>('/carts', {
    region_id: region?.id,
    email: 'buyer@example.com',
    shipping_address: {...address, country_code: country},
  });
  let last = cart;
  for (const {sku, quantity} of lines) {
    const variant_id = (await variantOf(api, sku)).id;
    last = (await api.store<{cart: Cart}>(`/carts/${cart.id}/line-items`, {variant_id, quantity})).cart;
  }
  return last;
}

/** What so many of a SKU come to in a new cart. */
export async function cartTotal(api: Api, sku: string, quantity: number): Promise<number> {
  return cents((await filled(api, [{sku, quantity}], 'de')).item_total);
}

/** Buys to the end: address, shipping, payment. */
export async function placeOrder(api: Api, lines: Lines, country = 'de'): Promise<PlacedOrder> {
  const {id} = await filled(api, lines, country);
  const {shipping_options: options} = await api.store<{shipping_options: {id: string}[]}>(
    `/shipping-options?cart_id=${id}`,
  );
  await api.store(`/carts/${id}/shipping-methods`, {option_id: options[0]?.id});
  const {payment_collection: payment} = await api.store<{payment_collection: {id: string}}>('/payment-collections', {
    cart_id: id,
  });
  await api.store(`/payment-collections/${payment.id}/payment-sessions`, {provider_id: 'pp_system_default'});
  const {order} = await api.store<{order: Order}>(`/carts/${id}/complete`, {});
  return {
    id: order.id,
    units: order.items.reduce((sum, {quantity}) => sum + quantity, 0),
    goods: cents(order.item_total),
    shipping: cents(order.shipping_total),
  };
}

/** Takes the money of an order and gives part of it back. */
export async function refund({admin}: Api, id: string, amount: number): Promise<void> {
  const {order} = await admin<{order: {payment_collections: {payments: {id: string}[]}[]}}>(
    `/orders/${id}?fields=payment_collections.payments.id`,
  );
  const payment = order.payment_collections[0]?.payments[0]?.id;
  await admin(`/payments/${payment}/capture`, {});
  await admin(`/payments/${payment}/refund`, {amount: amount / 100});
}
