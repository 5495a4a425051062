import {expect} from 'chai';
import type {HttpAnswer} from '../../src/platforms/http.js';
import {openHttp} from '../../src/platforms/http-axios.js';
import {signedIn} from '../../src/platforms/woocommerce/sign-in.js';
import {USD} from './contract/shop.js';
import {calm} from './contract/steps.js';
import {clock} from './practice/shops.js';
import {KEY, SECRET} from './woocommerce/server/state.js';
import {openWoo} from './woocommerce/shops.js';

type Ask = (
  method: 'GET' | 'POST' | 'PUT' | 'DELETE',
  path: string,
  body?: object,
  query?: Record<string, string>,
) => Promise<HttpAnswer>;

async function against(work: (ask: Ask) => Promise<void>): Promise<void> {
  const shop = await openWoo(USD, {cost: 'yes'}, {counted: false});
  const line = await openHttp({baseUrl: shop.url, timeoutMs: 5000});
  const entry = {baseUrl: shop.url, plain: false, way: 'oauth', pair: {key: KEY, secret: SECRET}} as const;
  const http = signedIn(line, entry, clock);
  try {
    await work((method, path, body, query = {}) =>
      http.send({method, path, query, ...(body === undefined ? {} : {body}), repeatable: false}, calm),
    );
  } finally {
    line.close();
    await shop.close();
  }
}

const items = (count: number) => Array.from({length: count}, () => ({}));
const codeOf = ({status, body}: HttpAnswer) => [status, (body as {code?: string}).code];

/** What was seen of a real shop and no documentation says (the tables of WooCommerce's answers). */
describe('woocommerce: the test server answers as the real one', () => {
  it('takes a hundred items at once and not one more', () =>
    against(async (ask) => {
      const tooLarge = [413, 'woocommerce_rest_request_entity_too_large'];
      expect(codeOf(await ask('POST', '/products/batch', {create: items(101)}))).to.deep.equal(tooLarge);
      expect(codeOf(await ask('POST', '/products/batch', {create: items(60), update: items(41)}))).to.deep.equal(
        tooLarge,
      );
      expect((await ask('GET', '/products')).body).to.deep.equal([]);
    }));

  it('answers a batch item by item, with the id of what has the SKU', () =>
    against(async (ask) => {
      const made = (await ask('POST', '/products', {sku: 'A1'})).body as {id: number; name: string; status: string};
      expect(made).to.include({name: 'Product', status: 'publish'});
      const batch = {create: [{sku: 'A1'}, {sku: 'A2'}], update: [{id: 999_999}], delete: [null]};
      const {status, body} = await ask('POST', '/products/batch', batch);
      const {create, update, delete: gone} = body as Record<string, Record<string, unknown>[] | undefined>;
      expect([status, gone]).to.deep.equal([200, undefined]);
      expect(create?.[0]).to.have.nested.property('error.data.resource_id', made.id);
      expect(create?.[0]).to.deep.include({id: 0});
      expect(create?.[1]).to.include({sku: 'A2'});
      expect(update?.[0]).to.have.nested.property('error.code', 'woocommerce_rest_product_invalid_id');
    }));

  it('holds a single request to its schema, and a batch to none', () =>
    against(async (ask) => {
      expect(codeOf(await ask('POST', '/products', {regular_price: 12.5}))).to.deep.equal([400, 'rest_invalid_param']);
      const nope = await ask('POST', '/products', {status: 'nope'});
      expect(nope.body).to.have.nested.property('data.details.status.code', 'rest_not_in_enum');
      const {body} = await ask('POST', '/products/batch', {create: [{regular_price: 12.5}, {status: 'nope'}]});
      const made = (body as {create: Record<string, unknown>[]}).create;
      expect(made.map(({id}) => Number(id) > 0)).to.deep.equal([true, true]);
      expect(made[0]).to.include({regular_price: '12.5'});
    }));

  it('spoils prices without a word', () =>
    against(async (ask) => {
      for (const [told, kept] of [
        ['abc', ''],
        ['10,50', '1050'],
        ['-5', '-5'],
        ['10.999', '10.999'],
      ] as const) {
        const {status, body} = await ask('POST', '/products', {regular_price: told});
        expect([status, (body as {regular_price: string}).regular_price], told).to.deep.equal([201, kept]);
      }
      const {body} = await ask('POST', '/products', {regular_price: '5', sale_price: '6'});
      expect(body).to.include({sale_price: '', price: '5'});
    }));

  it('clears dates with "" and leaves them with null', () =>
    against(async (ask) => {
      const dates = {date_on_sale_from: '2030-01-01T00:00:00', date_on_sale_to: '2030-02-01T00:00:00'};
      const {body} = await ask('POST', '/products', {regular_price: '5', sale_price: '4', ...dates});
      const {id} = body as {id: number};
      const written = async (change: object) =>
        (await ask('POST', '/products/batch', {update: [{id, ...change}]})).body;
      const first = await written({date_on_sale_from: null, date_on_sale_to: null});
      expect(first).to.have.nested.property('update[0].date_on_sale_from', dates.date_on_sale_from);
      const second = await written({date_on_sale_from: '', date_on_sale_to: ''});
      expect(second).to.have.nested.property('update[0].date_on_sale_from', null);
    }));

  it('refuses what it does not know, and pages past the end are empty', () =>
    against(async (ask) => {
      expect(codeOf(await ask('GET', '/nothing'))).to.deep.equal([404, 'rest_no_route']);
      expect((await ask('GET', '/products', undefined, {per_page: '101'})).status).to.equal(400);
      expect((await ask('GET', '/orders', undefined, {modified_after: 'soon'})).status).to.equal(400);
      const {status, body} = await ask('GET', '/products', undefined, {page: '9'});
      expect([status, body]).to.deep.equal([200, []]);
      expect((await ask('GET', '/reports/sales')).body).to.have.nested.property('[0].total_orders', 0);
    }));
});
