import {showPicture} from './pictures.js';
import {gmt, onSale} from './price.js';
import type {Json, State, Thing} from './state.js';

/** What both show. In "view" texts are rendered, and a variation without a code shows its product's. */
function common(state: State, thing: Thing, context: string): Json {
  const parent = state.things.get(thing.parent);
  const costs = state.settings['advanced']?.['woocommerce_feature_cost_of_goods_sold_enabled'] === 'yes';
  return {
    id: thing.id,
    sku: context === 'view' && thing.sku === '' ? (parent?.sku ?? '') : thing.sku,
    global_unique_id: thing.gtin,
    price: thing.price,
    regular_price: thing.regular,
    sale_price: thing.sale,
    date_on_sale_from: gmt(thing.from),
    date_on_sale_from_gmt: gmt(thing.from),
    date_on_sale_to: gmt(thing.to),
    date_on_sale_to_gmt: gmt(thing.to),
    on_sale: onSale(state, thing),
    status: thing.status,
    manage_stock: thing.manages,
    stock_quantity: thing.quantity,
    weight: thing.weight,
    parent_id: thing.parent,
    meta_data: thing.meta,
    description: context === 'view' ? `<p>${thing.description}</p>\n` : thing.description,
    ...(costs
      ? {
          cost_of_goods_sold: {
            values: [{defined_value: thing.cost, effective_value: thing.cost ?? 0}],
            total_value: thing.cost ?? 0,
          },
        }
      : {}),
  };
}

export function showProduct(state: State, thing: Thing, context: string): Json {
  const children = [...state.things.values()].filter(({parent, status}) => parent === thing.id && status !== 'trash');
  const term = (terms: State['tags'], id: number) => ({
    id,
    name: terms.get(id)?.name ?? '',
    slug: terms.get(id)?.slug ?? '',
  });
  return {
    ...common(state, thing, context),
    ...{name: thing.name, slug: thing.slug, type: thing.type},
    categories: thing.categories.map((id) => term(state.categories, id)),
    tags: thing.tags.map((id) => term(state.tags, id)).sort((a, b) => (a.name < b.name ? -1 : 1)),
    images: thing.images.map((id) => showPicture(state, id)),
    attributes: thing.parent > 0 ? thing.chosen : thing.attributes,
    variations: children.map(({id}) => id),
  };
}

export function showVariation(state: State, thing: Thing, context: string): Json {
  const own = thing.images[0];
  const shown = own ?? (context === 'view' ? state.things.get(thing.parent)?.images[0] : undefined);
  const {description: _, ...rest} = common(state, thing, context);
  return {
    ...rest,
    image: shown === undefined ? null : showPicture(state, shown),
    attributes: thing.chosen.map(({name, option}) => ({id: 0, name, slug: name.toLowerCase(), option})),
  };
}
