import {expect} from 'chai';
import {canonicalJson} from '../../../src/domain/change/canonical.js';
import {listingFields, offerFields, offerKey} from '../../../src/domain/change/fields.js';
import type {FieldValue, Target} from '../../../src/domain/change/types.js';
import type {Platform} from '../../../src/ports/platform.js';
import {expectAborted} from './pulls.js';
import {type MakeShop, USD, withShop} from './shop.js';
import {
  calm,
  change,
  creates,
  createsOf,
  expectHolds,
  pullAll,
  push,
  pushAll,
  seed,
  type Wish,
  wordsFor,
} from './steps.js';

/** A second value for every field, in its canonical form. */
const OTHER_LISTING: Readonly<Record<string, FieldValue>> = {
  title: '=Cup, "blue"',
  description: '',
  vendor: 'Bluepeak',
  category: 'Garden',
  tags: ['cup'],
  status: 'draft',
  images: [{url: 'https://example.com/other.png'}],
  extra: {'SEO Title': 'Cup'},
};
const OTHER_OFFER: Readonly<Record<string, FieldValue>> = {
  sku: 'RENAMED-1',
  options: 'Size=L; Colour=Blue',
  price: '13.37',
  compare_at_price: '20.01',
  cost: '5.05',
  tax_rate: '0.19',
  gtin: '012345678905',
  weight_g: 125,
  image: 'https://example.com/blue.png',
  extra: {'Tax code': 'P02'},
};
/** Fields of an offer that may be taken away. */
const CLEARABLE = ['compare_at_price', 'cost', 'tax_rate', 'gtin', 'weight_g', 'image'] as const;

/** Writing: creates, updates, take-backs, refusals, limits. */
export function writeContract(make: MakeShop, can: {readonly creates: boolean}): void {
  describe('writing', () => {
    const {wish, offer, offerTarget} = wordsFor(make);
    if (can.creates) createContract(make);
    else noCreateContract(make);
    updateContract(make);
    refusalContract(make);

    it('writes nothing more once it is aborted', () =>
      withShop(make, USD, async (shop) => {
        const {platform} = shop;
        await seed(shop, [wish('A1')]);
        const stopped = AbortSignal.abort(new DOMException('stop', 'AbortError'));
        const raised = change(1, offerTarget('a1', offer('A1')), 'update', {price: '99.00'});
        await expectAborted(() => push(platform, [raised], stopped));
        expectHolds(platform.capabilities, (await pullAll(platform, 'listings')).records[0], wish('A1'));
      }));

    it('takes a batch of changes of the size it claims', () =>
      withShop(make, USD, async (shop) => {
        const {platform} = shop;
        const wishes = Array.from({length: Math.min(platform.capabilities.batch.rows, 500)}, (_, i) => wish(`L${i}`));
        await seed(shop, wishes);
        const targets = wishes.flatMap(({listing: {product}, offers}) =>
          offers.map((each): Target => ({kind: 'offer', key: offerKey(product, each)})),
        );
        await pushAll(
          platform,
          targets.map((target, i) => change(i + 1, target, 'update', {price: `7.${10 + (i % 90)}`})),
        );
        const read = await platform.read(targets, calm);
        expect(read.map(({offer: each}) => each?.price)).to.deep.equal(targets.map((_, i) => 710 + (i % 90)));
      }));

    it('shows another person’s edit on the next read', () =>
      withShop(make, USD, async (shop) => {
        const {platform, reprice} = shop;
        await seed(shop, [wish('A1'), wish('A2')]);
        const targets = [offerTarget('a1', offer('A1')), offerTarget('a2', offer('A2'))];
        await platform.read(targets, calm);
        await reprice('A1', '77.77');
        expect((await platform.read(targets, calm)).map(({offer: each}) => each?.price)).to.deep.equal([7777, 1250]);
      }));
  });
}

function createContract(make: MakeShop): void {
  const {wish, offer, listingTarget, offerTarget} = wordsFor(make);
  it('takes back what it created', () =>
    withShop(make, USD, async ({platform}) => {
      const {capabilities} = platform;
      const two: Wish = {...wish('B1'), offers: [offer('B1'), offer('B2')]};
      await pushAll(platform, createsOf(capabilities, [wish('A1'), two]));
      await pushAll(platform, [change(1, offerTarget('b1', offer('B2')), 'archive', {})]);
      const [gone] = await platform.read([offerTarget('b1', offer('B2'))], calm);
      expect(gone?.offer).to.equal(null);
      expectHolds(capabilities, (await platform.read([listingTarget('b1')], calm))[0]?.listing, {
        ...two,
        offers: [offer('B1')],
      });
      await pushAll(platform, [
        change(1, offerTarget('b1', offer('B1')), 'archive', {}),
        change(2, listingTarget('b1'), 'archive', {}),
      ]);
      const left = (await pullAll(platform, 'listings')).records.filter(({status}) => status !== 'archived');
      expect(left.map(({product}) => product)).to.deep.equal(['a1']);
    }));

  it('writes nothing once it is aborted', () =>
    withShop(make, USD, async ({platform}) => {
      const stopped = AbortSignal.abort(new DOMException('stop', 'AbortError'));
      await expectAborted(() => push(platform, creates(platform.capabilities, wish('A1')), stopped));
      expect((await pullAll(platform, 'listings')).records).to.deep.equal([]);
    }));

  it('takes a batch of the size it claims', () =>
    withShop(make, USD, async ({platform}) => {
      const {capabilities} = platform;
      const rows = Math.min(capabilities.batch.rows, 500);
      const wishes = Array.from({length: Math.ceil(rows / 2)}, (_, i) => wish(`L${i}`));
      await pushAll(platform, createsOf(capabilities, wishes).slice(0, rows));
      expect((await pullAll(platform, 'listings')).records).to.have.length(wishes.length);
    }));

  it('creates products with offers, and read and pull agree', () =>
    withShop(make, USD, async ({platform}) => {
      const {capabilities} = platform;
      const two: Wish = {
        ...wish('B1'),
        offers: [offer('B1'), offer('B2', 'USD', {compareAt: null, cost: null, gtin: null, stock: 0})],
      };
      await pushAll(platform, createsOf(capabilities, [wish('A1'), two]));
      const pulled = new Map((await pullAll(platform, 'listings')).records.map((each) => [each.product, each]));
      const read = await platform.read(
        [listingTarget('b1'), listingTarget('a1'), offerTarget('b1', offer('B2'))],
        calm,
      );
      expectHolds(capabilities, pulled.get('a1'), wish('A1'));
      expectHolds(capabilities, pulled.get('b1'), two);
      expect(read[0]?.listing).to.deep.equal(pulled.get('b1'));
      expect(read[1]?.listing).to.deep.equal(pulled.get('a1'));
      expect(read[2]?.offer).to.deep.equal(pulled.get('b1')?.offers.find(({sku}) => sku === 'B2'));
    }));

  it('takes a product and its offers in different batches', () =>
    withShop(make, USD, async ({platform}) => {
      const wished: Wish = {...wish('A1'), offers: [offer('A1'), offer('A2')]};
      for (const each of creates(platform.capabilities, wished)) await pushAll(platform, [each]);
      expectHolds(platform.capabilities, (await platform.read([listingTarget('a1')], calm))[0]?.listing, wished);
    }));

  it('answers an applied create with the id that a pull shows', () =>
    withShop(make, USD, async ({platform}) => {
      const outcomes = await push(platform, creates(platform.capabilities, wish('A1')));
      const [held] = (await pullAll(platform, 'listings')).records;
      expect(outcomes.get(1)).to.deep.include({state: 'applied', remoteId: held?.remoteId});
      expect(outcomes.get(2)).to.deep.include({state: 'applied', remoteId: held?.offers[0]?.remoteId});
    }));

  it('refuses to create a thing twice and names the one there is', () =>
    withShop(make, USD, async ({platform}) => {
      const {capabilities} = platform;
      await pushAll(platform, creates(capabilities, wish('A1')));
      const [held] = (await pullAll(platform, 'listings')).records;
      const again = await push(platform, creates(capabilities, wish('A1')));
      expect(again.get(1)).to.deep.include({state: 'rejected', existingId: held?.remoteId});
      expect(again.get(2)).to.deep.include({state: 'rejected', existingId: held?.offers[0]?.remoteId});
      expect((await pullAll(platform, 'listings')).records).to.deep.equal([held]);
    }));
}

function noCreateContract(make: MakeShop): void {
  it('refuses to create and to take away, row by row, and does the rest', () =>
    withShop(make, USD, async (shop) => {
      const {wish, offer, listingTarget, offerTarget} = wordsFor(make);
      const {platform} = shop;
      await seed(shop, [wish('A1')]);
      const fresh = creates(platform.capabilities, wish('N1'));
      const outcomes = await push(platform, [
        ...fresh,
        change(fresh.length + 1, listingTarget('a1'), 'archive', {}),
        change(fresh.length + 2, offerTarget('a1', offer('A1')), 'archive', {}),
        change(fresh.length + 3, offerTarget('a1', offer('A1')), 'update', {price: '9.99'}),
      ]);
      const states = [...outcomes.values()].sort((a, b) => a.n - b.n).map(({state}) => state);
      expect(states).to.deep.equal([...fresh, 0, 0].map(() => 'rejected').concat('applied'));
      const {records} = await pullAll(platform, 'listings');
      expect(records).to.have.length(1);
      expectHolds(platform.capabilities, records[0], wish('A1', 'USD', {price: 999}));
    }));
}

function updateContract(make: MakeShop): void {
  const {wish, offer, listingTarget, offerTarget, productOf} = wordsFor(make);
  it('updates every field it claims, one at a time and alone', () =>
    withShop(make, USD, async (shop) => {
      const {platform} = shop;
      const {capabilities} = platform;
      await seed(shop, [wish('A1')]);
      const remoteId = (await platform.read([offerTarget('a1', offer('A1'))], calm))[0]?.offer?.remoteId ?? '';
      for (const field of capabilities.fields.listing)
        await writesField(make, platform, 'listing', field, OTHER_LISTING[field] ?? null, remoteId);
      for (const field of capabilities.fields.offer)
        await writesField(make, platform, 'offer', field, OTHER_OFFER[field] ?? null, remoteId);
      for (const field of CLEARABLE) {
        if (capabilities.fields.offer.includes(field))
          await writesField(make, platform, 'offer', field, null, remoteId);
      }
      if (!capabilities.fields.stock) return;
      const sku = capabilities.fields.offer.includes('sku') ? 'RENAMED-1' : 'A1';
      const target = {kind: 'stock' as const, key: {product: productOf('a1'), sku, remoteId}};
      await pushAll(platform, [change(1, target, 'update', {stock: 7})]);
      expect((await platform.read([target], calm))[0]?.offer?.stock).to.equal(7);
    }));

  it('leaves alone what a change does not name', () =>
    withShop(make, USD, async (shop) => {
      const {platform} = shop;
      const {capabilities} = platform;
      await seed(shop, [wish('A1'), wish('A2')]);
      const struck = capabilities.fields.offer.includes('compare_at_price') ? {compare_at_price: null} : {};
      await pushAll(platform, [change(1, offerTarget('a1', offer('A1')), 'update', {price: '9.99', ...struck})]);
      const [one, two] = await platform.read([listingTarget('a1'), listingTarget('a2')], calm);
      expectHolds(capabilities, one?.listing, wish('A1', 'USD', {price: 999, compareAt: null}));
      expectHolds(capabilities, two?.listing, wish('A2'));
    }));

  it('never sends what is souk’s own', () =>
    withShop(make, USD, async (shop) => {
      const {platform} = shop;
      await seed(shop, [wish('A1')]);
      const target = offerTarget('a1', offer('A1'));
      await pushAll(platform, [
        change(1, target, 'update', {price: '9.00', base_price: '12.00', base_compare_at_price: null}),
      ]);
      await pushAll(platform, [change(1, target, 'update', {base_price: '11.00'})]);
      expectHolds(
        platform.capabilities,
        (await platform.read([target], calm))[0]?.listing,
        wish('A1', 'USD', {price: 900}),
      );
    }));
}

/** Writes one field and sees that it, and nothing else, changed. */
async function writesField(
  make: MakeShop,
  platform: Platform,
  kind: 'listing' | 'offer',
  field: string,
  value: FieldValue,
  remoteId: string,
): Promise<void> {
  const {listingTarget, productOf} = wordsFor(make);
  const product = productOf('a1');
  const target = kind === 'listing' ? listingTarget('a1') : {kind, key: {product, sku: 'A1', remoteId}};
  const [before] = await platform.read([target], calm);
  const sku = before?.offer?.sku;
  const named = kind === 'offer' && typeof sku === 'string' ? {kind, key: {product, sku, remoteId}} : target;
  await pushAll(platform, [change(1, named, 'update', {[field]: value})]);
  const current = field === 'sku' && typeof value === 'string' ? {kind, key: {product, sku: value, remoteId}} : named;
  const [after] = await platform.read([current], calm);
  const fieldsOf = (state: typeof after): Record<string, FieldValue> => {
    if (kind === 'listing') return state?.listing ? {...listingFields(state.listing)} : {};
    return state?.offer ? {...offerFields(state.offer)} : {};
  };
  expect(canonicalJson(fieldsOf(after)), `after writing ${field}`).to.equal(
    canonicalJson({...fieldsOf(before), [field]: value}),
  );
}

function refusalContract(make: MakeShop): void {
  const {wish, offer, offerTarget} = wordsFor(make);
  it('refuses row by row: an unknown target, an unknown field, a price that is none', () =>
    withShop(make, USD, async (shop) => {
      const {platform} = shop;
      const {capabilities} = platform;
      await seed(shop, [wish('A1')]);
      const target = offerTarget('a1', offer('A1'));
      const outcomes = await push(platform, [
        change(1, offerTarget('zz', offer('ZZ')), 'update', {price: '1.00'}),
        change(2, target, 'update', {price: 'twelve'}),
        change(3, target, 'update', {price: '-1.00'}),
        change(4, target, 'update', {no_such_field: 'x'}),
      ]);
      for (const outcome of outcomes.values()) expect(outcome.state, JSON.stringify(outcome)).to.equal('rejected');
      expectHolds(capabilities, (await platform.read([target], calm))[0]?.listing, wish('A1'));
    }));

  it('does the good rows of a batch that has a bad one, where rows stand alone', () =>
    withShop(make, USD, async (shop) => {
      const {platform} = shop;
      const {capabilities} = platform;
      await seed(shop, [wish('A1'), wish('A2')]);
      const outcomes = await push(platform, [
        change(1, offerTarget('a1', offer('A1')), 'update', {price: '9.99'}),
        change(2, offerTarget('zz', offer('ZZ')), 'update', {price: '9.99'}),
        change(3, offerTarget('a2', offer('A2')), 'update', {price: '8.88'}),
      ]);
      const read = await platform.read([offerTarget('a1', offer('A1')), offerTarget('a2', offer('A2'))], calm);
      const prices = read.map(({offer: each}) => each?.price);
      if (capabilities.atomicity === 'row') {
        expect([1, 2, 3].map((n) => outcomes.get(n)?.state)).to.deep.equal(['applied', 'rejected', 'applied']);
        expect(prices).to.deep.equal([999, 888]);
      } else {
        expect([...outcomes.values()].some(({state}) => state === 'applied')).to.equal(false);
        expect(prices).to.deep.equal([1250, 1250]);
      }
    }));
}
