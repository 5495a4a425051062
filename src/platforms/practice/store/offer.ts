import type {FieldValue} from '../../../domain/change/types.js';
import type {WireChange} from '../wire.js';
import {offerPatch, Refusal, VARIANTS_PER_PRODUCT} from './fields.js';
import type {ShopFile} from './file.js';
import {type Done, foundProduct} from './listing.js';
import {comeToMarket, forgetSupply} from './market.js';
import {type VariantRow, variantBy, variantFields} from './rows.js';

const BLANK_VARIANT: Omit<VariantRow, 'id' | 'product_id'> = {
  sku: null,
  options: '',
  price: null,
  compare_at: null,
  cost: null,
  tax_rate: null,
  stock: null,
  gtin: null,
  weight_g: null,
  image: null,
  extra: '{}',
  life: null,
};

export function createOffer(file: ShopFile, {key, fields}: WireChange): Done {
  const {db, terms} = file;
  const product = foundProduct(file, key.product === undefined ? {} : {product: key.product});
  const named: Record<string, FieldValue> = {};
  if (key.sku !== undefined) named['sku'] = key.sku;
  if (key.options !== undefined) named['options'] = key.options;
  const wished = {...BLANK_VARIANT, ...offerPatch({...named, ...fields}, terms.currency)};
  refuseTwins(file, product.id, wished, null);
  const siblings =
    db.prepare<[number], {n: number}>('SELECT count(*) AS n FROM variant WHERE product_id = ?').get(product.id)?.n ?? 0;
  if (siblings >= VARIANTS_PER_PRODUCT)
    throw new Refusal('TOO_MANY_VARIANTS', `a product has at most ${VARIANTS_PER_PRODUCT} variants`);
  const {lastInsertRowid} = db
    .prepare(
      `INSERT INTO variant (product_id, sku, options, price, compare_at, cost, tax_rate, stock, gtin, weight_g, image, extra)
       VALUES (@product_id, @sku, @options, @price, @compare_at, @cost, @tax_rate, @stock, @gtin, @weight_g, @image, @extra)`,
    )
    .run({...wished, product_id: product.id});
  const id = Number(lastInsertRowid);
  comeToMarket(file, id);
  return {id, before: null, after: variantFields({...wished, id, product_id: product.id}, terms.currency)};
}

export function updateOffer(file: ShopFile, {key, fields}: WireChange, only?: readonly string[]): Done {
  const {db, terms} = file;
  const row = foundVariant(file, key);
  const odd = only === undefined ? undefined : Object.keys(fields).find((name) => !only.includes(name));
  if (odd !== undefined) throw new Refusal('FIELD_UNKNOWN', `there is no field "${odd}" in a stock`);
  const after = {...row, ...offerPatch(fields, terms.currency)};
  refuseTwins(file, row.product_id, after, row.id);
  db.prepare(
    `UPDATE variant SET sku = @sku, options = @options, price = @price, compare_at = @compare_at, cost = @cost, tax_rate = @tax_rate,
       stock = @stock, gtin = @gtin, weight_g = @weight_g, image = @image, extra = @extra WHERE id = @id`,
  ).run(after);
  if (after.sku !== row.sku) forgetSupply(file, row.sku);
  comeToMarket(file, row.id, after.sku !== row.sku);
  return {id: row.id, before: variantFields(row, terms.currency), after: variantFields(after, terms.currency)};
}

export function removeOffer(file: ShopFile, {key}: WireChange): Done {
  const row = foundVariant(file, key);
  forgetSupply(file, row.sku);
  file.db.prepare('DELETE FROM variant WHERE id = ?').run(row.id);
  return {id: row.id, before: variantFields(row, file.terms.currency), after: null};
}

function foundVariant({db}: ShopFile, key: WireChange['key']): VariantRow {
  const row = variantBy(db, key);
  if (row === undefined)
    throw new Refusal('NOT_FOUND', `there is no variant ${key.sku ?? `${key.product ?? ''} [${key.options ?? ''}]`}`);
  return row;
}

/** A SKU is one variant's in the whole shop, options are one variant's in a product. */
function refuseTwins(
  {db}: ShopFile,
  productId: number,
  wished: Pick<VariantRow, 'sku' | 'options'>,
  self: number | null,
): void {
  const {sku} = wished;
  const bySku = sku === null ? undefined : variantBy(db, {sku});
  if (bySku !== undefined && bySku.id !== self)
    throw new Refusal('DUPLICATE_SKU', `SKU ${sku ?? ''} is taken by variant ${bySku.id}`, bySku.id);
  const byOptions = db
    .prepare<[number, string], {id: number}>('SELECT id FROM variant WHERE product_id = ? AND options = ?')
    .get(productId, wished.options);
  if (byOptions === undefined || byOptions.id === self) return;
  throw new Refusal('DUPLICATE_OPTIONS', `variant ${byOptions.id} has these options already`, byOptions.id);
}
