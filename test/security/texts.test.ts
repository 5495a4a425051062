import {mkdir, readFile, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {expect} from 'chai';
import Papa from 'papaparse';
import {guard, unguard} from '../../src/formats/guard.js';
import {souk, withFolder} from '../support/souk.js';

const ESCAPE = String.fromCodePoint(0x1b);
const BELL = String.fromCodePoint(0x07);

/** Titles that others wrote: for terminals, for spreadsheets, for browsers. */
const HOSTILE = [
  `${ESCAPE}]0;pwned${BELL}red${ESCAPE}[31m hidden${ESCAPE}[8m`,
  `C1 ${String.fromCodePoint(0x9b)}31m and \u202Ebidi\u2066`,
  'two\nR-99 done: forged',
  '=HYPERLINK("http://x","y")',
  '+1+1',
  '-2+3',
  '@SUM(A1)',
  '\uFF1Dcmd|x',
  '\uFF20x',
  '<script>alert(1)</script>',
];

/** What no terminal may get from others. */
const UNSAFE = /[^\P{Cc}\n]|[\u202A-\u202E\u2066-\u2069]/u;

describe('security: texts of others', () => {
  it('reach no screen as commands, and no file as formulas, and come round unchanged', async () => {
    await withFolder(async (folder) => {
      const home = path.join(folder, 'home');
      const dir = path.join(folder, 'shop');
      await mkdir(dir);
      const rows = HOSTILE.map((title, i) => [`S${i}`, `p${i}`, title, title, '12.50', title]);
      const header = ['sku', 'product', 'title', 'category', 'price', 'description'];
      await writeFile(path.join(dir, 'listings.csv'), Papa.unparse([header, ...rows]));
      const add = ['shop', 'add', 'shelf', '--platform', 'folder', '--dir', dir, '--currency', 'USD'];
      expect((await souk(add, {home})).code).to.equal(0);
      const file = path.join(folder, 'out.csv');
      const screens = [
        ['shop', 'pull'],
        ['listing', 'list'],
        ['listing', 'show', 'S0'],
        ['listing', 'show', 'S2'],
        ['listing', 'export', '--output', file],
        ['price', 'adjust', '--by', '+1%', '--dry-run'],
        ['price', 'why', 'S1'],
      ];
      for (const args of screens) {
        const {stdout, stderr, code} = await souk(args, {home});
        expect(code, `${args.join(' ')}: ${stderr}`).to.equal(0);
        expect(stdout + stderr, args.join(' ')).not.to.match(UNSAFE);
        expect(stdout, args.join(' ')).not.to.match(/^R-99/mu);
      }
      const written = Papa.parse<string[]>((await readFile(file, 'utf8')).trimEnd()).data;
      for (const cell of written.slice(1).flat())
        if (!/^[+-]?[\d.]+$/u.test(cell)) expect(cell).not.to.match(/^[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]/u);
      const back = await souk(['listing', 'import', file, '--dry-run'], {home});
      expect(back.stdout, back.stderr).to.contain('changes 0');
    });
  });

  it('can not write a sentence of ours through a file name', async () => {
    await withFolder(async (home) => {
      const {stderr, code} = await souk(['run', 'apply', 'no\nR-99 done: 5 verified.\n', '--yes'], {home});
      expect(code).to.equal(6);
      expect(stderr).not.to.match(/^R-99/mu);
    });
  });

  it('are guarded and unguarded the same, full-width signs too', () => {
    for (const text of ['\uFF1Da', "'\uFF1Da", '\uFF0B1', '\uFF0D1', '\uFF20x', '\n=1', '=1', "''=1"]) {
      expect(guard(text)).to.equal(`'${text}`);
      expect(unguard(guard(text))).to.equal(text);
    }
  });
});
