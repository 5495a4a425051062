import {writeFile} from 'node:fs/promises';
import path from 'node:path';
import {gzipSync} from 'node:zlib';
import {expect} from 'chai';
import type {KnownError} from '../../src/domain/errors.js';
import {openTable, type TableRow} from '../../src/formats/csv.js';
import {DIALECTS} from '../../src/formats/dialects/index.js';
import {recognise} from '../../src/formats/dialects/recognise.js';
import {withFolder} from '../support/souk.js';

const RSS = `<?xml version="1.0" encoding="utf-8"?>
<rss xmlns:g="http://base.google.com/ns/1.0" version="2.0"><channel><title>A shop</title><link>https://shop.example.com</link>
<item>
  <title>ignored for g:title</title>
  <g:id>00123</g:id>
  <g:title>  Mug &amp; saucer, 茶壶 </g:title>
  <g:description><![CDATA[<b>large</b>
two lines]]></g:description>
  <link>https://shop.example.com/mug</link>
  <g:image_link>https://img.example.com/1.jpg</g:image_link>
  <g:additional_image_link>https://img.example.com/2.jpg</g:additional_image_link>
  <g:additional_image_link>https://img.example.com/3.jpg</g:additional_image_link>
  <g:price>11.50 USD</g:price>
  <g:shipping><g:country>US</g:country><g:service>Standard</g:service><g:price>5.00 USD</g:price></g:shipping>
  <g:shipping><g:country>CA</g:country><g:service></g:service><g:price>9.00 USD</g:price></g:shipping>
</item>
<item><g:id>B</g:id><g:title>=1+1</g:title><g:price>1.00 USD</g:price><g:link>https://x</g:link><g:colour/><g:brand>New name</g:brand></item>
</channel></rss>
`;

async function read(text: string | Buffer): Promise<{header: readonly string[]; rows: readonly TableRow[]}> {
  return await withFolder(async (folder) => {
    const file = path.join(folder, 'feed.xml');
    await writeFile(file, text);
    const table = await openTable(file);
    const rows: TableRow[] = [];
    for await (const batch of table.rows()) rows.push(...batch);
    return {header: table.header, rows};
  });
}

function named({header, rows}: Awaited<ReturnType<typeof read>>): Record<string, string>[] {
  return rows.map(({cells}) => Object.fromEntries(header.map((name, at) => [name, cells[at] ?? ''])));
}

describe('a product feed in XML', () => {
  it('is a table: lists in one cell, parts by colons, names that come up late', async () => {
    const table = await read(RSS);
    expect(recognise(DIALECTS, table.header, 'feed.xml').name).to.equal('google');
    const [mug, other] = named(table);
    expect(mug).to.include({
      id: '00123',
      title: 'Mug & saucer, 茶壶',
      description: '<b>large</b>\ntwo lines',
      link: 'https://shop.example.com/mug',
      additional_image_link: 'https://img.example.com/2.jpg,https://img.example.com/3.jpg',
      shipping: 'US:Standard:5.00 USD,CA::9.00 USD',
      price: '11.50 USD',
      brand: '',
    });
    expect(other).to.include({id: 'B', title: '=1+1', brand: 'New name', colour: '', description: ''});
    expect(table.rows.map(({line}) => line)).to.deep.equal([2, 3]);
  });

  it('is read in any packing and encoding, and as Atom', async () => {
    expect(await read(gzipSync(RSS))).to.deep.equal(await read(RSS));
    expect(await read(Buffer.from(`\ufeff${RSS}`, 'utf16le'))).to.deep.equal(await read(RSS));
    const atom = `<feed xmlns="http://www.w3.org/2005/Atom" xmlns:g="http://base.google.com/ns/1.0"><title>S</title>
      <entry><g:id>1</g:id><title>T</title><link href="https://x/1"/><g:price>2 USD</g:price></entry></feed>`;
    expect(named(await read(atom))).to.deep.equal([{id: '1', title: 'T', link: 'https://x/1', price: '2 USD'}]);
  });

  it('loses nothing of what is said again, or with markup inside, and takes Google’s word before RSS’s', async () => {
    const feed = `<rss xmlns:g="http://base.google.com/ns/1.0"><item><g:title>Google</g:title><title>RSS</title><g:id>1</g:id>
      <g:product_type>Home &gt; Mugs</g:product_type><g:product_type>Gifts</g:product_type><g:brand/><brand>Plain</brand>
      <g:description>A <b>very <i>large</i></b> mug</g:description>
      <g:product_detail><g:section_name>General</g:section_name><g:value><i>12</i> oz</g:value></g:product_detail></item></rss>`;
    expect(named(await read(feed))).to.deep.equal([
      {
        title: 'Google',
        id: '1',
        product_type: 'Home > Mugs,Gifts',
        brand: 'Plain',
        description: 'A very large mug',
        product_detail: 'General:12 oz',
      },
    ]);
  });

  it('keeps every product of a long one, in order', async () => {
    const items = Array.from({length: 3000}, (_, n) => `<item><id>${n}</id><title>${'x'.repeat(90)}</title></item>`);
    const {rows} = await read(`<rss><channel>${items.join('\n')}</channel></rss>`);
    expect(rows.map(({cells}) => cells[0])).to.deep.equal(items.map((_, n) => String(n)));
  });

  it('is refused when it is cut, holds no products, or would have entities expanded', async () => {
    const code = async (text: string) => ((await read(text).catch((error: unknown) => error)) as KnownError).code;
    expect(await code(RSS.slice(0, -40))).to.equal('FILE_DAMAGED');
    expect(await code('<?xml version="1.0"?><html><p>404</p></html>')).to.equal('FILE_NOT_TABLE');
    const bomb = '<!DOCTYPE a [<!ENTITY b "&c;&c;"><!ENTITY c "ha">]>';
    expect(await code(`<?xml version="1.0"?>${bomb}<rss><item><id>&b;</id></item></rss>`)).to.equal('FILE_DAMAGED');
  });
});
