import type {CatalogueRow} from '../../domain/catalog/row.js';
import type {OptionValue} from '../../domain/catalog/types.js';
import {imageList, yesNo} from './codecs.js';
import {carried, defineDialect, listing, offer, own} from './define.js';
import type {RowDraft} from './row-draft.js';
import {applySale, regularText, saleText} from './sale.js';
import {codeText} from './table.js';
import type {FileReading, Place} from './types.js';

const WORDS = [
  'store_view_code',
  'attribute_set_code',
  'product_websites',
  'short_description',
  'tax_class_name',
  'visibility',
  'special_price_from_date',
  'special_price_to_date',
  'url_key',
  'meta_title',
  'meta_keywords',
  'meta_description',
  'base_image_label',
  'small_image',
  'small_image_label',
  'thumbnail_image',
  'thumbnail_image_label',
  'swatch_image',
  'swatch_image_label',
  'created_at',
  'updated_at',
  'new_from_date',
  'new_to_date',
  'display_product_options_in',
  'map_price',
  'msrp_price',
  'map_enabled',
  'gift_message_available',
  'custom_design',
  'custom_design_from',
  'custom_design_to',
  'custom_layout_update',
  'page_layout',
  'product_options_container',
  'msrp_display_actual_price_type',
  'country_of_manufacture',
  'additional_attributes',
  'weight',
];

const STOCK = [
  'out_of_stock_qty',
  'use_config_min_qty',
  'is_qty_decimal',
  'allow_backorders',
  'use_config_backorders',
  'min_cart_qty',
  'use_config_min_sale_qty',
  'max_cart_qty',
  'use_config_max_sale_qty',
  'is_in_stock',
  'notify_on_stock_below',
  'use_config_notify_stock_qty',
  'manage_stock',
  'use_config_manage_stock',
  'use_config_qty_increments',
  'qty_increments',
  'use_config_enable_qty_inc',
  'enable_qty_increments',
  'is_decimal_divided',
  'website_id',
  'deferred_stock_update',
  'use_config_deferred_stock_update',
  'related_skus',
  'related_position',
  'crosssell_skus',
  'crosssell_position',
  'upsell_skus',
  'upsell_position',
];

const LAST = [
  'additional_image_labels',
  'hide_from_product_page',
  'custom_options',
  'bundle_price_type',
  'bundle_sku_type',
  'bundle_price_view',
  'bundle_weight_type',
  'bundle_values',
  'bundle_shipment_type',
  'associated_skus',
  'downloadable_links',
  'downloadable_samples',
  'configurable_variation_prices',
];

/**
 * Magento 2 and Adobe Commerce "Products" export. Simple products stand on rows of their own, before the configurable
 * product that names them in `configurable_variations` (`sku=A-M,size=M|sku=A-L,size=L`). The unit of `weight` is the
 * shop's and not in the file, so weights are carried as they stand. Source: magento2-sample-data.
 */
export const magento = defineDialect({
  name: 'magento',
  columns: [
    {...offer('sku', 'sku'), always: true},
    {...own('product_type', 'product_type'), always: true},
    {...listing('title', 'name'), always: true},
    listing('description', 'description'),
    listing('category', 'categories'),
    // 1 enabled, 2 disabled.
    {headers: ['product_online'], use: {kind: 'published'}, codec: yesNo(['1'], ['2', '0'])},
    {...offer('price', 'price'), always: true},
    own('sale', 'special_price'),
    offer('cost', 'cost'),
    own('base_image', 'base_image'),
    {...own('qty', 'qty'), always: true},
    own('configurable_variations', 'configurable_variations'),
    own('configurable_variation_labels', 'configurable_variation_labels'),
    {...own('additional_images', 'additional_images')},
    ...carried('offer', ...WORDS, ...STOCK, ...LAST),
  ],
  needs: [['sku'], ['attribute_set_code', 'product_type', 'product_websites'], ['name', 'price', 'qty']],
  signs: ['attribute_set_code', 'product_type'],
  layout: 'parent',
  reading,
  cells: {
    sku: ({role, listing: {product}, offer: sold}) => codeText(role === 'parent' ? product : sold?.sku),
    'own product_type': ({role}) => (role === 'parent' ? 'configurable' : 'simple'),
    title: ({listing: {title}}) => title,
    price: regularText,
    'own sale': saleText,
    'own qty': ({offer: sold}) => (sold?.stock === null || sold === null ? '' : String(sold.stock)),
    'own base_image': ({says, listing: {images}}) => (says ? (images[0]?.url ?? '') : ''),
    'own additional_images': ({says, listing: {images}}) =>
      says
        ? images
            .slice(1)
            .map(({url}) => url)
            .join(',')
        : '',
    'own configurable_variations': variations,
  },
});

interface Variation {
  readonly product: string;
  readonly options: readonly OptionValue[];
}

const LINKS = imageList(/\s+/u, ' ');

function reading(): FileReading {
  const variants = new Map<string, Variation>();
  return {
    row: (draft) => {
      if (/^(configurable|bundle|grouped)$/iu.test(draft.own('product_type'))) {
        draft.kind = 'product';
        draft.product = draft.offer.sku ?? null;
        delete draft.offer.sku;
        for (const [sku, options] of variationsOf(draft.own('configurable_variations')))
          if (draft.product !== null) variants.set(sku, {product: draft.product, options});
      } else {
        draft.kind = 'variant';
        const stock = /^([+-]?\d+)(?:\.0*)?$/u.exec(draft.own('qty'))?.[1];
        if (stock !== undefined) draft.offer.stock = Number(stock) === 0 ? 0 : Number(stock);
        applySale(draft);
      }
      images(draft);
    },
    end: (rows) => ({rows: rows.map((row) => joined(row, variants)), findings: []}),
  };
}

/** Paths inside Magento's media folder are no addresses, and carried. */
function images(draft: RowDraft): void {
  const urls = [draft.own('base_image'), ...draft.own('additional_images').split(',')].filter((url) => url !== '');
  if (urls.length > 0 && LINKS.read(urls.join(' ')) !== null)
    draft.listing.addImages = urls.map((url) => ({url, position: null}));
}

/** A simple product that a configurable one names is a variant of it, and its own words are its alone. */
function joined(row: CatalogueRow, variants: ReadonlyMap<string, Variation>): CatalogueRow {
  const variant = row.kind === 'variant' ? variants.get(row.offer.sku ?? '') : undefined;
  if (variant === undefined) return row;
  const {product, options} = variant;
  return {...row, product, listing: {extra: {}}, offer: {...row.offer, options}};
}

function variationsOf(text: string): [string, OptionValue[]][] {
  return text.split('|').flatMap((part): [string, OptionValue[]][] => {
    const pairs = part.split(',').flatMap((pair): OptionValue[] => {
      const at = pair.indexOf('=');
      return at < 0 ? [] : [{name: pair.slice(0, at), value: pair.slice(at + 1)}];
    });
    const sku = pairs.find(({name}) => name === 'sku')?.value;
    return sku === undefined ? [] : [[sku, pairs.filter(({name}) => name !== 'sku')]];
  });
}

/** Magento can not hold `,`, `|` and `=` inside an option. */
function variations({role, listing: {offers}}: Place): string {
  if (role !== 'parent') return '';
  const parts = offers.map(({sku, options}) => [{name: 'sku', value: sku ?? ''}, ...options]);
  if (parts.flat().some(({name, value}) => /[,|=]/u.test(name + value) || value === '')) return '';
  return parts.map((pairs) => pairs.map(({name, value}) => `${name}=${value}`).join(',')).join('|');
}
