import {existsSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {expect} from 'chai';
import {soukJson, withFolder} from '../support/souk.js';

const ADD = ['shop', 'add', 'web', '--platform', 'vendure', '--currency', 'EUR'];
/** Nobody listens there. */
const URL = ['--url', 'http://127.0.0.1:9', '--user', 'souk'];

describe('the secret of a shop that is connected', () => {
  async function errorOf(
    home: string,
    args: readonly string[],
    more: {input?: string; env?: Record<string, string>} = {},
  ) {
    const {code, document, stderr} = await soukJson(args, {home, ...more});
    const {error} = document as {error: {code: string; hint: string; exit: number}};
    return {code, name: error.code, hint: error.hint, all: JSON.stringify(document) + stderr};
  }

  it('is asked for by the name of its variable where there is none', () =>
    withFolder(async (home) => {
      expect(await errorOf(home, ADD)).to.include({code: 2, name: 'FLAGS_MISSING'});
      const {code, name, hint} = await errorOf(home, [...ADD, ...URL]);
      expect({code, name}).to.deep.equal({code: 4, name: 'SHOP_SECRET_MISSING'});
      expect(hint).to.include('SOUK_SECRET_SHOP_WEB_PASSWORD');
      const byKey = await errorOf(home, [...ADD, ...URL.slice(0, 2)]);
      expect(byKey.hint).to.include('SOUK_SECRET_SHOP_WEB_KEY');
    }));

  it('comes from standard input or the environment, is never shown, and goes with a shop that is not kept', () =>
    withFolder(async (home) => {
      const piped = await errorOf(home, [...ADD, ...URL, '--token-stdin'], {input: 'hunter-2\n'});
      expect(piped).to.include({code: 8, name: 'SHOP_UNREACHABLE'});
      const env = {SOUK_SECRET_SHOP_WEB_PASSWORD: 'hunter-2'};
      const told = await errorOf(home, [...ADD, ...URL], {env});
      expect(told).to.include({code: 8, name: 'SHOP_UNREACHABLE'});
      expect(piped.all + told.all).not.to.include('hunter-2');
      const file = path.join(home, 'secrets.json');
      if (existsSync(file)) expect(readFileSync(file, 'utf8')).not.to.include('hunter-2');
      const {document} = await soukJson(['shop', 'list'], {home});
      expect(JSON.stringify(document)).not.to.include('web');
    }));

  it('is no empty text', () =>
    withFolder(async (home) => {
      const empty = await errorOf(home, [...ADD, ...URL, '--token-stdin'], {input: '\n'});
      expect(empty).to.include({code: 2, name: 'SECRET_EMPTY'});
    }));
});
