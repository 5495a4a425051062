import {expect} from 'chai';
import type {CatalogueRow} from '../../../src/domain/catalog/row.js';
import {parseTable} from '../../../src/formats/csv.js';
import {DIALECTS} from '../../../src/formats/dialects/index.js';
import {readSheet} from '../../../src/formats/dialects/read.js';
import {recognise} from '../../../src/formats/dialects/recognise.js';

/** What was read of a row, without what it does not say. */
function said({kind, product, listing, offer}: CatalogueRow): string {
  const {sku, price, compareAt, stock, gtin, weightGrams, options, image} = offer;
  const money = (minor: number | null | undefined) =>
    typeof minor === 'number' ? (minor / 100).toFixed(2) : undefined;
  const parts: [string, string | number | undefined | null][] = [
    ['of', product],
    ['title', listing.title],
    ['published', listing.published === undefined ? undefined : String(listing.published)],
    ['sku', sku],
    ['price', money(price)],
    ['was', money(compareAt)],
    ['stock', stock],
    ['gtin', gtin],
    ['g', weightGrams],
    ['options', options?.map(({name, value}) => `${name ?? '?'}=${value}`).join(' ')],
    ['image', image],
    ['images', (listing.images ?? listing.addImages)?.map(({url}) => url.split('/').at(-1)).join(' ')],
  ];
  const shown = parts.flatMap(([name, value]) =>
    value === undefined || value === null || value === '' ? [] : [`${name} ${value}`],
  );
  return [kind, ...shown].join(', ');
}

interface Sample {
  readonly dialect: string;
  readonly what: string;
  readonly lines: readonly string[];
  readonly rows: readonly string[];
}

/** Lines as the platforms write them, and what souk reads. */
const SAMPLES: readonly Sample[] = [
  {
    dialect: 'woocommerce',
    what: 'variations by parent, sale prices, units of weight, names on the parent only',
    lines: [
      'Type,SKU,Name,Published,Weight (lbs),Sale price,Regular price,Images,Parent,Attribute 1 name,Attribute 1 value(s)',
      'variable,TEE,Tee,1,,,,"https://x.test/a,1.jpg, https://x.test/b.jpg",,Size,"S, M\\, wide"',
      'variation,TEE-S,Tee - S,1,1,8.00,10.00,https://x.test/s.jpg,TEE,,S',
      "simple,MUG,Mug,'-1,,,5,mug.jpg,,,",
    ],
    rows: [
      'product, of TEE, title Tee, published true, options Size=, images a,1.jpg b.jpg',
      'variant, of TEE, sku TEE-S, price 8.00, was 10.00, g 454, options ?=S, image https://x.test/s.jpg',
      'variant, title Mug, published false, sku MUG, price 5.00',
    ],
  },
  {
    dialect: 'woocommerce',
    what: 'the same in German, by number where there is no code',
    lines: [
      'ID,Typ,Artikelnummer,Name,Veröffentlicht,Gewicht (kg),Regulärer Preis,Übergeordnetes Produkt,Attribut 1 Name,Attribut 1 Wert(e)',
      '7,variable,,Hemd,1,,,,Größe,"S, M"',
      '8,variation,H-S,Hemd S,1,0.25,12.50,id:7,Größe,S',
    ],
    rows: [
      'product, of id:7, title Hemd, published true, options Größe=',
      'variant, of id:7, sku H-S, price 12.50, g 250, options Größe=S',
    ],
  },
  {
    dialect: 'google',
    what: 'groups of variants, currencies behind prices, a picture of its own for a later variant',
    lines: [
      'id\ttitle\timage_link\tprice\tsale_price\titem_group_id\tcolor\tgtin\tadditional_image_link',
      '1\tTee\thttps://x.test/r.jpg\t10.00 USD\t8.00 USD\tTEE\tred\t4006381333931\thttps://x.test/2.jpg',
      '2\tTee\thttps://x.test/b.jpg\t10.00 USD\t\tTEE\tblue\t\t',
      '3\tMug\thttps://x.test/m.jpg\t5.00 USD\t\t\t\t\t',
    ],
    rows: [
      'variant, of TEE, title Tee, sku 1, price 8.00, was 10.00, gtin 4006381333931, options Color=red, images r.jpg 2.jpg',
      'variant, of TEE, title Tee, sku 2, price 10.00, options Color=blue, image https://x.test/b.jpg',
      'variant, title Mug, sku 3, price 5.00, images m.jpg',
    ],
  },
  {
    dialect: 'etsy',
    what: 'the German download; variations in one row keep their words only',
    lines: [
      'TITEL,BESCHREIBUNG,PREIS,WÄHRUNGSCODE,STÜCKZAHL,BILD1,BILD2,VARIATIONSTYP 1,VARIATIONSNAME 1,VARIATIONSWERT 1,BESTANDSEINHEIT',
      'Tasse,Schön,9.50,USD,3,https://x.test/1.jpg,https://x.test/2.jpg,,,,T-1',
      'Ring,Gold,20.00,USD,5,,,Custom,Größe,"S,M","R-S,R-M"',
    ],
    rows: [
      'variant, title Tasse, sku T-1, price 9.50, stock 3, images 1.jpg 2.jpg',
      'product, of ring, title Ring, sku R-S,R-M, price 20.00, stock 5',
    ],
  },
  {
    dialect: 'ebay',
    what: 'remarks before the header, the site in the first column, variations after their row',
    lines: [
      'Info,Version=1.0.0,Template=fx_category_template_EBAY_US',
      '*Action(SiteID=US|Country=US|Currency=USD|Version=1193|CC=UTF-8),CustomLabel,*Title,Relationship,RelationshipDetails,PicURL,*StartPrice,*Quantity,C:Brand',
      'Add,TEE,Tee,,"Size=S;M",https://x.test/1.jpg|https://x.test/2.jpg,,,Acme',
      ',TEE-S,,Variation,Size=S,,10.00,4,',
      'Add,MUG,Mug,,,,5.00,1,Acme',
    ],
    rows: [
      'product, of TEE, title Tee, images 1.jpg 2.jpg',
      'variant, of TEE, sku TEE-S, price 10.00, stock 4, options Size=S',
      'variant, title Mug, sku MUG, price 5.00, stock 1',
    ],
  },
  {
    dialect: 'amazon',
    what: 'inventory loader: an EAN is a GTIN, an ASIN is none',
    lines: [
      'sku\tproduct-id\tproduct-id-type\tprice\tminimum-seller-allowed-price\tquantity\tadd-delete',
      'A\t4006381333931\t4\t10.00\t8.00\t3\ta',
      'B\tB00ZIAODGE\t1\t5.00\t\t0\ta',
    ],
    rows: ['variant, sku A, price 10.00, stock 3, gtin 4006381333931', 'variant, sku B, price 5.00, stock 0'],
  },
  {
    dialect: 'magento',
    what: 'simple products before the configurable one that names them',
    lines: [
      'sku,product_type,name,price,special_price,qty,product_online,configurable_variations,attribute_set_code',
      'A-S,simple,Top-S,10,8,100.0000,1,,Top',
      'A,configurable,Top,10,,,1,"sku=A-S,size=S",Top',
      'B,simple,Bag,5,,1,2,,Bag',
    ],
    rows: [
      'variant, of A, sku A-S, price 8.00, was 10.00, stock 100, options size=S',
      'product, of A, title Top, published true, price 10.00',
      'variant, title Bag, published false, sku B, price 5.00, stock 1',
    ],
  },
  {
    dialect: 'prestashop',
    what: 'products by reference, else by number',
    lines: [
      'Product ID;Active (0/1);Name *;Price tax included;Reference #;EAN13;Quantity',
      '1;1;Chair;50.00;C-1;4006381333931;7',
      '2;0;Table;80;;;',
    ],
    rows: [
      'variant, title Chair, published true, sku C-1, price 50.00, stock 7, gtin 4006381333931',
      'variant, of id:2, title Table, published false, price 80.00',
    ],
  },
  {
    dialect: 'bigcommerce',
    what: 'variants in the rows after their product',
    lines: [
      'Item Type,Product ID,Product Name,Product Code/SKU,Price,Sale Price,Current Stock Level,Product Visible?,Product Image File - 1',
      'Product,7,Tee,TEE,10.00,,,Y,https://x.test/1.jpg',
      '  SKU,,"[S]Size=M,[CS]Color=Red:#ff0000",TEE-M,11.00,9.00,2,,',
      'Product,8,Mug,MUG,5.00,,1,N,mug.jpg',
    ],
    rows: [
      'product, of TEE, title Tee, published true, images 1.jpg',
      'variant, of TEE, sku TEE-M, price 9.00, was 11.00, stock 2, options Size=M Color=Red',
      'variant, title Mug, published false, sku MUG, price 5.00, stock 1',
    ],
  },
  {
    dialect: 'meta',
    what: "Google's columns and its own",
    lines: [
      'id,title,price,image_link,fb_product_category,quantity_to_sell_on_facebook',
      '1,Tee,10.00 USD,https://x.test/1.jpg,clothing,4',
    ],
    rows: ['variant, title Tee, sku 1, price 10.00, stock 4, images 1.jpg'],
  },
  {
    dialect: 'square',
    what: 'variations of an item; the dollar that the column names',
    lines: [
      'Token,Item Name,Variation Name,SKU,Price (USD),Option Name 1,Option Value 1',
      'T1,Tee,Small,T-S,$10.00,Size,S',
      'T2,Mug,Regular,M,$5.00,,',
    ],
    rows: [
      'variant, of T1, title Tee, sku T-S, price 10.00, options Size=S',
      'variant, of T2, title Mug, sku M, price 5.00',
    ],
  },
  {
    dialect: 'wix',
    what: 'surcharges and discounts of variants, stock in words',
    lines: [
      'handleId,fieldType,name,productImageUrl,sku,price,surcharge,visible,discountMode,discountValue,inventory,weight,productOptionName1,productOptionDescription1',
      'p1,Product,Tee,a~mv2.png,,10.0,,true,PERCENT,20.0,InStock,0.2,Size,S;M',
      'p1,Variant,,,T-M,,2.50,,,,4,,,M',
      'p2,Product,Mug,https://x.test/1.jpg;https://x.test/2.jpg,MUG,5.0,,false,PERCENT,0.0,7,,,',
    ],
    rows: [
      'product, of p1, title Tee, published true, price 8.00, was 10.00, g 200, options Size=',
      'variant, of p1, sku T-M, price 10.00, was 12.50, stock 4, options ?=M',
      'variant, of p2, title Mug, published false, sku MUG, price 5.00, stock 7, images 1.jpg 2.jpg',
    ],
  },
  {
    dialect: 'squarespace',
    what: "variants under their product's first row, stock without end",
    lines: [
      'Product ID [Non Editable],Product URL,Title,SKU,Option Name 1,Option Value 1,Price,Sale Price,On Sale,Stock,Visible',
      '6a,tee,Tee,T-S,Size,S,10.00,8.00,Yes,3,Yes',
      ',,,T-M,Size,M,10.00,8.00,No,Unlimited,',
    ],
    rows: [
      'variant, of tee, title Tee, published true, sku T-S, price 8.00, was 10.00, stock 3, options Size=S',
      'variant, of tee, sku T-M, price 10.00, options Size=M',
    ],
  },
];

describe("platforms' own files", () => {
  for (const {dialect, what, lines, rows} of SAMPLES) {
    it(`${dialect}: ${what}`, async () => {
      const table = await parseTable(`${lines.join('\n')}\n`);
      const found = recognise(DIALECTS, table.header, 'x');
      expect(found.name).to.equal(dialect);
      const sheet = await readSheet('x', table, found, {currency: 'USD', decimal: undefined});
      expect(sheet.findings.filter(({severity}) => severity === 'error')).to.deep.equal([]);
      expect(sheet.rows.map(said)).to.deep.equal(rows);
    });
  }

  it('are all there', () => {
    const own = ['souk', 'shopify'];
    expect([...new Set([...own, ...SAMPLES.map(({dialect}) => dialect)])].sort()).to.deep.equal(
      DIALECTS.map(({name}) => name).sort(),
    );
  });
});
