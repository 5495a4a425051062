import {type Reply, yes} from './answer.js';
import {takeOrder, takeRefund, trade} from './orders.js';
import {daily, save} from './products.js';
import {buy, cartOf, giveBack, type Line} from './shopper.js';
import type {Fault, Json, State} from './state.js';

/** What a test does to the shop behind the connector's back, at `/test/…`. */
export function control(state: State, path: string, body: Json): Reply {
  switch (path) {
    case '/test/faults':
      state.faults = body['faults'] as Fault[];
      return yes({});
    case '/test/set':
      Object.assign(state, body);
      return yes({});
    case '/test/setting':
      state.settings[String(body['group'])] = {
        ...state.settings[String(body['group'])],
        ...(body['values'] as Record<string, string>),
      };
      return yes({});
    case '/test/trade':
      return trade(state, body['skus'] as string[]);
    case '/test/order':
      return takeOrder(state, body);
    case '/test/refund':
      return takeRefund(state, Number(body['order']), body['refund'] as Json);
    case '/test/order-changes':
      Object.assign(state.orders.get(Number(body['order'])) ?? {}, body['values']);
      return yes({});
    case '/test/write': {
      const own = [...state.things.values()].find(({sku, id}) => sku === body['sku'] || id === body['id']);
      save(state, own?.parent ?? 0, body['values'] as Json, own?.id ?? null);
      return yes({});
    }
    case '/test/daily':
      daily(state);
      return yes({});
    case '/test/state':
      return yes({
        things: [...state.things.values()],
        pictures: [...state.pictures.values()],
        tags: [...state.tags.values()],
      });
    case '/test/tallies':
      return yes(Object.fromEntries(state.tallies));
    case '/test/empty':
      for (const kept of [state.things, state.tags, state.pictures, state.orders, state.refunds]) kept.clear();
      state.taken.length = 0;
      return yes({});
    case '/test/taken':
      return yes(state.taken);
    case '/test/cart':
      return yes(cartOf(state, body['lines'] as Line[]));
    case '/test/buy':
      return yes(buy(state, body['lines'] as Line[]));
    case '/test/give-back':
      return giveBack(state, Number(body['order']), Number(body['amount']));
    case '/test/log':
      return yes(state.log);
    default:
      return yes({}, 404);
  }
}
