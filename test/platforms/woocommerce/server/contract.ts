/**
 * What WooCommerce says of its own requests: the parameters and writable properties of the REST API v3 as its controllers
 * declare them (`get_item_schema`, `get_collection_params`; public source of WooCommerce 10), as far as souk's routes go. Stricter than
 * WordPress, which turns "7" into 7: here a number is a number.
 */
type Shape =
  | 'text'
  | 'whole'
  | 'number'
  | 'truth'
  | 'moment'
  | 'any'
  | {readonly oneOf: readonly unknown[]}
  | {readonly list: Shape}
  | {readonly holds: Shapes};

type Shapes = Readonly<Record<string, Shape>>;

const STATUS: Shape = {oneOf: ['draft', 'pending', 'private', 'publish', 'future', 'auto-draft', 'trash']};
const META: Shape = {list: {holds: {id: 'whole', key: 'text', value: 'any'}}};
const TERMS: Shape = {list: {holds: {id: 'whole', name: 'text', slug: 'text'}}};
const IMAGE: Shape = {holds: {id: 'whole', src: 'text', name: 'text', alt: 'text'}};
const COST: Shapes = {values: {list: {holds: {defined_value: 'number'}}}};

/** What a product and a variation have in common. */
const SOLD: Shapes = {
  status: STATUS,
  description: 'text',
  sku: 'text',
  global_unique_id: 'text',
  regular_price: 'text',
  sale_price: 'text',
  date_on_sale_from: 'moment',
  date_on_sale_from_gmt: 'moment',
  date_on_sale_to: 'moment',
  date_on_sale_to_gmt: 'moment',
  virtual: 'truth',
  downloadable: 'truth',
  tax_status: {oneOf: ['taxable', 'shipping', 'none']},
  tax_class: 'text',
  stock_quantity: 'whole',
  stock_status: {oneOf: ['instock', 'outofstock', 'onbackorder']},
  backorders: {oneOf: ['no', 'notify', 'yes']},
  weight: 'text',
  dimensions: {holds: {length: 'text', width: 'text', height: 'text'}},
  shipping_class: 'text',
  menu_order: 'whole',
  meta_data: META,
};

const PRODUCT: Shapes = {
  ...SOLD,
  name: 'text',
  slug: 'text',
  type: {oneOf: ['simple', 'grouped', 'external', 'variable']},
  featured: 'truth',
  catalog_visibility: {oneOf: ['visible', 'catalog', 'search', 'hidden']},
  short_description: 'text',
  manage_stock: 'truth',
  parent_id: 'whole',
  categories: TERMS,
  tags: TERMS,
  brands: TERMS,
  images: {list: IMAGE},
  attributes: {
    list: {
      holds: {
        ...{id: 'whole', name: 'text', position: 'whole', visible: 'truth', variation: 'truth'},
        options: {list: 'text'},
      },
    },
  },
  default_attributes: {list: {holds: {id: 'whole', name: 'text', option: 'text'}}},
  cost_of_goods_sold: {holds: COST},
};

const VARIATION: Shapes = {
  ...SOLD,
  manage_stock: 'truth',
  image: IMAGE,
  attributes: {list: {holds: {id: 'whole', name: 'text', option: 'text'}}},
  cost_of_goods_sold: {holds: {...COST, defined_value_is_additive: 'truth'}},
};

const TERM: Shapes = {name: 'text', slug: 'text', parent: 'whole', description: 'text'};

/** Parameters that any list knows, as texts of an address. */
const LISTS = ['context', 'page', 'per_page', 'search', 'exclude', 'include', 'offset', 'order', 'orderby', '_fields'];
const DATED = ['after', 'before', 'modified_after', 'modified_before', 'dates_are_gmt'];
const GOODS = [...LISTS, ...DATED, 'slug', 'status', 'type', 'sku', 'category', 'tag', 'parent', 'stock_status'];
/** Of signing in, and of an address without pretty permalinks. */
const DOOR = /^(?:rest_route|consumer_(?:key|secret)|oauth_.+)$/u;

interface Operation {
  readonly method: string;
  readonly path: RegExp;
  readonly query: readonly string[];
  readonly body?: Shapes;
}

const ID = '[1-9]\\d*';
const at = (path: string) => new RegExp(`^${path.replaceAll('{id}', ID)}$`, 'u');
const several = (item: Shapes): Shapes => ({
  create: {list: {holds: item}},
  update: {list: {holds: {...item, id: 'whole'}}},
  delete: {list: 'whole'},
});

const OPERATIONS: Readonly<Record<string, Operation>> = {
  'list products': {method: 'GET', path: at('/products'), query: GOODS},
  'read product': {method: 'GET', path: at('/products/{id}'), query: ['context', '_fields']},
  'create product': {method: 'POST', path: at('/products'), query: ['_fields'], body: PRODUCT},
  'update product': {method: 'PUT', path: at('/products/{id}'), query: ['_fields'], body: PRODUCT},
  'delete product': {method: 'DELETE', path: at('/products/{id}'), query: ['force', '_fields']},
  'batch products': {method: 'POST', path: at('/products/batch'), query: ['_fields'], body: several(PRODUCT)},
  'list variations': {method: 'GET', path: at('/products/{id}/variations'), query: GOODS},
  'create variation': {method: 'POST', path: at('/products/{id}/variations'), query: ['_fields'], body: VARIATION},
  'update variation': {method: 'PUT', path: at('/products/{id}/variations/{id}'), query: ['_fields'], body: VARIATION},
  'delete variation': {method: 'DELETE', path: at('/products/{id}/variations/{id}'), query: ['force', '_fields']},
  'batch variations': {
    ...{method: 'POST', path: at('/products/{id}/variations/batch')},
    ...{query: ['_fields'], body: several(VARIATION)},
  },
  'list terms': {
    ...{method: 'GET', path: at('/products/(?:categories|tags)')},
    query: [...LISTS, 'hide_empty', 'parent', 'product', 'slug'],
  },
  'create term': {method: 'POST', path: at('/products/(?:categories|tags)'), query: ['_fields'], body: TERM},
  'batch terms': {
    ...{method: 'POST', path: at('/products/(?:categories|tags)/batch')},
    ...{query: ['_fields'], body: several(TERM)},
  },
  'list orders': {
    method: 'GET',
    path: at('/orders'),
    query: [...LISTS, ...DATED, 'status', 'customer', 'product', 'dp'],
  },
  'list refunds': {method: 'GET', path: at('/orders/{id}/refunds'), query: [...LISTS, 'dp']},
  'read settings': {method: 'GET', path: at('/settings/[a-z_]+'), query: ['_fields']},
  'read currency': {method: 'GET', path: at('/data/currencies/current'), query: ['_fields']},
};

/** What was sent of an operation, and what of it did not fit. */
export interface Tally {
  fits: number;
  readonly fitsNot: string[];
}

/** Counts a request under its operation, and says what of it WooCommerce does not know. */
export function judge(
  tallies: Map<string, Tally>,
  asked: {
    readonly method: string;
    readonly path: string;
    readonly query: Readonly<Record<string, string>>;
    readonly body: unknown;
  },
): void {
  const found = Object.entries(OPERATIONS).find(
    ([, {method, path}]) => method === asked.method && path.test(asked.path),
  );
  const name = found?.[0] ?? `${asked.method} ${asked.path}`;
  const tally = tallies.get(name) ?? {fits: 0, fitsNot: []};
  tallies.set(name, tally);
  const faults = found === undefined ? ['no such operation'] : [...faultsOf(found[1], asked)];
  if (faults.length === 0) tally.fits += 1;
  tally.fitsNot.push(...faults);
}

function* faultsOf(operation: Operation, asked: Parameters<typeof judge>[1]): Iterable<string> {
  for (const [name, value] of Object.entries(asked.query)) {
    if (!(operation.query.includes(name) || DOOR.test(name))) yield `?${name} is not known`;
    if (/^(?:page|per_page|offset)$/u.test(name) && !/^\d+$/u.test(value)) yield `?${name} is no number: ${value}`;
    if (/^(?:modified_)?(?:after|before)$/u.test(name) && !isMoment(value)) yield `?${name} is no moment: ${value}`;
  }
  if (Number(asked.query['per_page'] ?? 1) > 100) yield `?per_page is ${asked.query['per_page']}`;
  if (operation.body !== undefined) yield* misfits({holds: operation.body}, asked.body, 'body');
}

function* misfits(shape: Shape, value: unknown, where: string): Iterable<string> {
  if (typeof shape === 'string') {
    if (!isOf(shape, value)) yield `${where} is no ${shape}: ${JSON.stringify(value)}`;
  } else if ('oneOf' in shape) {
    if (!shape.oneOf.includes(value)) yield `${where} is none of its values: ${JSON.stringify(value)}`;
  } else if ('list' in shape) {
    if (!Array.isArray(value)) yield `${where} is no list`;
    else for (const [index, each] of value.entries()) yield* misfits(shape.list, each, `${where}[${index}]`);
  } else if (value === '') {
    // An object without anything to WordPress (rest_is_object): so an image is taken away.
    return;
  } else if (typeof value !== 'object' || value === null || Array.isArray(value)) yield `${where} is no object`;
  else {
    for (const [name, each] of Object.entries(value)) {
      const own = shape.holds[name];
      if (own === undefined) yield `${where}.${name} can not be written`;
      else yield* misfits(own, each, `${where}.${name}`);
    }
  }
}

function isOf(shape: Extract<Shape, string>, value: unknown): boolean {
  switch (shape) {
    case 'any':
      return true;
    case 'text':
      return typeof value === 'string';
    case 'whole':
      return Number.isSafeInteger(value);
    case 'number':
      return typeof value === 'number' && Number.isFinite(value);
    case 'truth':
      return typeof value === 'boolean';
    case 'moment':
      return isMoment(value);
  }
}

/** RFC 3339 as WordPress reads it; an empty text takes a date away. */
function isMoment(value: unknown): boolean {
  return (
    value === '' ||
    (typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?$/u.test(value))
  );
}
