import {mkdir, readFile, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {expect} from 'chai';
import {addFolder} from '../../support/folder-shop.js';
import {type SoukOptions, souk, soukJson, withFolder} from '../../support/souk.js';

const NOW = '2026-03-01T02:00:00Z';

const LISTINGS = `sku,product,title,category,tags,price,stock
MUG-01,mug,Mug,Mugs,kitchen,10.00,5
MUG-02,mug-2,Mug two,Mugs,,20.00,0
CAP-01,cap,Cap,Caps,,8.00,3
CAP-02,cap-2,Cap two,Caps,,9.00,3
`;
const COSTS = `sku,cost,fee_rate,fee_fixed
MUG-01,5.00,0.15,0.30
MUG-02,10.00,0.15,0.30
CAP-01,0.00,0.15,0.30
`;
const BOUNDS = `sku,list_price,min_price,max_price
MUG-01,12.00,,
MUG-02,24.00,,
`;
const RIVALS = `sku,rival,price,in_stock,seen_at
MUG-01,northwind,9.50,1,2026-02-28T20:00:00Z
MUG-01,penny,0.01,1,2026-02-28T20:00:00Z
MUG-02,northwind,15.00,1,2026-01-28T20:00:00Z
`;
const RULES = `version: 1
rules:
  - name: contested
    when: {sku: MUG-01}
    strategy: competition
  - name: the rest
    when: {category: [Mugs, Caps]}
    strategy: cost
    margin: 20%
`;

interface Shop {
  readonly options: SoukOptions;
  readonly dir: string;
  readonly folder: string;
}

/** A folder shop with four offers, as a seller would leave it. */
async function withShop(files: Readonly<Record<string, string>>, work: (shop: Shop) => Promise<void>): Promise<void> {
  await withFolder(async (folder) => {
    const dir = path.join(folder, 'shop');
    await mkdir(dir);
    for (const [name, text] of Object.entries({
      'listings.csv': LISTINGS,
      'costs.csv': COSTS,
      'bounds.csv': BOUNDS,
      'rivals.csv': RIVALS,
      ...files,
    })) {
      await writeFile(path.join(dir, name), text);
    }
    const options = {home: path.join(folder, 'home'), env: {SOUK_NOW: NOW}};
    await addFolder(dir, options, ['--prices-include-tax', 'no', '--yes']);
    await work({options, dir, folder});
  });
}

interface PlanDocument {
  readonly ok: boolean;
  readonly result: {
    readonly summary: Readonly<Record<string, number>>;
    readonly run?: {readonly state: string};
    readonly sample: readonly {
      readonly target: {readonly key: {readonly sku: string}};
      readonly fields: Readonly<Record<string, {readonly after: string}>>;
    }[];
  };
  readonly error?: {readonly code: string; readonly exit: number};
}

async function json(args: readonly string[], {options}: Shop): Promise<{code: number | null; document: PlanDocument}> {
  const {code, document} = await soukJson(args, options);
  return {code, document: document as unknown as PlanDocument};
}

describe('souk reprice', () => {
  it('prices by the rules of the folder, holds what it can not know, and writes only what it said', async () => {
    await withShop({'pricing.yaml': RULES}, async (shop) => {
      const dry = await json(['reprice', '--dry-run'], shop);
      expect(dry.code).to.equal(0);
      expect(dry.document.result.summary).to.include({update: 2, skipped: 2, held: 0});
      expect(await readFile(path.join(shop.dir, 'listings.csv'), 'utf8')).to.equal(LISTINGS);

      const done = await json(['reprice', '--yes'], shop);
      expect(done.code).to.equal(0);
      expect(done.document.result.run?.state).to.equal('done');
      const after = await readFile(path.join(shop.dir, 'listings.csv'), 'utf8');
      expect(after).to.match(/^MUG-01,.*,9\.41,5$/mu); // 9.50 − 1 %: the one at 0.01 is set aside
      expect(after).to.match(/^MUG-02,.*,18\.00,0$/mu); // cost-plus says 15.85; ten percent a night
      expect(after).to.match(/^CAP-01,.*,8\.00,3$/mu); // a cost of zero is unknown
      expect(after).to.match(/^CAP-02,.*,9\.00,3$/mu);

      const again = await json(['reprice', '--yes'], shop);
      expect(again.document.result.summary).to.include({update: 0, unchanged: 1, held: 1, skipped: 2});
    });
  });

  it('notices a price war from the ledger and the rivals, and cuts no more', async () => {
    const rules = 'version: 1\ndefaults: {strategy: competition, by: 3%}\n';
    const rival = (price: string, day: string) => `MUG-01,northwind,${price},1,2026-${day}T20:00:00Z\n`;
    let seen = `sku,rival,price,in_stock,seen_at\n${rival('9.95', '02-28')}`;
    await withShop({'pricing.yaml': rules, 'rivals.csv': seen}, async ({options, dir, folder}) => {
      const night = (day: number) => ({
        dir,
        folder,
        options: {...options, env: {SOUK_NOW: `2026-03-0${day}T02:00:00Z`}},
      });
      for (const [day, answer] of [
        [1, '9.55'],
        [2, '9.16'],
        [3, '8.79'],
      ] as const) {
        const {code} = await json(['reprice', '--yes'], night(day));
        expect(code).to.equal(0);
        seen += rival(answer, `03-0${day}`);
        await writeFile(path.join(dir, 'rivals.csv'), seen);
      }
      const prices = await readFile(path.join(dir, 'listings.csv'), 'utf8');
      expect(prices).to.match(/^MUG-01,.*,8\.89,5$/mu);
      await json(['reprice', '--yes'], night(4));
      expect(await readFile(path.join(dir, 'listings.csv'), 'utf8')).to.equal(prices);
      const {stdout} = await souk(['price', 'why', 'MUG-01'], night(4).options);
      expect(stdout).to.match(
        /war +clamp → 8\.89 +price war with northwind: 3 cuts came to −11\.1 %, each answered; no/u,
      );
    });
  });

  it('says what a person must know: a first repricing, what guards hold and why, rules that mean nothing', async () => {
    const unused = RULES.replace(
      '  - name: the rest',
      '  - name: hats\n    when: {category: Hats}\n    strategy: hold\n  - name: the rest',
    );
    await withShop({'pricing.yaml': unused}, async (shop) => {
      const {stdout, stderr, code} = await souk(['reprice', '--yes'], shop.options);
      expect(code).to.equal(0);
      expect(stdout).to.contain('First repricing of this shop');
      expect(stderr).to.contain('pricing.yaml:6: no offer of main matches the rule "hats".');
      const again = await souk(['reprice', '--yes'], shop.options);
      expect(again.stdout).to.not.contain('First repricing');
      expect(again.stdout).to.contain('held by a guard: 1');
      expect(again.stdout).to.match(/^ +MUG-02 +changed 0\.0 days ago; 1 days lie between two changes$/mu);
    });
  });

  it('tells until when a price is pinned on the shop’s clock, the zone named', async () => {
    await withShop({}, async ({options}) => {
      await souk(['shop', 'pull'], options);
      const pinned = await souk(['price', 'pin', 'MUG-01', '--until', '2026-12-01'], options);
      expect(pinned.stdout).to.equal('MUG-01 in main is pinned at 10.00 USD until 2026-12-02 00:00 UTC.\n');
      const why = await souk(['price', 'why', 'MUG-01'], options);
      expect(why.stdout).to.contain('pinned until 2026-12-02 00:00 UTC');
    });
  });

  it('stops at a fault in the rules with line and column, and writes nothing', async () => {
    await withShop({'pricing.yaml': 'version: 1\nrules:\n  - startegy: cost\n'}, async (shop) => {
      const {code, stderr} = await souk(['reprice', '--yes'], shop.options);
      expect(code).to.equal(6);
      expect(stderr).to.contain('pricing.yaml:3:5: there is no setting "startegy" here.');
      expect(stderr).to.contain('Did you mean "strategy"?');
      expect(await readFile(path.join(shop.dir, 'listings.csv'), 'utf8')).to.equal(LISTINGS);
    });
  });

  it('takes a rules file and a strategy for one run, and checks the same guards again when it writes', async () => {
    await withShop({}, async (shop) => {
      const file = path.join(shop.folder, 'sale.yaml');
      await writeFile(
        file,
        'version: 1\nguards: {allow_below_cost: true, min_price: 1.00, step: {down: 60%, week: 60%}}\nbreaker: {largest_move: off}\n',
      );
      const done = await json(
        ['reprice', '--rules', file, '--strategy', 'competition', '--only', 'MUG-01', '--yes'],
        shop,
      );
      expect(done.code).to.equal(0);
      expect(await readFile(path.join(shop.dir, 'listings.csv'), 'utf8')).to.match(/^MUG-01,.*,9\.41,5$/mu);
      expect(
        (await json(['reprice', '--rules', path.join(shop.folder, 'none.yaml'), '--dry-run'], shop)).code,
      ).to.equal(6);
      expect((await json(['reprice', '--strategy', 'cost', '--dry-run'], shop)).document.error).to.include({
        code: 'STRATEGY_FLAGS',
        exit: 2,
      });
      expect((await json(['reprice', '--margin', '20%', '--dry-run'], shop)).document.error).to.include({
        code: 'STRATEGY_MISSING',
      });
    });
  });

  it('stops before writing when costs slipped and everything would jump', async () => {
    const costs = 'sku,cost,fee_rate,fee_fixed\nMUG-01,50.00,0.15,0\nMUG-02,100.00,0.15,0\n';
    await withShop({'costs.csv': costs, 'bounds.csv': 'sku,list_price\n'}, async (shop) => {
      const {code, document} = await json(['reprice', '--strategy', 'hold', '--yes'], shop);
      expect(code).to.equal(5);
      expect(document.error).to.include({code: 'BREAKER_TRIPPED'});
      expect(await readFile(path.join(shop.dir, 'listings.csv'), 'utf8')).to.equal(LISTINGS);
    });
  });
});

describe('souk price', () => {
  it('set: writes a figure, refuses one below the floor, and takes it when told to', async () => {
    await withShop({}, async (shop) => {
      await souk(['shop', 'pull'], shop.options);
      const low = await json(['price', 'set', 'MUG-01', '6.00', '--yes'], shop);
      expect(low.code).to.equal(5);
      expect(low.document.error).to.include({code: 'BELOW_FLOOR'});
      expect((await json(['price', 'set', 'MUG-01', '0', '--yes'], shop)).document.error).to.include({
        code: 'AMOUNT_INVALID',
        exit: 2,
      });
      expect((await json(['price', 'set', 'MUG-01', '1e999', '--yes'], shop)).document.error).to.include({
        code: 'AMOUNT_INVALID',
      });
      expect((await json(['price', 'set', 'MUG-99', '5', '--yes'], shop)).document.error).to.include({
        code: 'OFFER_UNKNOWN',
        exit: 6,
      });
      expect((await json(['price', 'set', 'MUG-01', '13.37', '--yes'], shop)).code).to.equal(0);
      expect((await json(['price', 'set', 'MUG-02', '9.00', '--override-bounds', '--yes'], shop)).code).to.equal(0);
      const after = await readFile(path.join(shop.dir, 'listings.csv'), 'utf8');
      expect(after).to.match(/^MUG-01,.*,13\.37,5$/mu);
      expect(after).to.match(/^MUG-02,.*,9\.00,0$/mu);
    });
  });

  it('a saved plan that was edited to sell at 0.01 is refused, override or not', async () => {
    await withShop({}, async (shop) => {
      await souk(['shop', 'pull'], shop.options);
      const file = path.join(shop.folder, 'plan.json');
      expect((await souk(['price', 'set', 'MUG-01', '9.00', '--plan-file', file], shop.options)).code).to.equal(0);
      const {sealPlan} = await import('../../../src/runs/seal.js');
      const plan = JSON.parse((await readFile(file, 'utf8')).replaceAll('"9.00"', '"0.01"'));
      const {id, createdAt, expiresAt, hash: _hash, ...draft} = plan;
      await writeFile(
        file,
        JSON.stringify(sealPlan({...draft, manual: {overrideBounds: true}}, {id, createdAt, expiresAt})),
      );
      const {code, document} = await json(['run', 'apply', file, '--yes'], shop);
      expect(document.error).to.include({code: 'PLAN_GUARDED'});
      expect(code).to.equal(5);
      expect(await readFile(path.join(shop.dir, 'listings.csv'), 'utf8')).to.equal(LISTINGS);
    });
  });

  it('adjust: moves what matches and holds what would leave its bounds', async () => {
    await withShop({}, async (shop) => {
      await souk(['shop', 'pull'], shop.options);
      const {code, document} = await json(
        ['price', 'adjust', '--by', '+5%', '--where', 'category=Mugs and stock>0', '--yes'],
        shop,
      );
      expect(code).to.equal(0);
      expect(document.result.summary).to.include({update: 1, held: 0});
      expect(await readFile(path.join(shop.dir, 'listings.csv'), 'utf8')).to.match(/^MUG-01,.*,10\.50,5$/mu);
      expect(
        (await json(['price', 'adjust', '--by=-5.00', '--where', 'sku=MUG-01', '--yes'], shop)).document.result.summary,
      ).to.include({update: 0, held: 1});
      expect((await json(['price', 'adjust', '--by', '5', '--yes'], shop)).document.error).to.include({
        code: 'STEP_INVALID',
      });
      expect(
        (await json(['price', 'adjust', '--by', '+1%', '--where', 'category=Hats', '--yes'], shop)).document.error,
      ).to.include({code: 'NOTHING_MATCHES'});
    });
  });

  it('pin: holds a price against the rules until it is let go', async () => {
    await withShop({'pricing.yaml': RULES}, async (shop) => {
      await souk(['shop', 'pull'], shop.options);
      expect(
        (await souk(['price', 'pin', 'MUG-01', '--until', '2026-03-05', '--reason', 'fair'], shop.options)).stdout,
      ).to.contain('pinned at 10.00 USD until 2026-03-06 00:00');
      expect((await json(['reprice', '--only', 'MUG-02', '--dry-run'], shop)).document.result.summary).to.include({
        update: 1,
        held: 1,
      });
      expect((await souk(['price', 'pin', 'MUG-01', '--off'], shop.options)).stdout).to.contain('no longer pinned');
      expect((await json(['reprice', '--dry-run'], shop)).document.result.summary).to.include({update: 2, held: 0});
      expect((await json(['price', 'pin', 'MUG-01', '--until', '2026-01-01'], shop)).document.error).to.include({
        code: 'PIN_PAST',
      });
      expect((await json(['price', 'pin', 'MUG-01', '--until', 'soon'], shop)).document.error).to.include({
        code: 'DATE_INVALID',
      });
    });
  });

  it('why: shows the rule with its line, the rivals set aside, every guard, and what would change it', async () => {
    await withShop({'pricing.yaml': RULES}, async (shop) => {
      await souk(['shop', 'pull'], shop.options);
      const {stdout, code} = await souk(['price', 'why', 'MUG-02'], shop.options);
      expect(code).to.equal(0);
      expect(stdout).to.match(/^MUG-02 {2}20\.00 → 18\.00 USD, rule "the rest" \(.*pricing\.yaml:6\)$/mu);
      expect(stdout).to.contain('cost 10.00, fees 15 % + 0.30');
      expect(stdout).to.contain('It would be 15.85 USD without the step limit.');
      const contested = await souk(['price', 'why', 'MUG-01'], shop.options);
      expect(contested.stdout).to.contain('penny 0.01 set aside');
      expect(contested.stdout).to.contain('undercut lowest by 1 %: northwind 9.50 seen 6 h ago');
      const blind = await souk(['price', 'why', 'CAP-01'], shop.options);
      expect(blind.stdout).to.contain('CAP-01: the cost is not known.');
      const {document} = await soukJson(['price', 'why', 'MUG-01'], shop.options);
      expect(document['result']).to.include({price: '10.00', next: '9.41', outcome: 'change'});
    });
  });

  it('history: keeps every price, and says when it can not know the lowest', async () => {
    await withShop({}, async (shop) => {
      await souk(['shop', 'pull'], shop.options);
      const later: SoukOptions = {...shop.options, env: {SOUK_NOW: '2026-03-20T02:00:00Z'}};
      await souk(['price', 'set', 'MUG-01', '9.00', '--yes'], later);
      const much: SoukOptions = {...shop.options, env: {SOUK_NOW: '2026-04-10T02:00:00Z'}};
      const {document} = await soukJson(['price', 'history', 'MUG-01', '--lowest', '30d'], much);
      expect((document['result'] as {prices: readonly {price: string}[]}).prices.map(({price}) => price)).to.deep.equal(
        ['10.00', '9.00'],
      );
      expect((document['result'] as {lowest: object}).lowest).to.include({price: '9.00', complete: true});
      const early = await souk(['price', 'history', 'MUG-02', '--lowest', '30d'], later);
      expect(early.stdout).to.contain('does not cover 30 days');
      expect((await json(['price', 'history', 'NONE'], shop)).document.error).to.include({
        code: 'HISTORY_NONE',
        exit: 6,
      });
      expect((await json(['price', 'history', 'MUG-01', '--lowest', 'all'], shop)).document.error).to.include({
        code: 'DAYS_INVALID',
        exit: 2,
      });
    });
  });
});
