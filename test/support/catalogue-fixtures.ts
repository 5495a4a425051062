import {mkdirSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {pathToFileURL} from 'node:url';

/**
 * Catalogue files with the troubles of real ones, made up from nothing: what is in `test/fixtures/catalogue` is what this
 * makes (`node <compiled>/test/support/catalogue-fixtures.js` writes it anew).
 */

const LEGACY = [
  'Handle',
  'Title',
  'Body (HTML)',
  'Vendor',
  'Type',
  'Tags',
  'Published',
  'Option1 Name',
  'Option1 Value',
  'Option2 Name',
  'Option2 Value',
  'Variant SKU',
  'Variant Grams',
  'Variant Inventory Tracker',
  'Variant Inventory Qty',
  'Variant Inventory Policy',
  'Variant Price',
  'Variant Compare At Price',
  'Variant Barcode',
  'Image Src',
  'Image Position',
  'Image Alt Text',
  'SEO Title',
  'Variant Image',
  'Variant Weight Unit',
  'Cost per item',
  'Status',
];

const TEMPLATE = [
  'Title',
  'URL handle',
  'Description',
  'Vendor',
  'Product category',
  'Type',
  'Tags',
  'Published on online store',
  'Status',
  'SKU',
  'Barcode',
  'Option1 name',
  'Option1 value',
  'Option1 Linked To',
  'Price',
  'Compare-at price',
  'Cost per item',
  'Charge tax',
  'Inventory tracker',
  'Inventory quantity',
  'Continue selling when out of stock',
  'Weight value (grams)',
  'Weight unit for display',
  'Product image URL',
  'Image position',
  'Image alt text',
  'Variant image URL',
  'Color (product.metafields.shopify.color-pattern)',
];

type Row = Readonly<Record<string, string>>;

interface Layout {
  readonly header: readonly string[];
  readonly delimiter?: string;
  readonly eol?: string;
  readonly bom?: boolean;
  readonly encoding?: BufferEncoding;
}

function cellText(cell: string, delimiter: string): string {
  return /["\r\n]/u.test(cell) || cell.includes(delimiter) ? `"${cell.replace(/"/gu, '""')}"` : cell;
}

function file(
  {header, delimiter = ',', eol = '\n', bom = false, encoding = 'utf8'}: Layout,
  rows: readonly (Row | readonly string[])[],
): Buffer {
  const lines = [
    header,
    ...rows.map((row) =>
      Array.isArray(row) ? (row as readonly string[]) : header.map((name) => (row as Row)[name] ?? ''),
    ),
  ];
  const text = lines.map((cells) => cells.map((cell) => cellText(cell, delimiter)).join(delimiter) + eol).join('');
  return Buffer.from((bom ? '\ufeff' : '') + text, encoding);
}

const image = (name: string) => `https://img.example.com/${name}.jpg?width=500`;

function product(handle: string, title: string, more: Row = {}): Row {
  return {
    Handle: handle,
    Title: title,
    'Body (HTML)': `<p>${title}.</p>`,
    Vendor: 'Acme',
    Type: 'Kitchen',
    Tags: 'home, kitchen',
    Published: 'true',
    'Option1 Name': 'Title',
    'Option1 Value': 'Default Title',
    'Variant Grams': '250.0',
    'Variant Inventory Tracker': 'shopify',
    'Variant Inventory Qty': '12',
    'Variant Inventory Policy': 'deny',
    'Variant Price': '12.50',
    'Variant Weight Unit': 'kg',
    Status: 'active',
    ...more,
  };
}

const picture = (handle: string, name: string, position: number): Row => ({
  Handle: handle,
  'Image Src': image(name),
  'Image Position': String(position),
});

const sized = (handle: string, size: string, colour: string, more: Row = {}): Row => ({
  Handle: handle,
  'Option1 Value': size,
  'Option2 Value': colour,
  'Variant Grams': '180',
  'Variant Inventory Qty': '4',
  'Variant Price': '19.00',
  ...more,
});

const tee = (more: Row = {}): Row =>
  product('tee', 'Red tee', {
    'Option1 Name': 'Size',
    'Option1 Value': 'S',
    'Option2 Name': 'Colour',
    'Option2 Value': 'Red',
    'Variant Price': '19.00',
    ...more,
  });

/** Each file's bytes, by name. */
export const FIXTURES: Readonly<Record<string, Buffer>> = {
  // An index column without a name, two rows that are the same variant, one of them far away; no SKUs at all.
  'index-column-duplicates.csv': file(
    {header: ['', ...LEGACY]},
    [
      product('goulash', ' goulash'),
      product('cheese-mild', ' cheese mild'),
      product('cheese-mild', ' cheese mild', {Vendor: 'Another'}),
      product('bread', 'Bread'),
      product('goulash', ' goulash'),
    ].map((row, index) => ({'': String(index), ...row})),
  ),
  // Images on rows of their own, with a byte-order mark and CRLF; the rows of one product are split.
  'images-bom-crlf-split.csv': file({header: LEGACY, bom: true, eol: '\r\n'}, [
    product('mug', 'Mug', {
      'Variant SKU': 'MUG-01',
      'Image Src': image('mug-1'),
      'Image Position': '1',
      'Image Alt Text': 'Mug, front',
    }),
    picture('mug', 'mug-2', 2),
    product('jug', 'Jug', {'Variant SKU': 'JUG-01', 'Image Src': image('jug-1'), 'Image Position': '1'}),
    picture('mug', 'mug-3', 3),
    tee({'Variant SKU': 'TEE-S-RED', 'Image Src': image('tee-1'), 'Image Position': '1'}),
    sized('tee', 'M', 'Red', {'Variant SKU': 'TEE-M-RED', 'Variant Image': image('tee-1')}),
    sized('tee', 'M', 'Blue', {'Variant SKU': 'TEE-M-BLUE', 'Image Src': image('tee-2'), 'Image Position': '2'}),
  ]),
  // A script's broken quoting: the later variants are shifted by one cell.
  'ragged.csv': file({header: LEGACY.slice(0, 9)}, [
    ['hoodie', 'Hoodie', '', 'Acme', 'Hoodies', 'a', 'TRUE', 'Size', 'XS'],
    ['hoodie', '', '', '', '', '', '', '', 'Size', 'S'],
    ['cap', 'Cap', '', 'Acme'],
  ]),
  // The same SKU twice, SKUs and bar codes with the quote that keeps spreadsheets away, twins, a damaged code.
  'sku-troubles.csv': file({header: LEGACY}, [
    product('gin', 'Gin', {'Variant SKU': "'10017955", 'Variant Barcode': "'4006381333931"}),
    product('rum', 'Rum', {'Variant SKU': 'RUM-1'}),
    product('rum-dark', 'Rum, dark', {'Variant SKU': 'RUM-1'}),
    product('ale', 'Ale', {'Variant SKU': 'ALE-1'}),
    product('ale-pale', 'Ale, pale', {'Variant SKU': 'ale-1', 'Variant Barcode': '4006381333932'}),
    product('port', 'Port', {'Variant SKU': '8.90638E+12'}),
  ]),
  // An inventory list without prices.
  'partial-no-price-crlf.csv': file(
    {
      header: [
        'Handle',
        'Title',
        'Vendor',
        'Variant SKU',
        'Variant Inventory Tracker',
        'Variant Inventory Qty',
        'Variant Barcode',
      ],
      eol: '\r\n',
    },
    [
      {
        Handle: 'mug',
        Title: 'Mug',
        Vendor: 'Acme',
        'Variant SKU': 'MUG-01',
        'Variant Inventory Qty': '7',
        'Variant Barcode': "'4006381333931",
      },
      {Handle: 'jug', Title: 'Jug', Vendor: 'Acme', 'Variant SKU': 'JUG-01', 'Variant Inventory Qty': '0'},
      {Handle: 'bowl', Title: 'Bowl', Vendor: 'Acme', 'Variant SKU': 'BOWL-01', 'Variant Inventory Qty': '3'},
    ],
  ),
  // Prices of markets, metafields, columns in another script; stock below zero.
  'markets-metafields.csv': file(
    {
      header: [
        ...LEGACY.slice(0, -1),
        'Cor (product.metafields.shopify.color-pattern)',
        'Included / Brazil',
        'Price / Brazil',
        'Compare At Price / Brazil',
        'Status',
        '搜尋引擎優化標題',
      ],
    },
    [
      {
        ...tee({'Variant SKU': 'CAM-S', 'Variant Inventory Qty': '-3', 'Variant Compare At Price': '29.00'}),
        'Cor (product.metafields.shopify.color-pattern)': 'vermelho; azul',
        'Included / Brazil': 'true',
        'Price / Brazil': '99.90',
        搜尋引擎優化標題: '優質產品',
      },
      {...sized('tee', 'M', 'Red', {'Variant SKU': 'CAM-M'}), 'Price / Brazil': '109.90', 搜尋引擎優化標題: '另一個'},
    ],
  ),
  // Semicolons and Windows-1252.
  'semicolon-cp1252.csv': file({header: LEGACY, delimiter: ';', encoding: 'latin1'}, [
    product('kaese', 'Käse; würzig', {'Variant SKU': 'KAE-1', 'Body (HTML)': 'Für Söhne, 5 × 2'}),
    product('creme', 'Crème brûlée', {'Variant SKU': 'CRE-1'}),
  ]),
  // CRLF in some rows, LF in others and inside cells.
  'mixed-eol.csv': Buffer.concat([
    file({header: LEGACY, eol: '\r\n'}, [
      product('soap', 'Soap', {'Variant SKU': 'SOAP-1', 'Body (HTML)': 'One line\nand a second\r\nand a third'}),
    ]),
    file({header: LEGACY}, [product('brush', 'Brush', {'Variant SKU': 'BRU-1', Tags: 'a, b, "c"'})]).subarray(
      Buffer.byteLength(`${LEGACY.join(',')}\n`),
    ),
  ]),
  // Prices as people write them.
  'odd-prices.csv': file(
    {header: LEGACY},
    [
      '.5',
      '$479.99 ',
      ' 12.00 ',
      '12,50',
      '1,234.50',
      '€9.00',
      '0',
      '-3',
      '58.120000000000005',
      '1e999',
      'NaN',
      'free',
      '12.',
    ].map((price, index) =>
      product(`price-${index}`, `Price ${index}`, {'Variant SKU': `PRICE-${index}`, 'Variant Price': price}),
    ),
  ),
  // No status, no price on the first row, an option that is called Title and is none.
  'no-status.csv': file({header: LEGACY.slice(0, -1)}, [
    product('hidden', 'Hidden', {'Variant SKU': 'HID-1', Published: 'FALSE'}),
    product('shown', 'Shown', {'Variant SKU': 'SHO-1', Published: 'TRUE', 'Option1 Value': 'Inventory'}),
    product('compared', 'Compared', {'Variant SKU': 'COM-1', 'Variant Compare At Price': '12.50'}),
    product('zero', 'Zero', {'Variant SKU': 'ZER-1', 'Variant Compare At Price': '0.00'}),
  ]),
  // The official template of 2024 and later.
  'template-headers.csv': file({header: TEMPLATE}, [
    {
      Title: 'Example tee',
      'URL handle': 'example-tee',
      Description: 'A tee.',
      Vendor: 'Acme',
      'Product category': 'Apparel & Accessories > Clothing',
      Type: 'Shirts',
      Tags: 'tee, example',
      'Published on online store': 'TRUE',
      Status: 'active',
      SKU: 'EX-S',
      'Option1 name': 'Size',
      'Option1 value': 'Small',
      Price: '19.99',
      'Compare-at price': '24.99',
      'Charge tax': 'TRUE',
      'Inventory quantity': '8',
      'Continue selling when out of stock': 'FALSE',
      'Weight value (grams)': '200',
      'Product image URL': image('ex-1'),
      'Image position': '1',
      'Color (product.metafields.shopify.color-pattern)': 'red',
    },
    {'URL handle': 'example-tee', SKU: 'EX-M', 'Option1 value': 'Medium', Price: '19.99', 'Inventory quantity': '2'},
    {'URL handle': 'example-tee', 'Product image URL': image('ex-2'), 'Image position': '2'},
    {Title: 'Only a title', SKU: 'ONLY-1', Price: '5'},
  ]),
  // souk's own columns, with rows that are none: blank, comment, total.
  'souk-own.csv': file(
    {
      header: [
        'sku',
        'product',
        'title',
        'category',
        'tags',
        'price',
        'compare_at_price',
        'stock',
        'gtin',
        'status',
        'image_urls',
        'options',
        'shelf',
        'product:season',
      ],
    },
    [
      [
        'MUG-01',
        'mug',
        "'=Mug",
        'Mugs',
        'a, b',
        '12.50',
        '',
        '4',
        '4006381333931',
        'active',
        `${image('a')} ${image('b')}`,
        '',
        'A1',
        'spring',
      ],
      ['', '', '', '', '', '', '', '', '', '', '', '', '', ''],
      ['# from here on the tees', '', '', '', '', '', '', '', '', '', '', '', '', ''],
      ['TEE-S', 'tee', 'Tee', 'Tees', '', '19.00', '24.00', '7', '', 'draft', '', 'Size=S; Colour=Red', 'B2', ''],
      ['TEE-M', 'tee', 'Tee', 'Tees', '', '19.00', '24.00', '7', '', 'draft', '', 'Size=M; Colour=Red', 'B3', ''],
      ['Total', '', '', '', '', '50.50', '', '18', '', '', '', '', '', ''],
    ],
  ),
};

/** Where the files are, from the project's root. */
export const FIXTURE_FOLDER = 'test/fixtures/catalogue';

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  mkdirSync(FIXTURE_FOLDER, {recursive: true});
  for (const [name, bytes] of Object.entries(FIXTURES)) writeFileSync(path.join(FIXTURE_FOLDER, name), bytes);
}
