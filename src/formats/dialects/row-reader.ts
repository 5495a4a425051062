import {
  type Read,
  readCode,
  readCost,
  readOptionalPrice,
  readPrice,
  readRate,
  readStatus,
  readStock,
  readTags,
  readUrl,
  readWeight,
  readYesNo,
} from '../../domain/catalog/cells.js';
import {parseOptions} from '../../domain/catalog/key.js';
import {
  type CatalogueRow,
  CLEAR,
  type Finding,
  type ListingWish,
  type OfferWish,
  type OptionWish,
  type RowKind,
} from '../../domain/catalog/row.js';
import {slug} from '../../domain/catalog/slug.js';
import {type Message, message} from '../../domain/errors.js';
import type {ReadColumn} from './columns.js';
import {readAltCell, readImageCell, withAlts} from './images.js';
import type {Dialect, ListingCell, OfferCell} from './types.js';

type Draft<T> = {-readonly [K in keyof T]: T[K]};

/** Fields that a shop can do without; the others can not be cleared. */
const CLEARABLE = ['description', 'vendor', 'category', 'tags', 'images'] as const satisfies readonly ListingCell[];
const CLEARABLE_OFFER = [
  'compareAt',
  'cost',
  'taxRate',
  'gtin',
  'weightGrams',
  'image',
] as const satisfies readonly OfferCell[];

function among<T extends string>(list: readonly T[], field: string): field is T {
  return (list as readonly string[]).includes(field);
}

/** Reads the cells of one row, one after the other; empty cells are not brought to it. */
export class RowReader {
  readonly #line: number;
  readonly #currency: string;
  readonly #findings: Finding[] = [];
  readonly #listing: Draft<ListingWish> & {extra: Record<string, string | null>} = {extra: {}};
  readonly #offer: Draft<OfferWish> & {extra: Record<string, string | null>} = {extra: {}};
  readonly #names: (string | undefined)[] = [];
  readonly #values: (string | undefined)[] = [];
  readonly #image: {url?: string; alt?: string; position: number | null; cleared: boolean} = {
    position: null,
    cleared: false,
  };
  #product: string | null = null;
  #export: string | null = null;
  #alts: readonly string[] = [];
  #variant = false;
  #words = false;

  constructor(line: number, currency: string) {
    this.#line = line;
    this.#currency = currency;
  }

  refuse(column: string, value: string, said: Message): void {
    this.#findings.push({line: this.#line, column, value, severity: 'error', message: said});
  }

  /** Reads one cell that holds something. */
  cell({header, use, known}: ReadColumn, text: string): void {
    const refuse = (said: Message) => this.refuse(header, text, said);
    const clear = text.trim() === CLEAR;
    switch (use.kind) {
      case 'product':
        this.#product = text.trim();
        if (clear) refuse(message('CLEAR_REQUIRED', {column: header}));
        return;
      case 'listing':
        this.#words = true;
        if (!clear) this.#listingCell(use.field, text, refuse);
        else if (among(CLEARABLE, use.field)) this.#listingCell(use.field, '', refuse);
        else refuse(message('CLEAR_REQUIRED', {column: header}));
        return;
      case 'offer':
        this.#variant = true;
        if (!clear) this.#offerCell(use.field, text, refuse);
        else if (among(CLEARABLE_OFFER, use.field)) this.#offer[use.field] = null;
        else refuse(message('CLEAR_REQUIRED', {column: header}));
        return;
      case 'published':
        this.#words = true;
        take(readYesNo(text), refuse, (published) => {
          this.#listing.published = published;
        });
        return;
      case 'option-name':
        this.#names[use.index] = text;
        return;
      case 'option-value':
        this.#variant = true;
        this.#values[use.index] = text;
        return;
      case 'image':
        this.#imageCell(use.part, text, clear, refuse);
        return;
      case 'currency':
        if (text.trim().toUpperCase() !== this.#currency)
          refuse(message('CURRENCY_OTHER', {text, currency: this.#currency}));
        return;
      case 'export':
        this.#export = text.trim();
        return;
      case 'extra':
        if (known) this.#variant ||= use.level === 'offer';
        if (known) this.#words ||= use.level === 'listing';
        (use.level === 'offer' ? this.#offer : this.#listing).extra[use.name] = clear ? null : text;
        return;
      case 'ours':
        return;
    }
  }

  #listingCell(field: ListingCell, text: string, refuse: (said: Message) => void): void {
    const listing = this.#listing;
    if (field === 'tags') listing.tags = readTags(text);
    else if (field === 'status') {
      take(readStatus(text), refuse, (status) => {
        listing.status = status;
      });
    } else if (field === 'images') {
      take(readImageCell(text), refuse, (images) => {
        listing.images = images;
      });
    } else if (field === 'imageAlts') this.#alts = readAltCell(text);
    else listing[field] = text;
  }

  #offerCell(field: OfferCell, text: string, refuse: (said: Message) => void): void {
    const offer = this.#offer;
    const set =
      <K extends keyof OfferWish>(key: K) =>
      (value: OfferWish[K]) => {
        (offer as Draft<OfferWish>)[key] = value;
      };
    const money = this.#currency;
    if (field === 'sku') take(readCode(text), refuse, set('sku'));
    else if (field === 'gtin') take(readCode(text), refuse, set('gtin'));
    else if (field === 'price') take(readPrice(text, money), refuse, set('price'));
    else if (field === 'compareAt') take(readOptionalPrice(text, money), refuse, set('compareAt'));
    else if (field === 'cost') take(readCost(text, money), refuse, set('cost'));
    else if (field === 'stock') take(readStock(text), refuse, set('stock'));
    else if (field === 'weightGrams') take(readWeight(text), refuse, set('weightGrams'));
    else if (field === 'taxRate') take(readRate(text), refuse, set('taxRate'));
    else if (field === 'image') take(readUrl(text), refuse, set('image'));
    else {
      const options = parseOptions(text);
      if (options === null) refuse(message('OPTIONS_FORM', {text}));
      else offer.options = options;
    }
  }

  #imageCell(part: 'url' | 'position' | 'alt', text: string, clear: boolean, refuse: (said: Message) => void): void {
    if (part === 'alt') this.#image.alt = clear ? '' : text;
    else if (part === 'position') {
      const position = Number(text.trim());
      this.#image.position = Number.isInteger(position) && position > 0 ? position : null;
    } else if (clear) this.#image.cleared = true;
    else {
      take(readUrl(text), refuse, (url) => {
        this.#image.url = url;
      });
      this.#image.url ??= '';
    }
  }

  /** The row, and what is wrong with it. */
  end(
    cells: readonly string[],
    dialect: Dialect,
    columns: readonly ReadColumn[],
  ): {row: CatalogueRow; found: readonly Finding[]} {
    const options = this.#options();
    if (options !== null) this.#offer.options = options;
    if (this.#listing.images !== undefined) this.#listing.images = withAlts(this.#listing.images, this.#alts);
    if (this.#product === null && dialect.keyFromTitle) this.#keyFromTitle(columns);
    const {url, alt, position, cleared} = this.#image;
    const image = url === undefined || url === '' ? null : {url, position, ...(alt === undefined ? {} : {alt})};
    const row: CatalogueRow = {
      line: this.#line,
      cells,
      kind: this.#kind(),
      product: this.#product,
      listing: this.#listing,
      offer: this.#offer,
      image,
      imagesCleared: cleared,
      exportId: this.#export,
    };
    return {row, found: this.#findings};
  }

  #kind(): RowKind {
    if (this.#variant) return 'variant';
    if (this.#words || this.#image.cleared || this.#image.url === undefined) return 'product';
    return 'image';
  }

  /** Values without a gap; a name without a value is a value that is missing. */
  #options(): OptionWish[] | null {
    const last = Math.max(this.#names.length, this.#values.length);
    if (last === 0 || (this.#values.length === 0 && !this.#variant)) return null;
    return Array.from({length: last}, (_, index) => ({
      name: this.#names[index] ?? null,
      value: this.#values[index] ?? '',
    }));
  }

  #keyFromTitle(columns: readonly ReadColumn[]): void {
    const title = this.#listing.title;
    const made = title === undefined ? '' : slug(title);
    if (made !== '') this.#product = made;
    else {
      const column = columns.find(({use}) => use.kind === 'product')?.header ?? '';
      this.refuse(column, '', message('PRODUCT_KEY_MISSING', {column}));
    }
  }
}

function take<T>(read: Read<T>, refuse: (said: Message) => void, set: (value: T) => void): void {
  if ('refused' in read) refuse(read.refused);
  else set(read.value);
}
