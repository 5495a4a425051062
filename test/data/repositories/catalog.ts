import {expect} from 'chai';
import type {StoredOffer} from '../../../src/domain/catalog/types.js';
import type {PricedListing} from '../../../src/ports/data.js';
import type {RemoteListing} from '../../../src/ports/platform.js';
import type {Bench} from '../repositories.js';
import {aListing, anOffer} from '../support/records.js';

const NOBODY: ReadonlySet<string> = new Set();

export function catalogTests({data, shop}: Bench): void {
  const mirror = (id: number, listings: readonly RemoteListing[], overlaid = NOBODY) =>
    data().catalog.mirror(id, listings, {at: 1, overlaid});
  const offers = async (id: number): Promise<StoredOffer[]> =>
    (await data().catalog.listings(id)).flatMap((listing) => listing.offers);

  describe('catalogue', () => {
    it('gives back what was mirrored, by product, offers in the order of the shop', async () => {
      const id = await shop();
      const remote = [
        aListing('2', [anOffer('20', {sku: null}), anOffer('10', {price: null, stock: 0, options: []})], {
          product: 'b',
        }),
        aListing('1', [anOffer('30', {compareAt: 2999, extra: {Note: '=1+1'}})], {product: 'a', tags: [], images: []}),
      ];
      await mirror(id, remote);
      const stored = await data().catalog.listings(id);
      const content = stored.map(({id: _, ...listing}) => ({
        ...listing,
        offers: listing.offers.map(
          ({id: _id, listingId: _listing, basePrice: _base, baseCompareAt: _compare, ...offer}) => offer,
        ),
      }));
      expect(content).to.deep.equal([remote[1], remote[0]]);
      expect(await data().catalog.counts(id)).to.deep.equal({listings: 2, offers: 3, withoutSku: 1});
    });

    it('gives what prices depend on page by page, in the same order', async () => {
      const id = await shop();
      const remote = Array.from({length: 1103}, (_, n) => {
        const own = n % 7 === 0 ? [] : [anOffer(`${n}`), ...(n % 5 === 0 ? [anOffer(`${n}b`, {sku: null})] : [])];
        return aListing(`${n}`, own, {product: `p${n % 400}`});
      });
      await mirror(id, remote);
      const pages: (readonly PricedListing[])[] = [];
      for await (const page of data().priced.listings(id)) pages.push(page);
      const wanted = (await data().catalog.listings(id)).map(
        ({id: _i, remoteId: _r, description, images, extra, ...rest}) => ({
          ...rest,
          offers: rest.offers.map(({listingId, cost, gtin, image, extra: _extra, ...offer}) => offer),
        }),
      );
      expect(pages.length).to.be.greaterThan(1);
      expect(pages.flat()).to.deep.equal(wanted);
      for await (const page of data().priced.listings(await shop())) expect(page).to.equal('none');
    });

    it('keeps ids when the same things come again, and knows one remote id of two shops apart', async () => {
      const [one, two] = [await shop(), await shop()];
      await mirror(one, [aListing('1', [anOffer('1')])]);
      await mirror(two, [aListing('1', [anOffer('1', {price: 5})])]);
      const before = await data().catalog.listings(one);
      await mirror(one, [aListing('1', [anOffer('1', {stock: 9}), anOffer('2')], {title: 'New'})]);
      const [after] = await data().catalog.listings(one);
      expect(after?.id).to.equal(before[0]?.id);
      expect(after?.title).to.equal('New');
      expect(after?.offers[0]).to.deep.equal({...before[0]?.offers[0], stock: 9});
      expect((await offers(two)).map(({price}) => price)).to.deep.equal([5]);
    });

    it('takes a page of new listings among which one is known, and an offer that comes from a known one', async () => {
      const id = await shop();
      await mirror(id, [aListing('20', [anOffer('20')]), aListing('old', [anOffer('moves'), anOffer('stays')])]);
      const before = new Map((await offers(id)).map((offer) => [offer.remoteId, offer]));
      const page = Array.from({length: 40}, (_, n) => aListing(`${n}`, [anOffer(`${n}`)], {title: `New ${n}`}));
      await mirror(id, page);
      const move = Array.from({length: 40}, (_, n) => aListing(`m${n}`, [anOffer(n === 20 ? 'moves' : `m${n}`)]));
      await mirror(id, move);
      const listings = new Map((await data().catalog.listings(id)).map((listing) => [listing.remoteId, listing]));
      expect(listings.size).to.equal(81);
      expect(listings.get('20')?.title).to.equal('New 20');
      expect(listings.get('20')?.offers.map((offer) => offer.id)).to.deep.equal([before.get('20')?.id]);
      expect(listings.get('m20')?.offers.map((offer) => offer.id)).to.deep.equal([before.get('moves')?.id]);
      expect(listings.get('old')?.offers.map(({remoteId}) => remoteId)).to.deep.equal(['stays']);
      expect((await data().catalog.counts(id)).offers).to.equal(81);
    });

    it('lets a base follow a live price that somebody else changed', async () => {
      const id = await shop();
      await mirror(id, [aListing('1', [anOffer('1', {price: 1000, compareAt: 1200})])]);
      await mirror(id, [aListing('1', [anOffer('1', {price: 900, compareAt: null})])]);
      const [offer] = await offers(id);
      expect([offer?.price, offer?.basePrice, offer?.compareAt, offer?.baseCompareAt]).to.deep.equal([
        900,
        900,
        null,
        null,
      ]);
    });

    it('leaves a base alone while a promotion stands on it, and while the live price stays', async () => {
      const id = await shop();
      await mirror(id, [aListing('1', [anOffer('1', {price: 1000}), anOffer('2', {price: 1000})])]);
      await mirror(
        id,
        [aListing('1', [anOffer('1', {price: 800, compareAt: 1000}), anOffer('2', {price: 800})])],
        new Set(['1']),
      );
      const [promoted, other] = await offers(id);
      expect([promoted?.price, promoted?.basePrice, promoted?.baseCompareAt]).to.deep.equal([800, 1000, null]);
      expect([other?.price, other?.basePrice]).to.deep.equal([800, 800]);
      await mirror(id, [aListing('1', [anOffer('1', {price: 800, compareAt: 1000}), anOffer('2', {price: 800})])]);
      expect((await offers(id))[0]?.basePrice).to.equal(1000);
    });

    it('sets bases of many offers', async () => {
      const id = await shop();
      await mirror(id, [aListing('1', [anOffer('1'), anOffer('2'), anOffer('3')])]);
      const [first, second] = await offers(id);
      await data().catalog.setBase([
        {offerId: first?.id ?? 0, basePrice: 1, baseCompareAt: 2},
        {offerId: second?.id ?? 0, basePrice: null, baseCompareAt: null},
      ]);
      await data().catalog.setBase([]);
      const bases = (await offers(id)).map(({basePrice, baseCompareAt}) => [basePrice, baseCompareAt]);
      expect(bases).to.deep.equal([
        [1, 2],
        [null, null],
        [1999, null],
      ]);
    });

    it('finds listings by SKU or product, each with all of its offers', async () => {
      const id = await shop();
      const remote = ['a', 'b', 'c'].map((name) => aListing(name, [anOffer(`${name}1`), anOffer(`${name}2`)]));
      await mirror(id, remote);
      const found = async (filter: Parameters<ReturnType<Bench['data']>['catalog']['listings']>[1]) =>
        (await data().catalog.listings(id, filter)).map(({product, offers: inside}) => [product, inside.length]);
      expect(await found({skus: ['SKU-b2', 'none']})).to.deep.equal([['product-b', 2]]);
      expect(await found({skus: ['SKU-c1', 'SKU-c2'], products: ['product-a', 'product-c']})).to.deep.equal([
        ['product-a', 2],
        ['product-c', 2],
      ]);
      expect(await found({})).to.deep.equal([]);
      expect(await found({skus: ["' or 1=1 --"]})).to.deep.equal([]);
    });

    it('forgets what the shop no longer has, also an offer that moved or lost its listing', async () => {
      const id = await shop();
      await mirror(id, [
        aListing('1', [anOffer('1'), anOffer('2')]),
        aListing('2', [anOffer('3')]),
        aListing('3', [anOffer('4')]),
      ]);
      await mirror(id, [aListing('2', [anOffer('3'), anOffer('4')])]);
      const gone = await data().catalog.keepOnly(id, {listings: new Set(['2']), offers: new Set(['1', '3', '4'])});
      expect(gone).to.deep.equal({listings: 2, offers: 2});
      const left = await data().catalog.listings(id);
      expect(left.map(({remoteId, offers: inside}) => [remoteId, inside.map((offer) => offer.remoteId)])).to.deep.equal(
        [['2', ['3', '4']]],
      );
      await mirror(id, [aListing('1', [anOffer('1', {price: 3})])]);
      expect((await data().catalog.listings(id, {skus: ['SKU-1']}))[0]?.offers[0]?.basePrice).to.equal(3);
    });

    it('forgets some, a listing with all it has', async () => {
      const id = await shop();
      await mirror(id, [
        aListing('1', [anOffer('1'), anOffer('2')]),
        aListing('2', [anOffer('3'), anOffer('4')]),
        aListing('3', [anOffer('5')]),
      ]);
      const other = await shop();
      await mirror(other, [aListing('2', [anOffer('3')])]);
      const gone = await data().catalog.forget(id, {listings: new Set(['2', 'none']), offers: new Set(['1', '3'])});
      expect(gone).to.deep.equal({listings: 1, offers: 3});
      const left = async (shopId: number) =>
        (await data().catalog.listings(shopId)).map(({remoteId, offers}) => [
          remoteId,
          offers.map((offer) => offer.remoteId),
        ]);
      expect(await left(id)).to.deep.equal([
        ['1', ['2']],
        ['3', ['5']],
      ]);
      expect(await left(other)).to.deep.equal([['2', ['3']]]);
    });

    it('takes the last of two records of one remote id', async () => {
      const id = await shop();
      await mirror(id, [
        aListing('1', [anOffer('1', {price: 1}), anOffer('1', {price: 2})]),
        aListing('1', [anOffer('1', {price: 3})], {title: 'Last'}),
      ]);
      const stored = await data().catalog.listings(id);
      expect(stored.map(({title}) => title)).to.deep.equal(['Last']);
      expect((await offers(id)).map(({price}) => price)).to.deep.equal([3]);
    });

    it('keeps characters that a database would refuse, as the replacement character', async () => {
      const id = await shop();
      await mirror(id, [aListing('1', [anOffer('1')], {title: 'nul \0 and half \ud83c a tea', extra: {note: '\0'}})]);
      const [listing] = await data().catalog.listings(id);
      expect(listing?.title).to.equal('nul \ufffd and half \ufffd a tea');
      expect(listing?.extra).to.deep.equal({note: '\0'});
    });

    it('refuses a price that is not a whole, safe number, and writes nothing', async () => {
      const id = await shop();
      for (const price of [Number.NaN, 19.99, 2 ** 53, Number.POSITIVE_INFINITY]) {
        const error = await mirror(id, [aListing('1', [anOffer('1', {price})])]).catch((reason: unknown) => reason);
        expect(error).to.be.instanceOf(RangeError);
      }
      expect(await data().catalog.counts(id)).to.deep.equal({listings: 0, offers: 0, withoutSku: 0});
    });

    it('pins and unpins a price', async () => {
      const id = await shop();
      const {catalog} = data();
      await catalog.pin(id, 'b', {until: null, reason: ''});
      await catalog.pin(id, 'a', {until: 5, reason: 'photo shoot'});
      await catalog.pin(id, 'b', {until: 7, reason: 'later'});
      expect([...(await catalog.pins(id))]).to.deep.equal([
        ['a', {until: 5, reason: 'photo shoot'}],
        ['b', {until: 7, reason: 'later'}],
      ]);
      await catalog.pin(id, 'a', null);
      expect([...(await catalog.pins(id)).keys()]).to.deep.equal(['b']);
    });
  });
}
