import {access} from 'node:fs/promises';
import path from 'node:path';
import {expect} from 'chai';
import {souk, soukJson, withFolder} from '../support/souk.js';

interface Failure {
  readonly code: string;
  readonly hint: string;
  readonly exit: number;
}

async function failure(args: readonly string[], home: string): Promise<Failure> {
  const {document} = await soukJson(args, {home});
  expect(document['ok']).to.equal(false);
  return document['error'] as Failure;
}

describe('commands in small things', () => {
  it('says which command was meant', async () => {
    await withFolder(async (home) => {
      expect((await failure(['listing', 'imprt', 'x.csv'], home)).hint).to.equal('souk listing import --help');
      expect((await failure(['repric'], home)).hint).to.equal('souk reprice --help');
      expect((await failure(['qqqqqqqqqqqq'], home)).hint).to.equal('souk help');
    });
  });

  it('knows its settings, and the shops they name', async () => {
    await withFolder(async (home) => {
      expect((await failure(['config', 'get', 'colour'], home)).code).to.equal('CONFIG_KEY_UNKNOWN');
      expect((await failure(['config', 'set', 'colour', 'red'], home)).exit).to.equal(2);
      expect((await failure(['config', 'set', 'shop', 'nope'], home)).code).to.equal('SHOP_NONE');
      await souk(['shop', 'add', 'a', '--platform', 'practice'], {home});
      expect((await failure(['config', 'set', 'shop', 'nope'], home)).code).to.equal('SHOP_UNKNOWN');
      expect((await souk(['config', 'set', 'shop', 'a'], {home})).code).to.equal(0);
      expect((await souk(['config', 'get', 'shop'], {home})).stdout).to.equal('a\n');
    });
  });

  it('runs the night for every shop, whichever is usually meant', async () => {
    await withFolder(async (home) => {
      for (const name of ['a', 'b']) await souk(['shop', 'add', name, '--platform', 'practice'], {home});
      await souk(['config', 'set', 'shop', 'a'], {home});
      const {document} = await soukJson(['nightly', '--yes'], {home});
      const {shops} = document['result'] as {shops: readonly {shop: string}[]};
      expect(shops.map(({shop}) => shop)).to.deep.equal(['a', 'b']);
    });
  });

  it('writes no report under an ending that promises another form', async () => {
    await withFolder(async (home) => {
      await souk(['shop', 'add', 'a', '--platform', 'practice'], {home});
      const file = path.join(home, 'r.xlsx');
      expect((await failure(['report', 'sales', '--output', file], home)).code).to.equal('OUTPUT_FORMAT_UNKNOWN');
      const exists = await access(file).then(
        () => true,
        () => false,
      );
      expect(exists).to.equal(false);
    });
  });
});
