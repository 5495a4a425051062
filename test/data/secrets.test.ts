import {statSync} from 'node:fs';
import {chmod, readdir, readFile, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {expect} from 'chai';
import {openSecrets} from '../../src/data/secrets.js';
import {withFolder} from '../support/souk.js';
import {refused} from './repositories.js';

describe('secrets', () => {
  it('are kept in a file for the owner only, and taken out again', async () => {
    await withFolder(async (folder) => {
      const home = path.join(folder, 'home');
      const secrets = openSecrets(home, {});
      expect(await secrets.get('shop.main.token')).to.equal(null);
      await Promise.all([secrets.set('shop.main.token', 'one "two"\n'), secrets.set('customer-hash-key', 'k')]);
      expect(statSync(path.join(home, 'secrets.json')).mode & 0o777).to.equal(0o600);
      expect(statSync(home).mode & 0o777).to.equal(0o700);
      expect(await openSecrets(home, {}).get('shop.main.token')).to.equal('one "two"\n');
      await secrets.remove('shop.main.token');
      expect(await secrets.get('shop.main.token')).to.equal(null);
      expect(await secrets.get('customer-hash-key')).to.equal('k');
      expect(await readdir(home)).to.deep.equal(['secrets.json']);
    });
  });

  it('come from the environment first; an empty variable is none', async () => {
    await withFolder(async (home) => {
      await openSecrets(home, {}).set('shop.my-shop.token', 'file');
      const given = openSecrets(home, {SOUK_SECRET_SHOP_MY_SHOP_TOKEN: 'environment'});
      expect(await given.get('shop.my-shop.token')).to.equal('environment');
      expect(await openSecrets(home, {SOUK_SECRET_SHOP_MY_SHOP_TOKEN: ''}).get('shop.my-shop.token')).to.equal('file');
    });
  });

  it('are not read from a file that others can read, nor written to it', async () => {
    await withFolder(async (home) => {
      const file = path.join(home, 'secrets.json');
      await openSecrets(home, {}).set('a', 'b');
      for (const open of [0o644, 0o640, 0o604]) {
        await chmod(file, open);
        const error = await refused(openSecrets(home, {}).get('a'), 'SECRETS_EXPOSED');
        expect(error.params).to.deep.equal({file, mode: open.toString(8)});
        await refused(openSecrets(home, {}).set('c', 'd'), 'SECRETS_EXPOSED');
      }
      expect(await openSecrets(home, {SOUK_SECRET_A: 'given'}).get('a')).to.equal('given');
      await chmod(file, 0o400);
      expect(await openSecrets(home, {}).get('a')).to.equal('b');
    });
  });

  it('never stand in the complaint about a damaged file, and are not written over', async () => {
    await withFolder(async (home) => {
      const file = path.join(home, 'secrets.json');
      for (const text of ['{"token": "hunter2"', '["hunter2"]', '"hunter2"', '{"token": {"value": "hunter2"}}', '']) {
        await writeFile(file, text, {mode: 0o600});
        const error = await refused(openSecrets(home, {}).get('token'), 'SECRETS_DAMAGED');
        expect(JSON.stringify(error.params)).not.to.include('hunter2');
        await refused(openSecrets(home, {}).set('x', 'y'), 'SECRETS_DAMAGED');
        expect(await readFile(file, 'utf8')).to.equal(text);
      }
    });
  });

  it('may have any name', async () => {
    await withFolder(async (home) => {
      const secrets = openSecrets(home, {});
      await secrets.set('__proto__', 'a');
      await secrets.set('constructor', 'b');
      expect([
        await secrets.get('__proto__'),
        await secrets.get('constructor'),
        await secrets.get('toString'),
      ]).to.deep.equal(['a', 'b', null]);
    });
  });
});
