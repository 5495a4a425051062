import {readFile, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {expect} from 'chai';
import type {ImportResult} from '../../../src/app/listing/import.js';
import type {StoredListing, StoredOffer} from '../../../src/domain/catalog/types.js';
import {parseTable} from '../../../src/formats/csv.js';
import {fatesText, refusalsText, type TestShop, withShop} from './shop.js';

const HEADER = 'sku,product,title,price,compare_at_price,stock,options,tags,status,shelf';
const MUG = 'MUG-01,mug,Mug,12.50,,4,,"a, b",active,A1';
const TEE = ['TEE-S,tee,Tee,19.00,24.00,7,Size=S,,active,B1', 'TEE-M,tee,Tee,19.00,24.00,7,Size=M,,active,B2'];

async function write(shop: TestShop, lines: readonly string[], name = 'in.csv'): Promise<string> {
  const file = path.join(shop.folder, name);
  await writeFile(file, `${lines.join('\n')}\n`);
  return file;
}

async function offers(shop: TestShop): Promise<ReadonlyMap<string, StoredOffer & {readonly listing: StoredListing}>> {
  const listings = await shop.context.data.catalog.listings(shop.shop.id);
  return new Map(
    listings.flatMap((listing) =>
      listing.offers.map((offer) => [offer.sku ?? `${listing.product} ?`, {...offer, listing}] as const),
    ),
  );
}

/** What a plan changes, as `SKU field: before → after`. */
function changesText({plan}: ImportResult): string[] {
  return (plan?.changes ?? []).flatMap(({target, fields}) =>
    Object.entries(fields)
      .filter(([name]) => !name.startsWith('base_'))
      .map(
        ([name, {before, after}]) =>
          `${target.key.sku ?? target.key.product ?? ''} ${name}: ${JSON.stringify(before)} → ${JSON.stringify(after)}`,
      ),
  );
}

async function withCatalogue<T>(work: (shop: TestShop) => Promise<T>): Promise<T> {
  return await withShop(async (shop) => {
    await shop.bring(await write(shop, [HEADER, MUG, ...TEE]));
    return await work(shop);
  });
}

describe('listing import', () => {
  it('plans listings first, then offers, then stock, each with its place in the file', async () => {
    await withShop(async (shop) => {
      const {plan, fates} = await shop.import(await write(shop, [HEADER, MUG, ...TEE]));
      expect(
        plan?.changes.map(
          ({n, op, target}) => `${n} ${op} ${target.kind} ${target.key.sku ?? target.key.product ?? ''}`,
        ),
      ).to.deep.equal([
        '1 create listing mug',
        '2 create listing tee',
        '3 create offer MUG-01',
        '4 create offer TEE-S',
        '5 create offer TEE-M',
        '6 update stock MUG-01',
        '7 update stock TEE-S',
        '8 update stock TEE-M',
      ]);
      expect(plan?.changes[4]?.source?.line).to.equal(4);
      expect(plan).to.deep.include({matchedBy: 'sku', kind: 'import', manual: {overrideBounds: false}});
      expect(plan?.inputs.hash).to.match(/^[0-9a-f]{64}$/u);
      expect(fates.create).to.equal(3);
    });
  });

  it('leaves alone what is empty or absent, and clears what says so', async () => {
    await withCatalogue(async (shop) => {
      const empty = await shop.import(await write(shop, ['sku,title,price,tags,stock', 'MUG-01,,,,']));
      expect(changesText(empty)).to.deep.equal([]);
      const clear = await shop.import(
        await write(shop, [
          'sku,product,tags,shelf,compare_at_price',
          'MUG-01,mug,__CLEAR__,__CLEAR__,',
          'TEE-S,,,,__CLEAR__',
        ]),
      );
      expect(changesText(clear)).to.have.members([
        'mug tags: ["a","b"] → []',
        'MUG-01 extra: {"shelf":"A1"} → {}',
        'TEE-S compare_at_price: "24.00" → null',
      ]);
      const required = await shop.import(await write(shop, ['sku,title,price', 'MUG-01,__CLEAR__,__CLEAR__']));
      expect(refusalsText(required)).to.equal('2 CLEAR_REQUIRED');
      expect(required.plan).to.equal(null);
    });
  });

  it('under reject-all writes nothing and says where, what, why and how to mend it', async () => {
    await withCatalogue(async (shop) => {
      const errors = path.join(shop.folder, 'bad.csv');
      const file = await write(shop, ['sku,title,price', 'MUG-01,New,13.00', 'TEE-S,Tee,"12,50"', ',None,5']);
      const result = await shop.import(file, {errors});
      expect(result.plan).to.equal(null);
      expect(result.failure).to.deep.include({category: 'input'});
      expect(fatesText(result)).to.equal('3 = 1 update + 2 refused');
      const table = await parseTable(await readFile(errors, 'utf8'));
      expect(table.header).to.deep.equal(['file', 'line', 'column', 'value', 'code', 'reason', 'hint']);
      const rows = [];
      for await (const batch of table.rows()) rows.push(...batch.map(({cells}) => cells));
      expect(rows.map(([, line, column, value, code]) => [line, column, value, code])).to.deep.equal([
        ['3', 'price', '12,50', 'PRICE_COMMA'],
        ['4', 'sku', '', 'SKU_MISSING'],
      ]);
      expect(rows[0]?.[5]).to.match(/comma/u);
      expect(rows[1]?.[6]).to.match(/--make-sku/u);
    });
  });

  it('under skip-rows leaves the remainder, which can be mended and imported', async () => {
    await withCatalogue(async (shop) => {
      const errors = path.join(shop.folder, 'rest.csv');
      const file = await write(shop, ['sku,title,price,note', 'MUG-01,New,13.00,', 'TEE-S,Tee,"12,50","say ""hi"""']);
      const result = await shop.bring(file, {errors, onError: 'skip-rows'});
      expect(result.failure?.category).to.equal('rows');
      const rest = await readFile(errors, 'utf8');
      expect(rest.split('\n')[0]).to.equal('sku,title,price,note,_code,_reason');
      expect(rest).to.include('TEE-S,Tee,"12,50","say ""hi""",PRICE_COMMA,');
      const still = await shop.import(errors, {errors: path.join(shop.folder, 'rest2.csv')});
      expect(refusalsText(still)).to.equal('1 PRICE_COMMA');
      await writeFile(errors, rest.replace('"12,50"', '12.60'));
      const mended = await shop.import(errors, {errors: path.join(shop.folder, 'rest3.csv')});
      expect(changesText(mended)).to.have.members([
        'TEE-S price: "19.00" → "12.60"',
        'TEE-S extra: {"shelf":"B1"} → {"shelf":"B1","note":"say \\"hi\\""}',
      ]);
      expect(await readFile(file, 'utf8')).to.include('12,50');
    });
  });

  it('refuses to write the errors over the file itself', async () => {
    await withCatalogue(async (shop) => {
      const file = await write(shop, ['sku,price', 'MUG-01,x']);
      await shop.import(file, {errors: file}).then(
        () => expect.fail('went through'),
        (error: unknown) => expect(error).to.have.property('code', 'ERRORS_OVER_INPUT'),
      );
      expect(await readFile(file, 'utf8')).to.equal('sku,price\nMUG-01,x\n');
    });
  });

  it('makes no half product: with its first row the whole new product is refused', async () => {
    await withCatalogue(async (shop) => {
      const rows = [
        'sku,product,title,price,options',
        'CAP-S,cap,Cap,"9,90",Size=S',
        'CAP-M,cap,,9.90,Size=M',
        'MUG-02,mug-2,Mug two,5.00,',
      ];
      const result = await shop.import(await write(shop, rows), {onError: 'skip-rows'});
      expect(refusalsText(result)).to.equal('1 PRICE_COMMA, 1 PRODUCT_REFUSED');
      expect(result.plan?.changes.map(({target}) => target.key.product)).to.deep.equal(['mug-2', 'mug-2']);
    });
  });

  it('keeps to --mode and says what it does not allow', async () => {
    await withCatalogue(async (shop) => {
      const file = await write(shop, ['sku,product,title,price', 'MUG-01,mug,Mug,13.00', 'NEW-1,new,New,5.00']);
      expect(refusalsText(await shop.import(file, {mode: 'create'}))).to.equal('1 ALREADY_IN_SHOP');
      expect(refusalsText(await shop.import(file, {mode: 'update'}))).to.equal('1 NOT_IN_SHOP');
      expect(fatesText(await shop.import(file))).to.equal('2 = 1 create + 1 update');
    });
  });

  it('matches by handle, GTIN or title where it is told to, and never by guess', async () => {
    await withCatalogue(async (shop) => {
      const byHandle = await shop.import(await write(shop, ['sku,product,options,price', ',tee,Size=M,20.00']), {
        key: 'handle',
      });
      expect(changesText(byHandle)).to.deep.equal(['TEE-M price: "19.00" → "20.00"']);
      const vague = await shop.import(await write(shop, ['sku,product,price', ',tee,20.00']), {key: 'handle'});
      expect(refusalsText(vague)).to.equal('1 KEY_AMBIGUOUS');
      const renamed = await shop.import(await write(shop, ['sku,product,options', 'TEE-MEDIUM,tee,Size=M']), {
        key: 'handle',
      });
      expect(changesText(renamed)).to.deep.equal(['TEE-M sku: "TEE-M" → "TEE-MEDIUM"']);
      const taken = await shop.import(await write(shop, ['sku,product,options', 'TEE-S,tee,Size=M']), {key: 'handle'});
      expect(refusalsText(taken)).to.equal('1 SKU_TAKEN');
      const twin = await shop.import(await write(shop, ['sku,product,options,price', 'TEE-MEDIUM,tee,Size=M,20.00']));
      expect(refusalsText(twin)).to.equal('1 OPTIONS_TAKEN');
      const byTitle = await shop.import(await write(shop, ['sku,title,stock', ',Mug,9']), {key: 'title'});
      expect(changesText(byTitle)).to.deep.equal(['MUG-01 stock: 4 → 9']);
      await shop.bring(await write(shop, ['sku,gtin', 'MUG-01,4006381333931']));
      const byGtin = await shop.import(await write(shop, ['sku,gtin,stock', ",'4006381333931,8"]), {key: 'gtin'});
      expect(changesText(byGtin)).to.deep.equal(['MUG-01 stock: 4 → 8']);
      const missing = await shop.import(await write(shop, ['sku,product,gtin,price', ',mug,,8.00']), {key: 'gtin'});
      expect(refusalsText(missing)).to.include('KEY_MISSING');
    });
  });

  it('makes SKUs that stay the same when the file comes again, longer and in another order', async () => {
    await withShop(async (shop) => {
      const rows = ['cup,Cup,8.00,', 'bowl,Bowl,9.00,Size=S', 'bowl,,9.50,Size=M'];
      const header = 'sku,product,title,price,options';
      const options = {makeSku: '{handle}-{options}'};
      await shop.bring(await write(shop, [header, ...rows.map((row) => `,${row}`)]), options);
      expect([...(await offers(shop)).keys()].sort()).to.deep.equal(['bowl-M', 'bowl-S', 'cup']);
      const more = await shop.import(
        await write(shop, [header, ',bowl,Bowl,9.50,Size=L', ...rows.reverse().map((row) => `,${row}`)]),
        options,
      );
      expect(more.plan?.changes.filter(({op}) => op === 'create').map(({target}) => target.key.sku)).to.deep.equal([
        'bowl-L',
      ]);
      expect(fatesText(more)).to.equal('4 = 1 create + 3 unchanged');
    });
  });

  it('gives codes to offers of the shop that have none', async () => {
    await withShop(async (shop) => {
      const file = await write(shop, ['sku,product,title,price,stock', ',cup,Cup,8.00,3']);
      await shop.bring(file, {key: 'handle'});
      expect([...(await offers(shop)).keys()]).to.deep.equal(['cup ?']);
      const result = await shop.bring(file, {makeSku: 'C-{handle}'});
      expect(changesText(result)).to.deep.equal(['cup sku: null → "C-cup"']);
      expect([...(await offers(shop)).keys()]).to.deep.equal(['C-cup']);
    });
  });

  it('lets no price through a known bound without a word, on creates too', async () => {
    await withCatalogue(async (shop) => {
      const bound = (sku: string) => ({
        sku,
        listPrice: null,
        minPrice: 1000,
        maxPrice: 2000,
        mapPrice: null,
        msrp: null,
      });
      await shop.context.data.facts.putBounds(shop.shop.id, [bound('MUG-01'), bound('CAP-1')], 0);
      const file = await write(shop, [
        'sku,product,title,price,stock',
        'MUG-01,mug,Better mug,9.99,5',
        'CAP-1,cap,Cap,9.99,',
      ]);
      const result = await shop.import(file);
      expect(changesText(result)).to.have.members(['mug title: "Mug" → "Better mug"', 'MUG-01 stock: 4 → 5']);
      expect(result.plan?.summary.held).to.equal(2);
      expect(fatesText(result)).to.equal('2 = 1 update + 1 held');
      const forced = await shop.import(file, {overrideBounds: true});
      expect(changesText(forced)).to.include('MUG-01 price: "12.50" → "9.99"');
      expect(forced.plan?.manual).to.deep.equal({overrideBounds: true});
    });
  });

  it('shows a slipped decimal point apart', async () => {
    await withCatalogue(async (shop) => {
      const result = await shop.import(await write(shop, ['sku,price', 'MUG-01,1.25']));
      expect(result.plan?.changes[0]?.largeMove).to.equal(true);
    });
  });

  it('refuses rows of one product that contradict each other', async () => {
    await withCatalogue(async (shop) => {
      const result = await shop.import(
        await write(shop, ['sku,product,title', 'TEE-S,tee,Tee one', 'TEE-M,tee,Tee two']),
      );
      expect(refusalsText(result)).to.equal('1 PRODUCT_CELLS_DIFFER');
    });
  });

  it('refuses a file whose columns nobody can know', async () => {
    await withShop(async (shop) => {
      const code = async (lines: readonly string[]) =>
        await shop.import(await write(shop, lines)).then(
          () => 'read',
          (error: {readonly code?: string}) => error.code,
        );
      expect(await code(['Name;Preis (EUR);Qty', 'Mug;12;1'])).to.equal('DIALECT_UNKNOWN');
      expect(await code(['sku,price,price', 'A,1,2'])).to.equal('HEADER_TWICE');
      expect(await code(['sku,price,other,other', 'A,1,2,3'])).to.equal('read');
    });
  });
});

describe('a file that was exported and comes back', () => {
  const edit = async (file: string, from: string | RegExp, to: string) => {
    const text = await readFile(file, 'utf8');
    expect(text).to.match(
      typeof from === 'string' ? new RegExp(from.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&'), 'u') : from,
    );
    await writeFile(file, text.replace(from, to));
  };

  for (const dialect of ['souk', 'shopify']) {
    it(`${dialect}: never takes back what happened in the shop since`, async () => {
      await withCatalogue(async (shop) => {
        const file = await shop.export(dialect);
        await shop.bring(await write(shop, ['sku,price,stock', 'MUG-01,15.00,1', 'TEE-S,21.00,'], 'night.csv'));
        const untouched = await shop.import(file);
        expect(changesText(untouched)).to.deep.equal([]);
        expect(untouched.conflicts).to.deep.equal([]);
        await edit(file, /active/u, 'draft');
        const edited = await shop.import(file);
        expect(changesText(edited)).to.deep.equal(['mug status: "active" → "draft"']);
        expect(edited.compared).to.include({kept: 3});
        expect(edited.warnings).to.deep.equal([]);
      });
    });

    it(`${dialect}: lists a cell that both changed and stops, unless it is told who is right`, async () => {
      await withCatalogue(async (shop) => {
        const file = await shop.export(dialect);
        await shop.bring(await write(shop, ['sku,price', 'MUG-01,15.00'], 'night.csv'));
        await edit(file, '12.50', '13.00');
        const both = await shop.import(file);
        expect(both.plan).to.equal(null);
        expect(both.failure?.category).to.equal('drift');
        expect(both.fates).to.include({conflict: 1});
        expect(
          both.conflicts.map(({field, exported, file: wish, shop: live}) => [field, exported, wish, live]),
        ).to.deep.equal([['price', '12.50', '13.00', '15.00']]);
        expect(changesText(await shop.import(file, {prefer: 'file'}))).to.deep.equal([
          'MUG-01 price: "15.00" → "13.00"',
        ]);
        expect(changesText(await shop.import(file, {prefer: 'shop'}))).to.deep.equal([]);
        expect(changesText(await shop.import(file, {against: 'none'}))).to.deep.equal([
          'MUG-01 price: "15.00" → "13.00"',
        ]);
      });
    });
  }

  it('takes a title mended on one row of several for the title', async () => {
    await withCatalogue(async (shop) => {
      const file = await shop.export('souk');
      await edit(file, 'TEE-M,tee,Tee,', 'TEE-M,tee,"Tee, organic",');
      expect(changesText(await shop.import(file))).to.deep.equal(['tee title: "Tee" → "Tee, organic"']);
    });
  });

  it('is not compared with an export of another file', async () => {
    await withCatalogue(async (shop) => {
      await shop.export('shopify');
      await shop.bring(await write(shop, ['sku,price', 'MUG-01,15.00'], 'night.csv'));
      const own = await shop.import(
        await write(shop, ['Handle,Title,Variant SKU,Variant Price,My column', 'mug,Mug,MUG-01,12.50,x'], 'own.csv'),
      );
      expect(changesText(own)).to.include('MUG-01 price: "15.00" → "12.50"');
      const stranger = await shop.import(
        await write(shop, ['sku,price,_export', 'MUG-01,12.50,E-0000000000'], 'stranger.csv'),
      );
      expect(stranger.warnings.map(({code}) => code)).to.include('EXPORT_UNKNOWN');
      expect(changesText(stranger)).to.deep.equal(['MUG-01 price: "15.00" → "12.50"']);
    });
  });

  it('shows prices without the running promotion', async () => {
    await withCatalogue(async (shop) => {
      const mug = (await offers(shop)).get('MUG-01');
      await shop.context.data.catalog.setBase([{offerId: mug?.id ?? 0, basePrice: 1600, baseCompareAt: null}]);
      const file = await shop.export('souk');
      expect(await readFile(file, 'utf8')).to.match(/^MUG-01,mug,Mug,.*16\.00/mu);
    });
  });
});
