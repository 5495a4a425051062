import {readFile, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {expect} from 'chai';
import {KnownError} from '../../../src/domain/errors.js';
import {openTable} from '../../../src/formats/csv.js';
import {withShop} from './shop.js';

const FILE =
  'id,title,description,link,image_link,price,brand,gtin,google_product_category,availability\n' +
  'MUG,=Mug & <b>saucer</b>,"Two\nlines ""quoted""",https://shop.example/mug?a=1&b=2,https://x.example/1.png,12.50 EUR,Acme,4006381333931,Home > Cups,in_stock\n' +
  'CAP,Cap,,https://shop.example/cap,https://x.example/2.png,9.90 EUR,,,,out_of_stock\n';

async function cellsOf(file: string): Promise<Record<string, string>[]> {
  const table = await openTable(file);
  const rows: Record<string, string>[] = [];
  for await (const batch of table.rows())
    for (const {cells} of batch) {
      const named = table.header.map((name, at): [string, string] => [name, cells[at] ?? '']);
      rows.push(Object.fromEntries(named.filter(([, cell]) => cell !== '')));
    }
  return rows;
}

describe('export to a feed in XML', () => {
  it('says what the text feed says, cell by cell, and comes back as an empty plan', async () => {
    await withShop(async (shop) => {
      const file = path.join(shop.folder, 'in.csv');
      await writeFile(file, FILE);
      await shop.bring(file);
      const feed = await shop.export('google', 'out.xml');
      const text = await readFile(feed, 'utf8');
      expect(text).to.match(/^<\?xml version="1.0" encoding="UTF-8"\?>\n<rss version="2.0"/u);
      expect(text).to.include('<g:title>=Mug &amp; &lt;b&gt;saucer&lt;/b&gt;</g:title>');
      expect(await cellsOf(feed)).to.deep.equal(await cellsOf(file));
      for (const against of [undefined, 'none']) {
        const back = await shop.import(feed, against === undefined ? {} : {against});
        expect(back.errors).to.deep.equal([]);
        expect(back.plan?.changes).to.deep.equal([]);
      }
    }, 'EUR');
  });

  it('is refused for dialects that know no such feed', async () => {
    await withShop(async (shop) => {
      const file = path.join(shop.folder, 'in.csv');
      await writeFile(file, FILE);
      await shop.bring(file);
      const thrown: unknown = await shop.export('shopify', 'out.xml').catch((error: unknown) => error);
      expect(thrown).to.be.instanceOf(KnownError);
      expect(thrown).to.include({category: 'usage', code: 'EXPORT_NO_FEED'});
    });
  });
});
