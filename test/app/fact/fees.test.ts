import {mkdir, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {expect} from 'chai';
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
});
