import {productShape} from './shapes.js';
import {gid, type Product, type ShopState, type Variant} from './state.js';
import {faultOf, newVariant, optionsFrom, optionsText, type UserError, type VariantInput, write} from './variants.js';

/** Fields of a product that are written as they come. */
interface ProductInput {
  readonly id?: string | null;
  readonly handle?: string | null;
  readonly title?: string | null;
  readonly descriptionHtml?: string | null;
  readonly vendor?: string | null;
  readonly productType?: string | null;
  readonly tags?: readonly string[] | null;
  readonly status?: string | null;
  readonly metafields?: readonly {readonly namespace: string; readonly key: string; readonly value: string}[] | null;
}

interface SetInput extends ProductInput {
  readonly productOptions?:
    | readonly {readonly name: string; readonly values: readonly {readonly name: string}[]}[]
    | null;
  readonly variants?: readonly VariantInput[] | null;
}

export function productUpdate(shop: ShopState, {product: input}: {product: ProductInput}) {
  const product = shop.products.get(input.id ?? '');
  if (product === undefined) return {product: null, userErrors: [{field: ['id'], message: 'Product does not exist'}]};
  if (input.title === '') return {product: null, userErrors: [{field: ['title'], message: "Title can't be blank"}]};
  fill(product, input);
  return {product: productShape(shop, product), userErrors: []};
}

/** Makes a product, or writes one that the identifier names: lists that are given replace what is there. */
export function productSet(
  shop: ShopState,
  {identifier, input}: {identifier?: {id?: string | null; handle?: string | null} | null; input: SetInput},
) {
  const no = (error: UserError) => ({product: null, productSetOperation: null, userErrors: [error]});
  const all = [...shop.products.values()];
  const named = all.find(
    ({id, handle}) => id === identifier?.id || (handle === identifier?.handle && handle !== undefined),
  );
  if (identifier?.id && named === undefined)
    return no({code: 'PRODUCT_DOES_NOT_EXIST', field: ['identifier', 'id'], message: 'Product does not exist'});
  if (named === undefined && !input.title)
    return no({code: 'INVALID_INPUT', field: ['input', 'title'], message: "Title can't be blank"});
  const taken = all.some((each) => each !== named && each.handle === input.handle);
  if (taken)
    return no({
      code: 'HANDLE_NOT_UNIQUE',
      field: ['input', 'handle'],
      message: `Handle '${input.handle}' already in use`,
    });
  if (input.variants && !input.productOptions)
    return no({
      code: 'PRODUCT_OPTIONS_INPUT_MISSING',
      field: ['input', 'productOptions'],
      message: 'Options are missing',
    });
  const errors = (input.variants ?? []).flatMap((variant, i): UserError[] => faultsOf(input, variant, i));
  if (errors.length > 0) return {product: null, productSetOperation: null, userErrors: errors};
  const product = named ?? newProduct(shop, input.handle ?? input.title ?? '');
  // A list that is given replaces what is there.
  if (input.metafields) product.metafields.clear();
  fill(product, input);
  if (input.variants && input.productOptions) setVariants(shop, product, input.variants, input.productOptions);
  shop.products.set(product.id, product);
  return {product: productShape(shop, product), productSetOperation: null, userErrors: []};
}

function faultsOf({variants, productOptions}: SetInput, variant: VariantInput, i: number): UserError[] {
  const path = ['input', 'variants', String(i)];
  const options = optionsFrom(variant);
  const text = optionsText(options);
  const twin = (variants ?? []).findIndex((each) => optionsText(optionsFrom(each)) === text);
  const known = options.every(({name, value}) =>
    productOptions?.some((option) => option.name === name && option.values.some((each) => each.name === value)),
  );
  const error = faultOf(variant, path);
  if (error !== null) return [error];
  if (twin < i) return [{code: 'INVALID_VARIANT', field: path, message: 'The variant already exists'}];
  return known
    ? []
    : [{code: 'OPTION_VALUE_DOES_NOT_EXIST', field: [...path, 'optionValues'], message: 'Option value does not exist'}];
}

function setVariants(
  shop: ShopState,
  product: Product,
  variants: readonly VariantInput[],
  options: NonNullable<SetInput['productOptions']>,
): void {
  product.options = options.map(({name, values}) => ({name, values: values.map((value) => value.name)}));
  product.variants = variants.map((input): Variant => {
    const kept = product.variants.find(({id}) => id === input.id);
    const variant = kept ?? newVariant(shop, optionsFrom(input));
    variant.options = optionsFrom(input);
    write(shop, variant, input);
    return variant;
  });
}

function newProduct(shop: ShopState, handle: string): Product {
  const standIn = newVariant(shop, [{name: 'Title', value: 'Default Title'}]);
  return {
    id: gid(shop, 'Product'),
    handle: handle.toLowerCase().replace(/[^\p{L}\p{N}_-]+/gu, '-'),
    ...{title: '', descriptionHtml: '', vendor: 'The shop itself', productType: '', tags: [], status: 'ACTIVE'},
    templateSuffix: null,
    published: [],
    metafields: new Map(),
    options: [{name: 'Title', values: ['Default Title']}],
    variants: [standIn],
  };
}

/** Writes what is named; tags are kept once each and by the alphabet. */
function fill(product: Product, input: ProductInput): void {
  const {title, descriptionHtml, vendor, productType, status, tags} = input;
  if (typeof title === 'string') product.title = title;
  if (typeof descriptionHtml === 'string') product.descriptionHtml = descriptionHtml;
  if (typeof vendor === 'string') product.vendor = vendor;
  if (typeof productType === 'string') product.productType = productType;
  if (typeof status === 'string') product.status = status;
  if (tags) product.tags = [...new Set(tags)].sort((a, b) => a.localeCompare(b));
  for (const {namespace, key, value} of input.metafields ?? []) product.metafields.set(`${namespace}.${key}`, value);
}

/** Puts a product on sales channels, in addition to those it is on. */
export function publish(shop: ShopState, {id, input}: {id: string; input: readonly {publicationId?: string | null}[]}) {
  const product = shop.products.get(id);
  if (product === undefined) return {userErrors: [{field: ['id'], message: 'Resource does not exist'}]};
  const ids = input.map(({publicationId}) => publicationId ?? '');
  const known = new Set(shop.publications.map((each) => each.id));
  const strange = ids.findIndex((each) => !known.has(each));
  if (strange >= 0)
    return {userErrors: [{field: ['input', String(strange), 'publicationId'], message: 'Publication does not exist'}]};
  const closed = ids.findIndex((each) => shop.publications.some(({id: one, closed: shut}) => one === each && shut));
  if (closed >= 0)
    return {userErrors: [{field: ['input', String(closed)], message: 'The channel takes no more products'}]};
  product.published = [...new Set([...product.published, ...ids])];
  return {userErrors: []};
}
