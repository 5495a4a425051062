import {mkdir, readFile, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {expect} from 'chai';
import {soukJson, withFolder} from '../support/souk.js';

interface Part {
  readonly part: string;
  readonly exit: number;
  readonly code?: string;
  readonly run?: string;
}

interface Night {
  readonly shops: readonly {readonly shop: string; readonly exit: number; readonly parts: readonly Part[]}[];
  readonly exit: number;
}

const LISTINGS = `sku,product,title,category,price,stock
MUG-1,mug-1,Mug one,Mugs,18.00,20
MUG-2,mug-2,Mug two,Mugs,18.00,20
BAG-1,bag-1,Bag,Bags,30.00,5
`;
const COSTS = `sku,cost,fee_rate,fee_fixed
MUG-1,8.00,0.10,0.30
MUG-2,8.00,0.10,0.30
`;
const RULES = `version: 1
defaults:
  strategy: cost
  margin: 40%
`;

/** A folder shop with rules of its own, two costs and one missing. */
async function folderShop(folder: string): Promise<{home: string; dir: string}> {
  const [home, dir] = [path.join(folder, 'home'), path.join(folder, 'shop')];
  await mkdir(dir, {recursive: true});
  await writeFile(path.join(dir, 'listings.csv'), LISTINGS);
  await writeFile(path.join(dir, 'costs.csv'), COSTS);
  await writeFile(path.join(dir, 'pricing.yaml'), RULES);
  const {code, document} = await soukJson(
    ['shop', 'add', 'main', '--platform', 'folder', '--dir', dir, '--currency', 'EUR'],
    {home},
  );
  expect(code, JSON.stringify(document)).to.equal(0);
  return {home, dir};
}

async function night(
  home: string,
  now: string,
): Promise<{code: number | null; night: Night; parts: ReadonlyMap<string, Part>}> {
  const {code, document} = await soukJson(['nightly', '--yes', '--now', now], {home});
  const result = document['result'] as Night;
  return {code, night: result, parts: new Map(result.shops[0]?.parts.map((part) => [part.part, part]))};
}

async function prices(dir: string): Promise<Record<string, string>> {
  const [, ...rows] = (await readFile(path.join(dir, 'listings.csv'), 'utf8')).trim().split('\n');
  return Object.fromEntries(rows.map((row) => [row.split(',')[0] ?? '', row.split(',')[4] ?? '']));
}

describe('nightly', () => {
  it('pulls, prices by the shop’s rules step by step, and leaves what it can not price', async () => {
    await withFolder(async (folder) => {
      const {home, dir} = await folderShop(folder);
      const first = await night(home, '2026-03-01T02:00:00Z');
      expect(first.code).to.equal(0);
      expect([...first.parts.keys()]).to.deep.equal(['pull', 'plan', 'apply']);
      // (8.00 + 0.30) / (1 − 0.10 − 0.40) = 16.60: −7.8 %, inside the step.
      expect(await prices(dir)).to.deep.equal({'MUG-1': '16.60', 'MUG-2': '16.60', 'BAG-1': '30.00'});
      const second = await night(home, '2026-03-02T02:00:00Z');
      expect(second.code).to.equal(0);
      expect([...second.parts.keys()]).to.deep.equal(['pull', 'plan']);
    });
  });

  it('ends a promotion on the price that is right that night', async () => {
    await withFolder(async (folder) => {
      const {home, dir} = await folderShop(folder);
      const promo = [
        'promo',
        'add',
        '--name',
        'Mugs',
        '--percent',
        '5',
        '--sku',
        'MUG-1',
        '--from',
        '2026-03-01',
        '--to',
        '2026-03-03',
        '--yes',
      ];
      expect((await soukJson([...promo, '--now', '2026-02-28T12:00:00Z'], {home})).code).to.equal(0);
      await night(home, '2026-03-01T02:00:00Z');
      expect(await prices(dir)).to.deep.equal({'MUG-1': '17.10', 'MUG-2': '16.60', 'BAG-1': '30.00'});
      await night(home, '2026-03-02T02:00:00Z');
      expect((await prices(dir))['MUG-1']).to.equal('17.10');
      await night(home, '2026-03-04T02:00:00Z');
      expect((await prices(dir))['MUG-1']).to.equal('16.60');
    });
  });

  it('writes nothing in mode observe, suggest or while paused, and says so', async () => {
    await withFolder(async (folder) => {
      const {home, dir} = await folderShop(folder);
      const ways: readonly (readonly [readonly string[], string])[] = [
        [['shop', 'mode', 'main', 'observe'], 'night.observed'],
        [['shop', 'mode', 'main', 'suggest'], 'night.suggested'],
      ];
      for (const [way, code] of ways) {
        await soukJson(way, {home});
        const {code: exit, parts} = await night(home, '2026-03-01T02:00:00Z');
        expect(exit).to.equal(0);
        expect(parts.get('apply')?.code).to.equal(code);
      }
      await soukJson(['shop', 'mode', 'main', 'apply'], {home});
      await soukJson(['pause'], {home});
      expect((await night(home, '2026-03-01T02:00:00Z')).parts.get('apply')?.code).to.equal('night.paused');
      expect(await readFile(path.join(dir, 'listings.csv'), 'utf8')).to.equal(LISTINGS);
    });
  });

  it('goes on with the other shops when one fails, and ends with the worst exit', async () => {
    await withFolder(async (folder) => {
      const {home, dir} = await folderShop(folder);
      const gone = path.join(folder, 'gone');
      await mkdir(gone);
      await writeFile(path.join(gone, 'listings.csv'), LISTINGS);
      await soukJson(['shop', 'add', 'another', '--platform', 'folder', '--dir', gone, '--currency', 'EUR'], {home});
      await writeFile(path.join(gone, 'listings.csv'), 'nothing,of,this,kind\n1,2,3,4\n');
      const {code, night: result} = await night(home, '2026-03-01T02:00:00Z');
      expect(result.shops.map(({shop, exit}) => [shop, exit === 0])).to.deep.equal([
        ['another', false],
        ['main', true],
      ]);
      expect(code).to.equal(result.shops[0]?.exit);
      expect((await prices(dir))['MUG-1']).to.equal('16.60');
    });
  });
});
