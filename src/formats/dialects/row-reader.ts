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
import {failedFormula} from '../../domain/catalog/damage.js';
import {parseOptions} from '../../domain/catalog/key.js';
import {plainNumber} from '../../domain/catalog/number-form.js';
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
import {identity, type ReadColumn} from './columns.js';
import {readAltCell, readImageCell, withAlts} from './images.js';
import type {CellForm} from './read.js';
import type {RowDraft} from './row-draft.js';
import type {CellCodec, Dialect, FileReading, ListingCell, OfferCell} from './types.js';

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

/** Fields that are numbers, written as the file writes them. */
const NUMBERS: ReadonlySet<OfferCell> = new Set(['price', 'compareAt', 'cost', 'taxRate', 'stock', 'weightGrams']);

function among<T extends string>(list: readonly T[], field: string): field is T {
  return (list as readonly string[]).includes(field);
}

/** Reads the cells of one row, one after the other; empty cells are not brought to it. */
export class RowReader {
  readonly #line: number;
  readonly #currency: string;
  readonly #decimal: CellForm['decimal'];
  readonly #findings: Finding[] = [];
  readonly #listing: Draft<ListingWish> & {extra: Record<string, string | null>} = {extra: {}};
  readonly #offer: Draft<OfferWish> & {extra: Record<string, string | null>} = {extra: {}};
  readonly #names: (string | undefined)[] = [];
  readonly #values: (string | undefined)[] = [];
  readonly #image: {url?: string; alt?: string; position: number | null; cleared: boolean} = {
    position: null,
    cleared: false,
  };
  readonly #seen = new Set<string>();
  readonly #own = new Map<string, {readonly header: string; readonly text: string}>();
  #product: string | null = null;
  #export: string | null = null;
  #alts: readonly string[] = [];
  #variant = false;
  #words = false;

  constructor(line: number, {currency, decimal}: CellForm) {
    this.#line = line;
    this.#currency = currency;
    this.#decimal = decimal;
  }

  refuse(column: string, value: string, said: Message): void {
    this.#findings.push({line: this.#line, column, value, severity: 'error', message: said});
  }

  /** Reads one cell that holds something. */
  cell({header, use, known, codec}: ReadColumn, cell: string): void {
    const plain = codec === undefined || use.kind === 'offer' || cell.trim() === CLEAR ? cell : codec.read(cell);
    if (plain === null) return;
    this.#seen.add(identity(use));
    this.#cell({header, use, known}, plain, codec);
  }

  #cell({header, use, known}: ReadColumn, text: string, codec: CellCodec | undefined): void {
    const refuse = (said: Message) => this.refuse(header, text, said);
    const clear = text.trim() === CLEAR;
    if (known && use.kind !== 'ours' && failedFormula(text)) {
      refuse(message('SPREADSHEET_ERROR', {text: text.trim()}));
      return;
    }
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
        if (!clear) this.#offerCell(use.field, text, refuse, codec);
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
      case 'own':
        this.#own.set(use.name, {header, text});
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

  #offerCell(field: OfferCell, cell: string, refuse: (said: Message) => void, codec?: CellCodec): void {
    const plain = this.#plain(field, cell);
    if (plain === null) {
      refuse(message('NUMBER_LOCALE', {text: cell, decimal: this.#decimal ?? 'point'}));
      return;
    }
    const text = codec === undefined ? plain : codec.read(plain);
    if (text === null) return;
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

  /** Numbers with a decimal point, where the file was said to write them otherwise; null: it does not. */
  #plain(field: OfferCell, cell: string): string | null {
    return this.#decimal === undefined || !NUMBERS.has(field) ? cell : plainNumber(cell, this.#decimal);
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
    reading?: FileReading,
  ): {row: CatalogueRow; found: readonly Finding[]} {
    const options = this.#options();
    if (options !== null) this.#offer.options = options;
    if (this.#listing.images !== undefined) this.#listing.images = withAlts(this.#listing.images, this.#alts);
    const {url, alt, position, cleared} = this.#image;
    const image = url === undefined || url === '' ? null : {url, position, ...(alt === undefined ? {} : {alt})};
    const draft = this.#draft(image);
    reading?.row(draft);
    if (draft.product === null && dialect.keyFromTitle) draft.product = this.#keyFromTitle(columns);
    const row: CatalogueRow = {
      line: this.#line,
      cells,
      kind: draft.kind ?? this.#kind(),
      product: draft.product,
      listing: this.#listing,
      offer: this.#offer,
      image: draft.image,
      imagesCleared: cleared,
      exportId: this.#export,
    };
    return {row, found: this.#findings};
  }

  #draft(image: CatalogueRow['image']): RowDraft {
    const own = (name: string) => this.#own.get(name)?.text.trim() ?? '';
    const find = (severity: Finding['severity']) => (name: string, said: Message) => {
      const {header = '', text = ''} = this.#own.get(name) ?? {};
      this.#findings.push({line: this.#line, column: header, value: text, severity, message: said});
    };
    const refuse = find('error');
    return {
      line: this.#line,
      listing: this.#listing,
      offer: this.#offer,
      product: this.#product,
      image,
      kind: null,
      own,
      amount: (name, zero) => this.#amount(own(name), zero, (said) => refuse(name, said)),
      url: (name) => {
        const read = readUrl(own(name));
        return 'value' in read ? read.value : undefined;
      },
      fill: (use, text) => {
        if (use !== undefined && !this.#seen.has(identity(use))) this.cell({header: '', use, known: true}, text);
      },
      refuse,
      warn: find('warning'),
    };
  }

  #amount(text: string, zero: 'none' | undefined, refuse: (said: Message) => void): number | undefined {
    if (text === '' || text === CLEAR) return undefined;
    const plain = this.#decimal === undefined ? text : plainNumber(text, this.#decimal);
    if (plain === null) {
      refuse(message('NUMBER_LOCALE', {text, decimal: this.#decimal ?? 'point'}));
      return undefined;
    }
    let amount: number | undefined;
    take(zero === undefined ? readPrice(plain, this.#currency) : readCost(plain, this.#currency), refuse, (value) => {
      amount = zero !== undefined && value === 0 ? undefined : value;
    });
    return amount;
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

  #keyFromTitle(columns: readonly ReadColumn[]): string | null {
    const title = this.#listing.title;
    const made = title === undefined ? '' : slug(title);
    if (made !== '') return made;
    const column = columns.find(({use}) => use.kind === 'product')?.header ?? '';
    this.refuse(column, '', message('PRODUCT_KEY_MISSING', {column}));
    return null;
  }
}

function take<T>(read: Read<T>, refuse: (said: Message) => void, set: (value: T) => void): void {
  if ('refused' in read) refuse(read.refused);
  else set(read.value);
}
