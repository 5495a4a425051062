import {readFile, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {expect} from 'chai';
import {openTable} from '../../../src/formats/csv.js';
import {withShop} from './shop.js';

const FILE = 'sku,product,title,price,gtin,size\n00123,mug,=Mug,12.50,0012345678905,1-2\n8E5,cap,Cap,9.90,,007\n';

describe('export to a workbook', () => {
  it('keeps codes as text, and comes back as an empty plan', async () => {
    await withShop(async (shop) => {
      const file = path.join(shop.folder, 'in.csv');
      await writeFile(file, FILE);
      await shop.bring(file);
      const book = await shop.export('souk', 'out.xlsx');
      expect((await readFile(book)).subarray(0, 2).toString()).to.equal('PK');
      const table = await openTable(book);
      const rows: (readonly string[])[] = [];
      for await (const batch of table.rows()) rows.push(...batch.map(({cells}) => cells));
      expect(table.header.slice(0, 6)).to.deep.equal(['sku', 'product', 'title', 'price', 'gtin', 'size']);
      expect(rows.map((cells) => cells.slice(0, 6))).to.deep.equal([
        ['00123', 'mug', "'=Mug", '12.50', '0012345678905', '1-2'],
        ['8E5', 'cap', 'Cap', '9.90', '', '007'],
      ]);
      for (const against of [undefined, 'none']) {
        const back = await shop.import(book, against === undefined ? {} : {against});
        expect(back.errors).to.deep.equal([]);
        expect(back.plan?.changes).to.deep.equal([]);
      }
    });
  });
});
