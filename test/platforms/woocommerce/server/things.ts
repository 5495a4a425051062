import {No} from './answer.js';
import {addPicture} from './pictures.js';
import {writePrices} from './price.js';
import {type Attribute, type Json, nextId, type State, type Thing} from './state.js';

const STATUSES = new Set(['publish', 'draft', 'pending', 'private', 'future', 'trash']);

export function newThing(id: number, parent: number): Thing {
  return {
    ...{id, parent, type: parent > 0 ? 'variation' : 'simple', status: 'publish', name: '', slug: '', description: ''},
    ...{sku: '', gtin: '', regular: '', sale: '', price: '', from: null, to: null, manages: false, quantity: null},
    ...{weight: '', meta: [], categories: [], tags: [], images: [], attributes: [], chosen: [], cost: null},
  };
}

/** Writes what an item names, as prepare_object_for_database does: nothing is checked but codes and pictures. */
export function writeThing(state: State, thing: Thing, item: Json): void {
  const told = (name: string) => item[name] !== undefined && item[name] !== null;
  if (told('sku')) thing.sku = freeSku(state, thing, String(item['sku']));
  if (told('global_unique_id')) thing.gtin = freeGtin(state, thing, String(item['global_unique_id']));
  if (told('type')) thing.type = String(item['type']);
  if (told('status')) thing.status = STATUSES.has(String(item['status'])) ? String(item['status']) : 'draft';
  if (told('name')) thing.name = asHtml(String(item['name']));
  if (told('description')) thing.description = String(item['description']);
  if (told('weight')) thing.weight = String(item['weight']);
  if (thing.type === 'variable' || thing.type === 'grouped') clearPrices(thing);
  else writePrices(state, thing, item);
  writeStock(thing, item, told);
  if (told('attributes')) writeAttributes(state, thing, item['attributes'] as Json[]);
  if (told('cost_of_goods_sold')) writeCost(state, thing, item['cost_of_goods_sold'] as Json);
  writeMeta(state, thing, item['meta_data']);
  writePictures(state, thing, item);
}

function clearPrices(thing: Thing): void {
  Object.assign(thing, {regular: '', sale: '', price: '', from: null, to: null});
}

function writeStock(thing: Thing, item: Json, told: (name: string) => boolean): void {
  if (told('manage_stock')) thing.manages = item['manage_stock'] === true;
  if (!thing.manages) thing.quantity = null;
  else if (told('stock_quantity')) thing.quantity = Number(item['stock_quantity']);
  else thing.quantity ??= 0;
}

/** SKUs are one code whatever their case, among all that does not lie in the trash. */
function freeSku(state: State, thing: Thing, wished: string): string {
  const sku = wished.trim();
  const twin = sku === '' ? undefined : twinOf(state, thing, (each) => each.sku.toLowerCase() === sku.toLowerCase());
  if (twin === undefined) return sku;
  const more = {resource_id: twin.id, unique_sku: `${sku}-1`};
  throw new No(400, 'product_invalid_sku', 'Invalid or duplicated SKU.', more);
}

function freeGtin(state: State, thing: Thing, gtin: string): string {
  const fits = /^[\d-]*$/u.test(gtin);
  const twin = gtin === '' ? undefined : twinOf(state, thing, (each) => each.gtin === gtin);
  if (fits && twin === undefined) return gtin;
  const more = twin === undefined ? {} : {resource_id: twin.id};
  throw new No(400, 'product_invalid_global_unique_id', 'Invalid or duplicated GTIN, UPC, EAN or ISBN.', more);
}

function twinOf({things}: State, thing: Thing, same: (each: Thing) => boolean): Thing | undefined {
  return [...things.values()].find((each) => each.id !== thing.id && each.status !== 'trash' && same(each));
}

function writeAttributes(state: State, thing: Thing, wished: readonly Json[]): void {
  if (thing.parent === 0) {
    thing.attributes = wished.map((each, i): Attribute => {
      const options = (each['options'] as string[] | undefined) ?? [];
      const flags = {visible: each['visible'] === true, variation: each['variation'] === true};
      return {
        id: Number(each['id'] ?? 0),
        name: String(each['name']),
        position: Number(each['position'] ?? i),
        ...flags,
        options,
      };
    });
    return;
  }
  const known = state.things.get(thing.parent)?.attributes ?? [];
  // What its product does not have as an attribute of variations is passed over.
  thing.chosen = wished.flatMap((each) => {
    const own = known.find(
      ({name, variation}) => variation && name.toLowerCase() === String(each['name']).toLowerCase(),
    );
    return own === undefined ? [] : [{name: own.name, option: String(each['option'] ?? '')}];
  });
}

/** Kept where the feature is on; the sum of the values, so that no value is 0. */
function writeCost(state: State, thing: Thing, cost: Json): void {
  if (state.settings['advanced']?.['woocommerce_feature_cost_of_goods_sold_enabled'] !== 'yes') return;
  const values = cost['values'] as {defined_value?: number}[] | undefined;
  if (values !== undefined) thing.cost = values.reduce((sum, each) => sum + Number(each.defined_value ?? 0), 0);
}

function writeMeta(state: State, thing: Thing, wished: unknown): void {
  if (!Array.isArray(wished)) return;
  for (const {key, value} of wished as {key: string; value: unknown}[]) {
    const there = thing.meta.find((each) => each.key === key);
    if (there === undefined) thing.meta.push({id: nextId(state), key, value});
    else there.value = value;
  }
}

function writePictures(state: State, thing: Thing, item: Json): void {
  if (thing.parent === 0 && Array.isArray(item['images']))
    thing.images = (item['images'] as Json[]).map((image) => addPicture(state, image));
  const image = item['image'];
  if (thing.parent > 0 && image !== undefined && image !== null)
    thing.images = typeof image === 'object' ? [addPicture(state, image as Json)] : [];
}

/** Names go through WordPress' filter for HTML. */
export function asHtml(text: string): string {
  return text.replace(/&(?!amp;|lt;|gt;|quot;|#0?39;)/gu, '&amp;');
}
