import {expect} from 'chai';
import type {Bench} from '../repositories.js';
import {aListing, anOffer} from '../support/records.js';

export function fileTests({data, shop}: Bench): void {
  describe('files', () => {
    const file = (...header: string[]) => ({header, hash: header.join('-')});
    const line = (n: number, ...cells: string[]) => ({line: n, cells});

    it('keeps what files held by product: the last file counts, shops and dialects apart', async () => {
      const id = await shop();
      const {files} = data();
      await files.keep(id, 'shopify', file('Handle', 'x'), [
        {product: 'a', rows: [line(2, 'a', 'ä,"1'), line(4, 'a', '')]},
        {product: 'b', rows: [line(3, 'b', '\u0000\n')]},
      ]);
      await files.keep(id, 'shopify', file('Handle'), [{product: 'a', rows: [line(2, 'a')]}]);
      await files.keep(id, 'souk', file('sku'), [{product: 'a', rows: [line(2, '1')]}]);
      await files.keep(await shop(), 'shopify', file('Handle'), [{product: 'a', rows: [line(9, 'other')]}]);
      expect(await files.load(id, 'shopify')).to.deep.equal([
        {header: ['Handle', 'x'], products: [{product: 'b', rows: [line(3, 'b', '\u0000\n')]}]},
        {header: ['Handle'], products: [{product: 'a', rows: [line(2, 'a')]}]},
      ]);
      expect(await files.load(id, 'wix')).to.deep.equal([]);
    });

    it('knows which file was kept last', async () => {
      const id = await shop();
      const {files} = data();
      expect(await files.last(id, 'souk')).to.equal(null);
      for (const name of ['one', 'two']) await files.keep(id, 'souk', file(name), [{product: 'a', rows: []}]);
      await files.keep(id, 'wix', file('other'), [{product: 'a', rows: []}]);
      expect(await files.last(id, 'souk')).to.equal('two');
    });

    it('keeps which rows a shop is like until their listing changes, while no two things go by one name', async () => {
      const id = await shop();
      const {files, catalog} = data();
      const options = {at: 1, overlaid: new Set<string>()};
      const listing = (name: string, changes = {}) =>
        aListing(name, [anOffer(name, {sku: name, ...changes})], {product: name});
      const taken = async () => {
        const found: string[] = [];
        for await (const page of files.taken(id, 'souk'))
          for (const row of page) found.push(`${row.hash}${row.unsaid}`);
        return found;
      };
      await catalog.mirror(
        id,
        ['a', 'b', 'c'].map((name) => listing(name)),
        options,
      );
      const rows = ['a', 'b', 'c', 'none'].map((product, index) => ({product, hash: 2 ** 52 + index, unsaid: ''}));
      await files.take(id, 'souk', rows);
      await files.take(id, 'souk', [{product: 'b', hash: 7, unsaid: ' cost'}]);
      await files.take(id, 'wix', [{product: 'b', hash: 8, unsaid: ''}]);
      expect(await taken()).to.deep.equal([`${2 ** 52}`, '7 cost', `${2 ** 52 + 2}`]);
      await catalog.mirror(id, [listing('a'), listing('b', {stock: 77})], options);
      expect(await taken(), 'a listing that is as it was keeps its row').to.deep.equal([
        `${2 ** 52}`,
        `${2 ** 52 + 2}`,
      ]);
      await catalog.mirror(id, [listing('d', {sku: 'c'})], options);
      expect(await taken(), 'two offers by one SKU').to.deep.equal([]);
      await catalog.keepOnly(id, {listings: new Set(['a', 'd']), offers: new Set(['a', 'd'])});
      expect(await taken()).to.deep.equal([`${2 ** 52}`]);
    });

    it('forgets files of which nothing is left, and those of a shop that goes', async () => {
      const id = await shop();
      const {files, shops} = data();
      for (const cell of ['1', '2']) await files.keep(id, 'souk', file(cell), [{product: 'a', rows: [line(2, cell)]}]);
      expect((await files.load(id, 'souk')).map(({header}) => header)).to.deep.equal([['2']]);
      await shops.remove(id);
      expect(await files.load(id, 'souk')).to.deep.equal([]);
    });
  });
}
