import {mkdir, readFile, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {expect} from 'chai';
import {souk, soukJson, withFolder} from '../../support/souk.js';
import {LISTINGS} from './shop.js';

const COSTS = 'sku,cost,fee_rate,fee_fixed\nMUG-02,16.00,0.10,0.30\n';

describe('souk promo, as a process', () => {
  it('adds, checks, ticks and cancels, with exit codes and JSON', async () => {
    await withFolder(async (folder) => {
      const dir = path.join(folder, 'shop');
      const file = path.join(dir, 'listings.csv');
      await mkdir(dir);
      await writeFile(file, LISTINGS);
      await writeFile(path.join(dir, 'costs.csv'), COSTS);
      const at = (now: string) => ({home: path.join(folder, 'home'), env: {SOUK_NOW: now}});
      const before = at('2026-11-20T12:00:00Z');
      const during = at('2026-11-27T12:00:00Z');
      const terms = ['--currency', 'EUR', '--time-zone', 'Europe/Berlin', '--prices-include-tax', 'no'];
      await souk(['shop', 'add', 'main', '--platform', 'folder', '--dir', dir, ...terms], before);
      await souk(['shop', 'pull'], before);
      const window = ['--from', '2026-11-27', '--to', '2026-11-29'];

      const loss = await souk(
        ['promo', 'add', '--name', 'Mugs', '--percent', '15', '--where', 'category=Mugs', ...window],
        before,
      );
      expect(loss.code).to.equal(5);
      expect(loss.stdout).to.contain('MUG-02: 17.00 EUR is below its break-even');
      expect(loss.stderr).to.contain('(PROMO_CHECK_FAILED, exit 5)');
      const accepted = '--where category=Mugs --from 2026-11-27 --to 2026-11-29 --accept-losses';
      expect(loss.stderr.replace(/\s+/gu, ' ')).to.contain(`souk promo add --name Mugs --percent 15 ${accepted}`);
      expect((await souk(['promo', 'add', '--percent', '15'], before)).code).to.equal(2);
      expect(
        (await souk(['promo', 'add', '--name', 'A', '--percent', '115', '--all', '--to', '2026-11-30'], before)).code,
      ).to.equal(6);
      expect(
        (await souk(['promo', 'add', '--name', 'A', '--percent', '15', '--to', '2026-11-30'], before)).stderr,
      ).to.contain('PROMO_SCOPE_NEEDED');
      const fold = await souk(
        ['promo', 'add', '--name', 'A', '--percent', '15', '--all', '--to', '2026-10-25T02:30'],
        before,
      );
      expect(fold.stderr).to.contain('2026-10-25T02:30+02:00').and.contain('2026-10-25T02:30+01:00');

      const added = await soukJson(
        ['promo', 'add', '--name', 'Tees', '--percent', '15', '--sku', 'TEE-01', ...window],
        before,
      );
      expect(added.code).to.equal(0);
      expect(added.document).to.have.property('result').that.deep.includes({added: 1, unchanged: 0, due: false});
      const calendar = await souk(['promo', 'calendar'], before);
      expect(calendar.stdout).to.contain('2026-11-27 00:00 +01:00 Europe/Berlin').and.contain('2026-11-26 23:00 UTC');

      const unasked = await soukJson(['promo', 'tick'], during);
      expect(unasked.code).to.equal(2);
      expect(await readFile(file, 'utf8')).to.equal(LISTINGS);
      const ticked = await soukJson(['promo', 'tick', '--yes'], during);
      expect(ticked.code).to.equal(0);
      expect(ticked.document).to.have.nested.property('result.run.counts.verified', 1);
      expect(await readFile(file, 'utf8')).to.contain('TEE-01,tee,Tee,Shirts,25.50,30.00,9');
      expect((await souk(['promo', 'show', 'PR-1'], during)).stdout).to.contain('set by PR-1');
      expect((await souk(['promo', 'check', 'PR-1'], during)).code).to.equal(0);

      expect((await souk(['promo', 'cancel', 'pr-1', '--yes'], during)).code).to.equal(0);
      expect(await readFile(file, 'utf8')).to.equal(LISTINGS);
      const listed = await soukJson(['promo', 'list', '--all'], during);
      expect(listed.document).to.have.nested.property('result.promotions[0].status', 'cancelled');
      expect((await souk(['promo', 'cancel', 'PR-1'], during)).stderr).to.contain('PROMO_OVER_ALREADY');
      expect((await souk(['promo', 'show', 'PR-9'], during)).code).to.equal(2);
    });
  });
});
