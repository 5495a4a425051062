import {expect} from 'chai';
import type {Bench} from '../repositories.js';

export function fileTests({data, shop}: Bench): void {
  describe('files', () => {
    const line = (n: number, ...cells: string[]) => ({line: n, cells});

    it('keeps what files held by product: the last file counts, shops and dialects apart', async () => {
      const id = await shop();
      const {files} = data();
      await files.keep(
        id,
        'shopify',
        ['Handle', 'x'],
        [
          {product: 'a', rows: [line(2, 'a', 'ä,"1'), line(4, 'a', '')]},
          {product: 'b', rows: [line(3, 'b', '\u0000\n')]},
        ],
      );
      await files.keep(id, 'shopify', ['Handle'], [{product: 'a', rows: [line(2, 'a')]}]);
      await files.keep(id, 'souk', ['sku'], [{product: 'a', rows: [line(2, '1')]}]);
      await files.keep(await shop(), 'shopify', ['Handle'], [{product: 'a', rows: [line(9, 'other')]}]);
      expect(await files.load(id, 'shopify')).to.deep.equal([
        {header: ['Handle', 'x'], products: [{product: 'b', rows: [line(3, 'b', '\u0000\n')]}]},
        {header: ['Handle'], products: [{product: 'a', rows: [line(2, 'a')]}]},
      ]);
      expect(await files.load(id, 'wix')).to.deep.equal([]);
    });

    it('forgets files of which nothing is left, and those of a shop that goes', async () => {
      const id = await shop();
      const {files, shops} = data();
      for (const cell of ['1', '2']) await files.keep(id, 'souk', [cell], [{product: 'a', rows: [line(2, cell)]}]);
      expect((await files.load(id, 'souk')).map(({header}) => header)).to.deep.equal([['2']]);
      await shops.remove(id);
      expect(await files.load(id, 'souk')).to.deep.equal([]);
    });
  });
}
