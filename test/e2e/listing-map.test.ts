import {mkdtemp, readFile, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {expect} from 'chai';
import {parse} from 'yaml';
import {soukJson} from '../support/souk.js';
import {needTmux, openTerminal, type Terminal} from './support/terminal.js';

/** A list of some wholesaler, in no format that souk knows. */
const FILE = `Artikelnr;Bezeichnung;Preis EUR;Bestand;Lager
A-1;Tasse rot;12,50;4;Nord
A-2;Tasse blau;13,00;0;Nord
`;

describe('souk listing map, at a terminal', () => {
  let folder: string;
  let home: string;
  let terminal: Terminal;

  before(async function () {
    needTmux(this, 'the mapper at a terminal');
    folder = await mkdtemp(path.join(tmpdir(), 'souk-map-'));
    home = path.join(folder, 'home');
    await writeFile(path.join(folder, 'list.csv'), FILE);
    const shop = ['shop', 'add', 'main', '--platform', 'practice', '--currency', 'EUR', '--time-zone', 'UTC'];
    expect((await soukJson([...shop, '--prices-include-tax', 'no'], {home})).code).to.equal(0);
    terminal = openTerminal(home, 100);
  });
  after(async () => {
    terminal?.close();
    if (folder !== undefined) await rm(folder, {recursive: true, force: true});
  });

  it('asks field by field with samples, and the file it writes reads the list', async () => {
    const map = path.join(folder, 'list.yaml');
    terminal.souk(`listing map ${path.join(folder, 'list.csv')} --output ${map}`);
    const asked = await terminal.shows(/Which column is sku\?[\s\S]*Lager {2}\(Nord\)/u);
    expect(asked).to.include('Preis EUR  (12,50 · 13,00)');
    // What it offers is right, or it is none: Enter takes it. These two it can not know.
    const chosen = new Set(['sku', 'title']);
    for (;;) {
      const seen = await terminal.shows(/^(?:\? Which column is \w+\?|<end \d+: \d+>)/mu);
      const field = /^\? Which column is (\w+)\?/mu.exec(seen)?.[1];
      if (field === undefined) break;
      terminal.keys(...(chosen.has(field) ? ['Down', 'Enter'] : ['Enter']));
      await terminal.shows(new RegExp(`^✔ Which column is ${field}\\?`, 'mu'));
    }
    const {code, screen} = await terminal.ended();
    expect(code, screen).to.equal(0);
    const {columns, delimiter} = parse(await readFile(map, 'utf8')) as {columns: object; delimiter: string};
    expect(delimiter).to.equal(';');
    expect(columns).to.deep.include({sku: 'Artikelnr', title: 'Bezeichnung', price: 'Preis EUR', stock: 'Bestand'});

    const read = ['--map', map, '--decimal', 'comma', '--dry-run'];
    const {code: done, document} = await soukJson(['listing', 'import', path.join(folder, 'list.csv'), ...read], {
      home,
    });
    expect(done, JSON.stringify(document)).to.equal(0);
    expect(JSON.stringify(document)).to.include('"after":"12.50"');
  });

  it('is left by Ctrl-C, and writes nothing', async () => {
    const map = path.join(folder, 'none.yaml');
    terminal.clear();
    terminal.souk(`listing map ${path.join(folder, 'list.csv')} --output ${map}`);
    await terminal.shows(/Which column is sku\?/u);
    terminal.keys('C-c');
    expect((await terminal.ended()).code).to.equal(130);
    expect(await readFile(map, 'utf8').catch(() => null)).to.equal(null);
  });
});
