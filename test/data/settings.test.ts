import {statSync} from 'node:fs';
import {readFile, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {expect} from 'chai';
import {readSettings, runBudgetMs, writeSetting} from '../../src/data/settings.js';
import {withFolder} from '../support/souk.js';
import {refused} from './repositories.js';

describe('settings', () => {
  it('are none at first, then what was set, and less when taken back', async () => {
    await withFolder(async (folder) => {
      const home = path.join(folder, 'home');
      expect(await readSettings(home)).to.deep.equal({});
      await writeSetting(home, 'shop', 'main');
      await writeSetting(home, 'database', 'postgres://u:p@h/d');
      expect(await readSettings(home)).to.deep.equal({shop: 'main', database: 'postgres://u:p@h/d'});
      expect(statSync(path.join(home, 'settings.json')).mode & 0o777).to.equal(0o600);
      await writeSetting(home, 'shop', null);
      expect(await readSettings(home)).to.deep.equal({database: 'postgres://u:p@h/d'});
    });
  });

  it('are known by name, others are refused', async () => {
    await withFolder(async (home) => {
      for (const key of ['shpo', '', '__proto__', 'shop.x']) {
        const error = await refused(writeSetting(home, key, 'x'), 'STORE_SETTING_UNKNOWN');
        expect(error.params).to.deep.equal({key, known: 'shop, database, run-minutes'});
      }
    });
  });

  it('know how long a run may take: half a day, or so many minutes', async () => {
    await withFolder(async (home) => {
      expect(runBudgetMs(await readSettings(home))).to.equal(12 * 3_600_000);
      await writeSetting(home, 'run-minutes', '90');
      expect(runBudgetMs(await readSettings(home))).to.equal(90 * 60_000);
      for (const value of ['0', '-5', '1.5', '1e3', 'an hour', '10081', '99999999999999999999']) {
        const error = await refused(writeSetting(home, 'run-minutes', value), 'STORE_SETTING_INVALID');
        expect(error.params).to.deep.equal({key: 'run-minutes', value, wanted: 'minutes, from 1 to 10080'});
      }
      expect(await readSettings(home)).to.deep.equal({'run-minutes': '90'});
    });
  });

  it('pass over what a newer souk wrote, and refuse a damaged file without quoting or losing it', async () => {
    await withFolder(async (home) => {
      const file = path.join(home, 'settings.json');
      await writeFile(file, '{"shop": "main", "colour": 7}');
      expect(await readSettings(home)).to.deep.equal({shop: 'main'});
      for (const text of ['{"database": "postgres://u:hunter2@h"', '[]', 'null', '{"shop": 7}']) {
        await writeFile(file, text);
        const error = await refused(readSettings(home), 'SETTINGS_DAMAGED');
        expect(JSON.stringify(error.params)).not.to.include('hunter2');
        await refused(writeSetting(home, 'shop', 'main'), 'SETTINGS_DAMAGED');
        expect(await readFile(file, 'utf8')).to.equal(text);
      }
    });
  });
});
