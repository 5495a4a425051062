import {mkdir, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {expect} from 'chai';
import {openData} from '../../../src/data/open.js';
import type {FeeRecord} from '../../../src/domain/facts.js';
import {addFolder} from '../../support/folder-shop.js';
import {soukJson, withFolder} from '../../support/souk.js';

interface Desk {
  file(name: string, lines: readonly string[]): Promise<string>;
  /** Writes a file of the shop's own folder. */
  shop(name: string, text: string): Promise<void>;
  souk(...args: readonly string[]): Promise<Record<string, never>>;
  /** Steps of the fee, its fixed part, where it is from, and break-even of a SKU, as `price why` tells them. */
  feesOf(sku: string): Promise<readonly unknown[]>;
}

interface Strategy {
  readonly strategy: string;
  readonly evidence: readonly {readonly code: string; readonly params: CostParts}[];
}

interface CostParts {
  readonly fee?: {readonly steps: readonly {readonly upTo: string; readonly rate: string}[]};
  readonly feeFixed?: string;
  readonly feeSource?: string;
  readonly breakEven?: string;
}

/** A folder shop of three SKUs with costs and, in pricing.yaml, a rule of thumb for the fees. */
async function withDesk(fees: readonly string[] | null, work: (desk: Desk) => Promise<void>): Promise<void> {
  await withFolder(async (folder) => {
    const [home, dir] = [path.join(folder, 'home'), path.join(folder, 'shop')];
    await mkdir(dir);
    const into = async (at: string, name: string, lines: readonly string[]) => {
      await writeFile(path.join(at, name), `${lines.join('\n')}\n`);
      return path.join(at, name);
    };
    await into(dir, 'listings.csv', [
      'sku,product,category,price',
      'MUG,MUG,Home > Kitchen,20.00',
      'LAMP,LAMP,Home > Light,40.00',
      'CAP,CAP,Wear,15.00',
    ]);
    await into(dir, 'costs.csv', ['sku,cost,fee_rate', 'MUG,8.00,', 'LAMP,10.00,', 'CAP,5.00,0.30']);
    await into(dir, 'pricing.yaml', ['version: 1', 'fees: {rate: 10%}', 'defaults: {strategy: cost, margin: 20%}']);
    if (fees !== null) await into(dir, 'fees.csv', fees);
    const options = {home};
    await addFolder(dir, options);
    const says = async (...args: readonly string[]) => {
      const {code, document} = await soukJson(args, options);
      expect(code, JSON.stringify(document)).to.equal(0);
      return document['result'] as Record<string, never>;
    };
    await work({
      file: (name, lines) => into(folder, name, lines),
      shop: (name, text) => writeFile(path.join(dir, name), text),
      souk: says,
      feesOf: async (sku) => {
        const {strategies} = (await says('price', 'why', sku)) as unknown as {strategies: readonly Strategy[]};
        const parts = strategies
          .find(({strategy}) => strategy === 'cost')
          ?.evidence.find(({code}) => code === 'COST_PARTS');
        const {fee, feeFixed, feeSource, breakEven} = parts?.params ?? {};
        return [fee?.steps.map(({upTo, rate}) => `${upTo}:${rate}`).join(' '), feeFixed, feeSource, breakEven];
      },
    });
  });
}

describe('fee schedules of a shop', () => {
  it('come with a folder shop, and go between an item’s own fees and those of the rules', () =>
    withDesk(['category,rate,fixed', 'Home > Kitchen,0.25,0.50'], async ({feesOf}) => {
      expect(await feesOf('MUG')).to.deep.equal([':0.25', '0.50', 'shop', '11.34']);
      expect(await feesOf('LAMP')).to.deep.equal([':0.1', '0.00', 'shop', '11.12']);
      expect(await feesOf('CAP')).to.deep.equal([':0.3', '0.00', 'cost', '7.15']);
    }));

  it('are imported, listed, and taken the place of, schedule by schedule', () =>
    withDesk(null, async ({file, souk, feesOf}) => {
      const header = 'category,sku,up_to,rate,minimum,marginal';
      const first = await file('fees-1.csv', [header, 'Home,,10.00,0.08,0.30,', 'Home,,,0.15,,', ',LAMP,,0.05,,']);
      expect(await souk('fee', 'import', first)).to.have.nested.property('rows.added', 3);
      expect(await feesOf('MUG')).to.deep.equal(['10.00:0.08 :0.15', '0.00', 'shop', '8.70']);
      expect(await feesOf('LAMP')).to.deep.equal([':0.05', '0.00', 'shop', '10.53']);
      expect(await souk('fee', 'import', first)).to.have.nested.property('rows.same', 3);
      const second = await file('fees-2.csv', [header, 'Home,,20.00,0.10,,yes', 'Home,,,0.20,,yes']);
      expect((await souk('fee', 'import', second))['rows']).to.include({added: 1, changed: 1, same: 0});
      const {fees} = (await souk('fee', 'list')) as unknown as {fees: readonly Record<string, unknown>[]};
      expect(fees.map(({sku, category, up_to, rate}) => [sku, category, up_to, rate])).to.deep.equal([
        [null, 'home', '20.00', '0.1'],
        [null, 'home', null, '0.2'],
        ['LAMP', null, null, '0.05'],
      ]);
      expect(await feesOf('MUG')).to.deep.equal(['20.00:0.1 :0.2', '0.00', 'shop', '8.89']);
    }));

  it('of a folder shop stay whole, whatever is appended and however the last line ends', () =>
    withDesk(null, async ({shop, souk, feesOf}) => {
      const header = 'category,up_to,rate\n';
      await shop('fees.csv', `${header}Home,,0.15\nHome,10.00,0.08`);
      for (let pull = 0; pull < 2; pull += 1) {
        await souk('shop', 'pull');
        expect(await feesOf('MUG')).to.deep.equal(['10.00:0.08 :0.15', '0.00', 'shop', '8.70']);
      }
      await shop('fees.csv', `${header}Home,,0.15\nHome,10.00,0.08\nHome,50.00,0.12\n`);
      await souk('shop', 'pull');
      expect((await feesOf('MUG'))[0]).to.equal('10.00:0.08 50.00:0.12 :0.15');
      await shop('fees.csv', `${header}Home,,0.30\nHome,10.00,8%\n`);
      await souk('shop', 'pull');
      expect((await feesOf('MUG'))[0], 'half of it is not taken').to.equal('10.00:0.08 50.00:0.12 :0.15');
    }));

  it('keep the fixed part of the rules where they name none', () =>
    withDesk(['category,rate', 'home,0.25'], async ({shop, feesOf}) => {
      await shop(
        'pricing.yaml',
        'version: 1\nfees: {rate: 10%, fixed: 0.30}\ndefaults: {strategy: cost, margin: 20%}\n',
      );
      expect(await feesOf('MUG')).to.deep.equal([':0.25', '0.30', 'shop', '11.07']);
    }));

  it('with a rate that is none are refused with line and column, and nothing is kept', () =>
    withDesk(null, async ({file, souk, feesOf}) => {
      const bad = await file('fees.csv', ['category,rate', 'Home,0.10', 'Wear,15%', 'Home,']);
      const options = ['fee', 'import', bad, '--on-error', 'skip-rows'];
      const {code, document} = await soukJson(options, {home: path.join(path.dirname(bad), 'home')});
      const refusals = (document['result'] as {refusals: readonly Record<string, unknown>[]}).refusals;
      expect(refusals.map(({line, column, code: why}) => [line, column, why])).to.deep.equal([
        [3, 'rate', 'CELL_RATE'],
        [4, 'rate', 'CELL_NEEDED'],
      ]);
      expect(code).to.equal(6);
      expect((await souk('fee', 'list'))['fees']).to.deep.equal([]);
      expect(await feesOf('MUG')).to.deep.equal([':0.1', '0.00', 'shop', '8.89']);
    }));

  it('say who told them, and are taken away one by one, so that the next in line holds', () =>
    withDesk(null, async ({file, souk, feesOf}) => {
      const rows = ['MUG,,10.00,0.08,', 'MUG,,,0.15,', 'MUG,,,0.40,2030-01-01', ',Home,,0.20,', ',,,0.25,'];
      await souk('fee', 'import', await file('fees.csv', ['sku,category,up_to,rate,effective_from', ...rows]));
      const listed = async () => {
        const {fees} = (await souk('fee', 'list')) as unknown as {fees: readonly Record<string, unknown>[]};
        return fees.map(({sku, category, rate, source}) => [sku ?? category, rate, source]);
      };
      expect(await listed()).to.deep.include.members([
        ['MUG', '0.08', 'merchant'],
        ['home', '0.2', 'merchant'],
      ]);
      const gone = await souk('fee', 'remove', 'MUG', '--effective-from', 'always', '--yes');
      expect(gone).to.include({shop: 'main', currency: 'USD', removed: true});
      expect((gone['fees'] as unknown as object[]).map((each) => ({...each}))).to.have.length(2);
      expect(await listed(), 'the one of another day stays').to.deep.include(['MUG', '0.4', 'merchant']);
      expect((await feesOf('MUG'))[0]).to.equal(':0.2');
      await souk('fee', 'remove', '--category', 'HOME', '--yes');
      expect((await feesOf('MUG'))[0]).to.equal(':0.25');
      await souk('fee', 'remove', '--whole-shop', '--yes');
      expect((await feesOf('MUG'))[0], 'of pricing.yaml').to.equal(':0.1');
      expect(await listed()).to.deep.equal([['MUG', '0.4', 'merchant']]);
    }));

  it('that are not there, or not the only ones meant, are not taken away', () =>
    withDesk(null, async ({file, souk}) => {
      const rows = ['MUG,,0.15,', 'MUG,,0.40,2030-01-01', ',Home,0.20,'];
      const fees = await file('fees.csv', ['sku,category,rate,effective_from', ...rows]);
      await souk('fee', 'import', fees);
      const refused = async (...args: readonly string[]) => {
        const {document} = await soukJson(['fee', 'remove', ...args], {home: path.join(path.dirname(fees), 'home')});
        const {code, hint, exit} = document['error'] as {code: string; hint: string; exit: number};
        return [code, exit, hint];
      };
      const again = 'souk fee remove MUG --effective-from 2030-01-01 --shop main';
      expect(await refused('MUG', '--yes')).to.deep.equal(['FEES_SEVERAL', 2, again]);
      expect(await refused('MUG', '--effective-from', '2029-12-31', '--yes')).to.deep.equal([
        'FEES_DAY_NONE',
        6,
        again,
      ]);
      expect(await refused('MUGG', '--yes')).to.deep.equal([
        'FEES_NONE',
        6,
        'Did you mean: souk fee remove MUG --shop main',
      ]);
      expect(await refused('Home', '--yes')).to.deep.equal([
        'FEES_NONE',
        6,
        'Did you mean: souk fee remove --category home --shop main',
      ]);
      expect(await refused('--whole-shop', '--yes')).to.deep.equal(['FEES_NONE', 6, 'souk fee list --shop main']);
      expect((await refused('--yes')).slice(0, 2)).to.deep.equal(['FEES_WHICH', 2]);
      expect((await refused('MUG', '--category', 'Home', '--yes')).slice(0, 2)).to.deep.equal(['FEES_WHICH', 2]);
      expect(await refused('--category', 'Home'), 'without a terminal').to.deep.equal([
        'CONFIRMATION_NEEDED',
        2,
        'Add --yes to write.',
      ]);
      expect((await souk('fee', 'list'))['fees']).to.have.length(3);
    }));

  it('of a platform are its own, and hold again once the merchant’s are gone', () =>
    withDesk(null, async ({file, souk, feesOf}) => {
      const fees = await file('fees.csv', ['sku,rate', 'MUG,0.15']);
      const home = path.join(path.dirname(fees), 'home');
      await souk('fee', 'import', fees);
      const told = {sku: 'MUG', category: '', upTo: null, fixed: null, minimum: null, marginal: false} as const;
      const data = await openData(path.join(home, 'souk.db'));
      const platform: FeeRecord = {...told, rate: '0.3', effectiveFrom: null, source: 'platform'};
      await data.facts.putFees(1, [platform], [platform], 1);
      await data.close();
      expect((await feesOf('MUG'))[0]).to.equal(':0.15');
      await souk('fee', 'remove', 'MUG', '--yes');
      expect((await feesOf('MUG'))[0]).to.equal(':0.3');
      const {document} = await soukJson(['fee', 'remove', 'MUG', '--yes'], {home});
      expect(document['error']).to.include({code: 'FEES_OF_PLATFORM', exit: 6});
    }));

  it('of a folder shop’s own file come again, and souk says so', () =>
    withDesk(['category,rate', 'Home,0.20'], async ({file, shop, souk, feesOf}) => {
      await souk('shop', 'pull');
      const home = path.join(path.dirname(await file('home.txt', [])), 'home');
      const {document} = await soukJson(['fee', 'remove', '--category', 'Home', '--yes'], {home});
      const [warning] = document['warnings'] as readonly {code: string}[];
      expect(warning?.code).to.equal('FEES_MAY_COME_AGAIN');
      await souk('shop', 'pull');
      expect((await feesOf('MUG'))[0]).to.equal(':0.2');
      await shop('fees.csv', 'category,rate\n');
      await souk('fee', 'remove', '--category', 'Home', '--yes');
      await souk('shop', 'pull');
      expect((await feesOf('MUG'))[0]).to.equal(':0.1');
    }));
});
