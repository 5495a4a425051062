import {existsSync} from 'node:fs';
import {readFile, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {expect} from 'chai';
import {withShop} from './shop.js';

describe('what is looked at before an import', () => {
  it('goes to a file of errors and one of warnings, and is counted by code', async () => {
    await withShop(async (shop) => {
      const file = path.join(shop.folder, 'in.csv');
      const rows = [
        'sku,product,title,price,stock,gtin,description',
        'A,a,最佳水壶,12.50,1,12345678905,<b>x',
        'B,B,Mug,"1.234,50",-2,,',
        'C,b,#REF!,5,1,,',
      ];
      await writeFile(file, rows.join('\n'));
      const result = await shop.import(file, {onError: 'skip-rows', reading: {decimal: 'comma'}});
      const codes = result.codes.map(({severity, code, count}) => `${severity} ${count} ${code}`);
      expect(codes).to.deep.equal([
        'error 1 NUMBER_LOCALE',
        'error 1 SPREADSHEET_ERROR',
        'error 1 STOCK_NEGATIVE',
        'error 1 TITLE_MISSING',
        'warning 1 AD_WORD',
        'warning 1 GTIN_ZEROS',
        'warning 1 HTML_UNCLOSED',
        'warning 1 PRODUCT_TWIN',
      ]);
      const warnings = await readFile(result.warningsFile ?? '', 'utf8');
      expect(warnings).to.match(/^file,line,column,value,code,reason,hint\n/u);
      expect(warnings).to.contain(',2,gtin,12345678905,GTIN_ZEROS,');
      expect(warnings.trim().split('\n')).to.have.length(5);
    });
  });

  it('writes stock below zero when asked, and takes what the shop says already', async () => {
    await withShop(async (shop) => {
      const file = path.join(shop.folder, 'in.csv');
      await writeFile(file, 'sku,product,title,price,stock\nA,a,Mug,12.50,-2\n');
      expect((await shop.import(file, {onError: 'skip-rows'})).fates.refused).to.equal(1);
      const written = await shop.bring(file, {negativeStock: true});
      expect([written.fates.create, written.warned.map(({message}) => message.code)]).to.deep.equal([
        1,
        ['STOCK_NEGATIVE'],
      ]);
      const again = await shop.import(file);
      expect([again.fates.unchanged, again.fates.refused]).to.deep.equal([1, 0]);
    });
  });

  it('writes no file of warnings where nothing is odd', async () => {
    await withShop(async (shop) => {
      const file = path.join(shop.folder, 'in.csv');
      await writeFile(file, 'sku,product,title,price\nA,a,Mug,12.50\n');
      expect((await shop.import(file)).warningsFile).to.equal(null);
      expect(existsSync(path.join(shop.folder, 'warnings.csv'))).to.equal(false);
    });
  });
});
