import type {OptionValue} from '../../domain/catalog/types.js';
import type {RowDraft} from './row-draft.js';
import {applySale, regularText, saleText} from './sale.js';
import {OPTION_COLUMNS} from './table.js';
import type {FileReading, Place} from './types.js';

/** Columns of product feeds that hold options of variants, with the option's name in souk. */
const FEED_OPTIONS = ['Color', 'Size', 'Material', 'Pattern'] as const;

/**
 * Product feeds (Google, Meta): every row is a variant and repeats the product's words; `item_group_id` holds variants
 * together. A product's first row shows the picture of the product, later rows one of their own where it differs.
 */
export function feedReading(): FileReading {
  const first = new Map<string, string>();
  return {
    row: (draft) => {
      draft.kind = 'variant';
      const group = draft.own('item_group_id');
      const image = draft.url('image_link');
      if (group === '') images(draft, image);
      else if (!first.has(group)) {
        first.set(group, image ?? '');
        images(draft, image);
      } else if (image !== undefined && image !== first.get(group)) draft.offer.image = image;
      if (group !== '') {
        draft.product = group;
        const options = FEED_OPTIONS.flatMap((name) => {
          const value = draft.own(name);
          return value === '' ? [] : [{name, value}];
        });
        if (options.length > 0) draft.offer.options = options.slice(0, OPTION_COLUMNS);
      }
      applySale(draft);
    },
  };
}

/** Pictures that are to be there beside what the shop has: a feed need not show all. */
function images(draft: RowDraft, image: string | undefined): void {
  const more = draft.own('additional_image_link').split(/,\s*(?=https?:\/\/)/u);
  const urls = [image, ...more.filter((url) => /^https?:\/\/\S+$/iu.test(url))];
  const wishes = urls.flatMap((url) => (url === undefined ? [] : [{url, position: null}]));
  if (wishes.length > 0) draft.listing.addImages = wishes;
}

/** Cells of feeds that are more than a field. */
export const FEED_CELLS: Readonly<Record<string, (place: Place) => string>> = {
  price: (place) => withCurrency(regularText(place), place),
  'own sale': (place) => withCurrency(saleText(place), place),
  'own item_group_id': ({role, listing: {product}}) => (role === 'only' ? '' : product),
  'own image_link': ({index, listing: {images}, offer}) =>
    (index === 0 ? undefined : offer?.image) ?? images[0]?.url ?? '',
  'own additional_image_link': ({index, listing: {images}}) =>
    index === 0
      ? images
          .slice(1)
          .map(({url}) => url)
          .join(',')
      : '',
  ...Object.fromEntries(FEED_OPTIONS.map((name) => [`own ${name}`, (place: Place) => optionText(place, name)])),
};

function withCurrency(text: string, {setup}: Place): string {
  return text === '' ? '' : `${text} ${setup.currency}`;
}

/** An option under the column of its name; none where a feed has no column for one of them, or another order. */
function optionText({listing, offer, role}: Place, name: string): string {
  if (offer === null || role === 'only' || !feedHolds(listing.offers.map(({options}) => options))) return '';
  return offer.options.find((option) => option.name === name)?.value ?? '';
}

/** True when a feed's columns hold all the options of a product's variants. */
function feedHolds(variants: readonly (readonly OptionValue[])[]): boolean {
  return variants.every((options) => {
    const at = options.map(({name}) => (FEED_OPTIONS as readonly string[]).indexOf(name));
    return at.length <= OPTION_COLUMNS && at.every((place, index) => place >= 0 && place > (at[index - 1] ?? -1));
  });
}
