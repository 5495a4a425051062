import {mkdir, readdir, readFile, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {expect} from 'chai';
import {souk, soukJson, withFolder} from '../support/souk.js';

const HEADER =
  'Handle,Title,Vendor,Option1 Name,Option1 Value,Variant SKU,Variant Price,Variant Compare At Price,my.field,Status';
const exportOf = (tee: string, mug: string) =>
  [
    HEADER,
    `tee,Tee,Acme,Size,S,T-S,${tee},,keep,active`,
    'tee,,,,M,T-M,11.00,,,',
    `mug,Mug,Acme,Title,Default Title,MUG,${mug},,x,active`,
    '',
  ].join('\n');

interface Desk {
  readonly directory: string;
  run(...args: readonly string[]): ReturnType<typeof souk>;
  json(...args: readonly string[]): ReturnType<typeof soukJson>;
  put(name: string, text: string): Promise<void>;
  uploads(): Promise<readonly string[]>;
}

async function desk(work: (at: Desk) => Promise<void>): Promise<void> {
  await withFolder(async (home) => {
    await withFolder(async (directory) => {
      const inbox = path.join(directory, 'inbox');
      await mkdir(inbox);
      await work({
        directory,
        run: (...args) => souk(args, {home}),
        json: (...args) => soukJson(args, {home}),
        put: async (name, text) => await writeFile(path.join(inbox, name), text),
        uploads: async () => {
          const outbox = path.join(directory, 'outbox');
          const names = (await readdir(outbox).catch(() => [])).filter((name) => !name.startsWith('.')).sort();
          return await Promise.all(
            names.map(async (name) => `${name}\n${await readFile(path.join(outbox, name), 'utf8')}`),
          );
        },
      });
    });
  });
}

const ADD = ['shop', 'add', 'main', '--platform', 'folder', '--currency', 'EUR'] as const;

describe('folder shop with a dialect, as a person has it', () => {
  it('is planned, written, verified, taken back and brought up to date through files alone', () =>
    desk(async ({directory, run, json, put, uploads}) => {
      await put('products.csv', exportOf('10.00', '7.00'));
      expect((await run(...ADD, '--dir', directory, '--dialect', 'shopify')).code).to.equal(0);
      const adjusted = await json('price', 'adjust', '--by', '+10%', '--yes');
      expect(adjusted.code, adjusted.stderr).to.equal(0);
      const columns = 'Handle,Title,Option1 Name,Option1 Value,Variant SKU,Variant Price,Variant Compare At Price';
      const batch = (name: string, a: string, b: string, c: string) =>
        `${name}\n${columns}\ntee,Tee,Size,S,T-S,${a},\ntee,,,M,T-M,${b},\nmug,Mug,Title,Default Title,MUG,${c},\n`;
      const raised = batch('0001-R-1.csv', '11.00', '12.10', '7.70');
      expect(await uploads()).to.deep.equal([raised]);

      const again = await json('price', 'set', 'MUG', '7.70', '--yes');
      expect(again.code, 'the same price asks for nothing').to.equal(0);
      expect(await uploads()).to.have.length(1);

      const undone = await json('run', 'undo', 'R-1', '--yes');
      expect(undone.code, undone.stderr).to.equal(0);
      const back = batch('0002-R-2.csv', '10.00', '11.00', '7.00');
      expect(await uploads()).to.deep.equal([raised, back]);

      // The platform took the first file, and of the second nothing.
      await put('products (1).csv', exportOf('11.00', '7.70').replace('T-M,11.00', 'T-M,12.10'));
      expect((await run('shop', 'pull')).code).to.equal(0);
      const shown = await json('listing', 'show', 'MUG');
      expect(JSON.stringify(shown.document)).to.include('"7.70"');
    }));

  it('stops at a newer export that says otherwise than the plan saw', () =>
    desk(async ({directory, run, json, put, uploads}) => {
      await put('products.csv', exportOf('10.00', '7.00'));
      await run(...ADD, '--dir', directory, '--dialect', 'shopify');
      const {document} = await json('price', 'adjust', '--by', '+10%', '--dry-run');
      const plan = /"id":"(P-[A-Z0-9]+)"/u.exec(JSON.stringify(document))?.[1] ?? '';
      await put('products (1).csv', exportOf('10.00', '9.99'));
      const applied = await json('run', 'apply', plan, '--yes');
      expect(applied.code).to.equal(7);
      expect(await uploads()).to.deep.equal([]);
      const rest = await json('run', 'apply', plan, '--yes', '--skip-drifted');
      expect(rest.code, 'what drifted is left and said').to.equal(7);
      expect(rest.document).to.have.nested.property('error.code', 'RUN_ROWS_DRIFTED');
      const [upload = ''] = await uploads();
      expect(upload).to.include('T-S,11.00').and.not.include('MUG');
    }));

  it('refuses what a file can not say before anything is planned', () =>
    desk(async ({directory, run, json, put, uploads}) => {
      await put('products.csv', exportOf('10.00', '7.00'));
      await run(...ADD, '--dir', directory, '--dialect', 'shopify');
      const file = path.join(directory, 'new.csv');
      await writeFile(file, `${HEADER}\ncup,Cup,Acme,Title,Default Title,CUP,5.00,,,active\n`);
      const {code, document} = await json('listing', 'import', file, '--yes');
      expect(code).to.equal(6);
      expect(JSON.stringify(document)).to.include('SHOP_MAKES_NOTHING');
      expect(await uploads()).to.deep.equal([]);
    }));

  it('is not connected without an export, or with a dialect that goes one way', () =>
    desk(async ({directory, run}) => {
      const empty = await run(...ADD, '--dir', directory, '--dialect', 'shopify');
      expect([empty.code, empty.stderr]).to.satisfy(
        ([code, text]: [number, string]) => code === 6 && text.includes('holds no export of shopify'),
      );
      const oneWay = await run(...ADD, '--dir', directory, '--dialect', 'etsy');
      expect([oneWay.code, oneWay.stderr]).to.satisfy(
        ([code, text]: [number, string]) => code === 2 && text.includes('shopify, woocommerce, ebay, amazon'),
      );
      expect((await run('shop', 'list')).stdout).not.to.include('main');
    }));
});
