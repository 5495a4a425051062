import {slug} from '../../domain/catalog/slug.js';
import type {OptionValue} from '../../domain/catalog/types.js';
import {GTIN, PIPE_IMAGES} from './codecs.js';
import {carried, defineDialect, listing, offer, own} from './define.js';
import {dropWords, type RowDraft} from './row-draft.js';
import {regularText} from './sale.js';
import {codeText} from './table.js';
import type {DialectColumn, FileReading, Place} from './types.js';

const SITE = 'SiteID=US|Country=US|Currency=USD|Version=1193|CC=UTF-8';

/**
 * eBay's File Exchange and Seller Hub uploads: a first line of remarks, the site in the name of the first column, `*`
 * before what is needed. A product's variations follow its row, each `Variation` with `Size=M|Color=Red`.
 * PLATFORMS.md §3.4.
 */
export const ebay = defineDialect({
  name: 'ebay',
  columns: [
    {...own('Action', `*Action(${SITE})`, 'Action'), always: true},
    {...offer('sku', 'CustomLabel', 'Custom label (SKU)', 'Custom label'), always: true},
    ...carried('listing', 'ItemID', 'Item number'),
    {...listing('category', '*Category', 'Category ID', 'Category name'), always: true},
    ...carried('listing', 'StoreCategory', 'StoreCategory2', 'Category2'),
    {...listing('title', '*Title'), always: true},
    ...carried('listing', 'Subtitle'),
    own('Relationship', 'Relationship'),
    own('RelationshipDetails', 'RelationshipDetails', 'Relationship details', 'Variation details'),
    ...carried('listing', 'ScheduleTime', 'Schedule time', '*ConditionID', 'Condition ID', 'ConditionDescription'),
    {...offer('gtin', 'Product:EAN', 'EAN', 'P:EAN'), codec: GTIN},
    ...carried('offer', 'UPC', 'Product:UPC', 'P:UPC', 'ISBN', 'Product:ISBN', 'EPID', 'Product:EPID'),
    {...listing('images', 'PicURL', 'Item photo URL'), codec: PIPE_IMAGES, always: true},
    ...carried('listing', 'GalleryType', 'VideoID', 'Video ID'),
    {...listing('description', '*Description'), always: true},
    ...carried('listing', '*Format', '*Duration'),
    {...offer('price', '*StartPrice', 'Start price', 'Price'), always: true},
    ...carried(
      'listing',
      'BuyItNowPrice',
      'Buy It Now price',
      'BestOfferEnabled',
      'BestOfferAutoAcceptPrice',
      'MinimumBestOfferPrice',
    ),
    {...offer('stock', '*Quantity', 'Available quantity'), always: true},
    ...carried('listing', '*Location', 'PayPalAccepted', 'ImmediatePayRequired', 'PaymentInstructions', 'VATPercent'),
    ...carried(
      'listing',
      'ShippingType',
      '*DispatchTimeMax',
      'PromotionalShippingDiscount',
      'ShippingDiscountProfileID',
    ),
    ...carried(
      'listing',
      '*ReturnsAcceptedOption',
      'ReturnsWithinOption',
      'RefundOption',
      'ShippingCostPaidByOption',
      'AdditionalDetails',
    ),
    ...carried('listing', 'ShippingProfileName', 'ReturnProfileName', 'PaymentProfileName', 'TakeBackPolicyID'),
  ],
  needs: [
    ['Action', 'ItemID', 'Item number'],
    ['Title', 'CustomLabel', 'Custom label (SKU)'],
    ['StartPrice', 'Start price', 'Price', 'Quantity', 'Available quantity'],
  ],
  signs: ['Custom label (SKU)', 'CustomLabel'],
  layout: 'parent',
  bare: (header) =>
    header
      .trim()
      .replace(/^\*/u, '')
      .replace(/^(Action)\(.*\)$/iu, '$1'),
  pattern,
  reading,
  cells: {
    'own Action': () => 'Revise',
    sku: ({role, listing: {product}, offer: sold}) => codeText(role === 'parent' ? product : sold?.sku),
    price: (place) => (place.role === 'parent' ? '' : regularPrice(place)),
    'own Relationship': ({role}) => (role === 'variant' ? 'Variation' : ''),
    'own RelationshipDetails': details,
    images: ({role, listing: {images}, offer: sold}) =>
      role === 'variant' ? (sold?.image ?? '') : images.map(({url}) => url).join('|'),
  },
  preamble: [['#INFO', 'Version=0.0.2', 'Template=fx_category_template_EBAY_US']],
  // A revision names the item by eBay's number on its first row; variations follow it (File Exchange Advanced Template
  // Instructions, "Revise").
  upload: {
    keys: [['extra listing ItemID'], ['extra listing Item number']],
    columns: [
      'own Action',
      'extra listing ItemID',
      'extra listing Item number',
      'sku',
      'own Relationship',
      'own RelationshipDetails',
    ],
    rows: 'lead',
    listing: ['title', 'description'],
    offer: ['price'],
    stock: true,
    id: {by: 'sku'},
    orders: {'own Action': 'Revise'},
  },
});

/** Item specifics, and the shipping services of one listing. */
function pattern(header: string): DialectColumn | null {
  const known = /^\*?C:.+|^(International)?ShippingService-\d+:.+/iu.test(header.trim());
  return known ? (carried('listing', header)[0] ?? null) : null;
}

/** A price that eBay has no second column for: what buyers pay. */
function regularPrice(place: Place): string {
  const {offer: sold} = place;
  if (sold === null) return '';
  return regularText({...place, offer: {...sold, compareAt: null, baseCompareAt: null}});
}

function reading(): FileReading {
  let parent: string | null = null;
  return {
    row: (draft) => {
      const details = draft.own('RelationshipDetails');
      if (/^variation$/iu.test(draft.own('Relationship'))) variation(draft, parent, details);
      else if (details !== '') {
        parent = draft.offer.sku ?? (slug(draft.listing.title ?? '') || null);
        draft.product = parent;
        delete draft.offer.sku;
        draft.kind = 'product';
      } else {
        parent = null;
        draft.kind = 'variant';
      }
    },
  };
}

function variation(draft: RowDraft, parent: string | null, details: string): void {
  const [image] = draft.listing.images ?? [];
  dropWords(draft);
  draft.kind = 'variant';
  draft.product = parent;
  if (image !== undefined) draft.offer.image = image.url;
  const options = optionsOf(details);
  if (options.length > 0) draft.offer.options = options;
}

/** `Size=M|Color=Red`; eBay can not hold `|` and `=` inside. */
function optionsOf(details: string): OptionValue[] {
  return details.split('|').flatMap((part) => {
    const at = part.indexOf('=');
    return at < 0 ? [] : [{name: part.slice(0, at).trim(), value: part.slice(at + 1).trim()}];
  });
}

function details({role, listing: {offers}, offer: sold}: Place): string {
  if (role === 'only') return '';
  const all = offers.flatMap(({options}) => options);
  const bad = all.some(
    ({name, value}) => /[|=;]/u.test(name + value) || name.trim() !== name || value.trim() !== value,
  );
  if (sold !== null) return bad ? '' : sold.options.map(({name, value}) => `${name}=${value}`).join('|');
  const safe = (text: string) => text.replace(/[|=;]/gu, ' ').trim();
  const names = [...new Set(all.map(({name}) => name))];
  const values = (name: string) => [...new Set(all.flatMap((option) => (option.name === name ? [option.value] : [])))];
  return names.map((name) => `${safe(name)}=${values(name).map(safe).join(';')}`).join('|') || 'Variation=';
}
