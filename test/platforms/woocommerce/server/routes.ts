import {No, type Reply, yes} from './answer.js';
import {listOrders, listRefunds} from './orders.js';
import {batch, listProducts, listVariations, mustFit, type Query, remove, save} from './products.js';
import type {Json, State} from './state.js';
import {terms} from './terms.js';
import {showProduct, showVariation} from './views.js';

/** One request to the REST API, after it was let in. `path` is below `/wc/v3`. */
export interface Call {
  readonly method: string;
  readonly path: string;
  readonly query: Query;
  readonly body: Json;
}

export function answer(state: State, call: Call): Reply {
  const [, first = '', second = '', third = '', fourth = ''] = call.path.split('/');
  if (first === 'products' && (second === 'categories' || second === 'tags'))
    return terms(state, second, call.method, third === 'batch', call.query, call.body);
  if (first === 'products' && third === 'variations') return things(state, call, Number(second), fourth);
  if (first === 'products' && third === '') return things(state, call, 0, second);
  if (first === 'orders' && third === 'refunds') return listRefunds(state, Number(second), call.query);
  if (first === 'orders' && second === '') return listOrders(state, call.query);
  if (first === 'settings') return settings(state, second);
  if (call.path === '/data/currencies/current') return yes({code: state.settings['general']?.['woocommerce_currency']});
  // With order tables of their own, which new shops have, it counts nothing.
  if (call.path === '/reports/sales') return yes([{total_sales: '0.00', total_orders: 0}]);
  throw noRoute();
}

function things(state: State, {method, query, body}: Call, parent: number, name: string): Reply {
  if (name === 'batch' && method === 'POST') return batch(state, parent, body);
  if (name === '' && method === 'GET')
    return parent > 0 ? listVariations(state, parent, query) : listProducts(state, query);
  const view = parent > 0 ? showVariation : showProduct;
  if (name === '' && method === 'POST') {
    mustFit(body);
    return yes(view(state, save(state, parent, body, null), 'view'), 201);
  }
  const id = Number(name);
  const thing = state.things.get(id);
  if (!(id > 0)) throw noRoute();
  if (method === 'DELETE') return yes(remove(state, parent, id, query['force'] === 'true'));
  if (thing === undefined) throw new No(404, 'woocommerce_rest_product_invalid_id', 'Invalid ID.');
  if (method === 'GET') return yes(view(state, thing, query['context'] ?? 'view'));
  mustFit(body);
  return yes(view(state, save(state, parent, body, id), 'view'));
}

function settings(state: State, group: string): Reply {
  const own = state.settings[group];
  if (own === undefined) throw new No(404, 'rest_setting_setting_group_invalid', 'Invalid setting group.');
  return yes(Object.entries(own).map(([id, value]) => ({id, value})));
}

function noRoute(): No {
  return new No(404, 'rest_no_route', 'No route was found matching the URL and request method.');
}
