import {slug} from '../../domain/catalog/slug.js';
import {message} from '../../domain/errors.js';
import {imageList} from './codecs.js';
import {carried, defineDialect, listing, offer, own} from './define.js';
import type {RowDraft} from './row-draft.js';
import type {DialectColumn, FileReading} from './types.js';

const PICTURES = 20;
const VARIATIONS = 3;
const numbers = (most: number) => Array.from({length: most}, (_, index) => index + 1);

/** "IMAGE1" as the languages of Etsy's download have it. */
const IMAGE = ['IMAGE', 'BILD', 'IMMAGINE', 'IMAGEN', 'IMAGEM', 'AFBEELDING', 'ZDJĘCIE'];

const VARIATION: Readonly<Record<'TYPE' | 'NAME' | 'VALUES', readonly ((n: number) => string)[]>> = {
  TYPE: [
    (n) => `VARIATION ${n} TYPE`,
    (n) => `VARIATIONSTYP ${n}`,
    (n) => `TIPO VARIANTE ${n}`,
    (n) => `TYPE DE VARIATION ${n}`,
  ],
  NAME: [
    (n) => `VARIATION ${n} NAME`,
    (n) => `VARIATIONSNAME ${n}`,
    (n) => `NOME VARIANTE ${n}`,
    (n) => `NOM DE VARIATION ${n}`,
  ],
  VALUES: [
    (n) => `VARIATION ${n} VALUES`,
    (n) => `VARIATIONSWERT ${n}`,
    (n) => `VALORI VARIANTE ${n}`,
    (n) => `VALEURS DE VARIATION ${n}`,
  ],
};

const variation = (n: number): DialectColumn[] =>
  (['TYPE', 'NAME', 'VALUES'] as const).map((part) =>
    own(`variation ${n} ${part}`, ...VARIATION[part].map((name) => name(n))),
  );

/**
 * Etsy's "Download Data: Currently for Sale Listings": one row a listing, without its number. Variations stand in one
 * cell each, their codes in another, and the price of each is not in the file. PLATFORMS.md §3.3.
 */
export const etsy = defineDialect({
  name: 'etsy',
  columns: [
    {...listing('title', 'TITLE', 'TITEL', 'TITOLO', 'TITRE', 'TÍTULO', 'TYTUŁ'), always: true},
    {
      ...listing(
        'description',
        'DESCRIPTION',
        'BESCHREIBUNG',
        'DESCRIZIONE',
        'DESCRIPCIÓN',
        'DESCRIÇÃO',
        'BESCHRIJVING',
        'OPIS',
      ),
      always: true,
    },
    {...offer('price', 'PRICE', 'PREIS', 'PREZZO', 'PRIX', 'PRECIO', 'PREÇO', 'PRIJS', 'CENA'), always: true},
    {headers: ['CURRENCY_CODE', 'WÄHRUNGSCODE', 'CODE DEVISE'], use: {kind: 'currency'}, always: true},
    {
      ...offer('stock', 'QUANTITY', 'STÜCKZAHL', 'QUANTITÀ', 'QUANTITÉ', 'CANTIDAD', 'QUANTIDADE', 'AANTAL', 'ILOŚĆ'),
      always: true,
    },
    listing('tags', 'TAGS', 'TAG', 'ETIQUETAS', 'ÉTIQUETTES'),
    ...[carried('listing', 'MATERIALS')[0]].flatMap((column) =>
      column === undefined
        ? []
        : [{...column, headers: ['MATERIALS', 'MATERIALIEN', 'MATERIALI', 'MATÉRIAUX', 'MATERIALES']}],
    ),
    ...numbers(PICTURES).map((n) => {
      const column = own(`image ${n}`, ...IMAGE.map((word) => `${word}${n}`));
      return n === 1 ? {...column, always: true as const} : column;
    }),
    ...numbers(VARIATIONS).flatMap(variation),
    {...offer('sku', 'SKU', 'BESTANDSEINHEIT'), always: true},
  ],
  needs: [
    ['TITLE', 'TITEL', 'TITOLO', 'TITRE', 'TÍTULO', 'TYTUŁ'],
    ['CURRENCY_CODE', 'WÄHRUNGSCODE', 'CODE DEVISE'],
    IMAGE.map((word) => `${word}1`),
  ],
  signs: ['CURRENCY_CODE', 'WÄHRUNGSCODE', 'CODE DEVISE'],
  layout: 'every',
  reading: (): FileReading => ({row}),
  cells: Object.fromEntries(
    numbers(PICTURES).map((n) => [
      `own image ${n}`,
      ({listing: {images}, index}) => (index === 0 ? (images[n - 1]?.url ?? '') : ''),
    ]),
  ),
});

const LINKS = imageList(/\s+/u, ' ');

function row(draft: RowDraft): void {
  const urls = numbers(PICTURES).map((n) => draft.own(`image ${n}`));
  const given = urls.filter((url) => url !== '');
  if (given.length > 0 && LINKS.read(given.join(' ')) !== null)
    draft.listing.addImages = given.map((url) => ({url, position: null}));
  const values = numbers(VARIATIONS).map((n) => draft.own(`variation ${n} VALUES`));
  const codes = (draft.offer.sku ?? '').split(',').map((code) => code.trim());
  const key = slug(draft.listing.title ?? '');
  if (values.every((value) => value === '') && codes.length === 1) {
    draft.kind = 'variant';
    if (draft.offer.sku === undefined && key !== '') draft.product = key;
    return;
  }
  draft.product = key === '' ? null : key;
  // Which variation costs what, and how many of each there are, only Etsy knows.
  draft.kind = 'product';
  draft.warn(
    'variation 1 VALUES',
    message('VARIATIONS_IN_ONE_ROW', {values: values.filter((value) => value !== '').join(' × ')}),
  );
}
