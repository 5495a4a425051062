import {mkdir, mkdtemp, readFile, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {expect} from 'chai';
import stringWidth from 'string-width';
import {souk, soukJson} from '../support/souk.js';
import {catalogue, connect, type Served, serve, writeLog} from './support/served.js';
import {needTmux, openTerminal, type Terminal} from './support/terminal.js';
import {holdWrite} from './support/wire.js';

const OFFERS = 250;
const ESCAPE = '\u001B[';

describe('in a real terminal', () => {
  let folder: string;
  let home: string;
  let served: Served;
  let open: Terminal[] = [];
  const terminal = (width = 80, height?: number) => {
    const made = openTerminal(home, width, height);
    open.push(made);
    return made;
  };

  before(async function () {
    needTmux(this, 'souk in a real terminal');
    folder = await mkdtemp(path.join(tmpdir(), 'souk-terminal-'));
    home = path.join(folder, 'home');
    served = await serve(path.join(folder, 'far'));
    await connect(home, served);
    const file = path.join(folder, 'all.csv');
    const long =
      'A mug of stoneware with a handle, glazed by hand, dishwasher-safe, 350 ml; 手工上釉的粗陶杯子 350 毫升';
    await writeFile(file, catalogue(OFFERS).replaceAll(/,5$/gmu, ',').replace('Good 1,', `"${long}",`));
    const imported = await souk(['listing', 'import', file, '--yes'], {home});
    expect(imported.code, imported.stderr).to.equal(0);
  });
  afterEach(() => {
    for (const each of open) each.close();
    open = [];
  });
  after(async () => {
    await served?.close();
    if (folder !== undefined) await rm(folder, {recursive: true, force: true});
  });

  it('init asks, one thing after the other, and connects what it was told', async () => {
    const dir = path.join(folder, 'my shop');
    await mkdir(dir);
    await writeFile(path.join(dir, 'listings.csv'), 'sku,price\nMUG-01,12.50\n');
    const screen = openTerminal(path.join(folder, 'fresh'), 100);
    open.push(screen);
    screen.souk('init');
    await screen.shows(/Which shop do you want to connect\?/u);
    screen.keys('Down', 'Enter');
    for (const [question, answer] of [
      [/What shall souk call it\? \(main\)/u, 'mine'],
      [/In which folder are its files\? \(\.\)/u, dir],
      [/In which currency does it sell\? \(USD\)/u, 'eur'],
      [/In which time zone are its days\?/u, 'Europe/Berlin'],
    ] as const) {
      await screen.shows(question);
      screen.keys(answer, 'Enter');
    }
    await screen.shows(/Do its prices include tax\?/u);
    screen.keys('Down', 'Enter');
    await screen.shows(/Which tax rate, as a fraction\? \(0\.19\)/u);
    screen.keys('Enter');
    const {code, screen: seen} = await screen.ended();
    expect(code).to.equal(0);
    expect(seen).to.include('mine (folder) is connected, mode observe.');
    const {document} = await soukJson(['shop', 'show', 'mine'], {home: path.join(folder, 'fresh')});
    expect(document['result']).to.have.property('shop').that.includes({
      currency: 'EUR',
      timeZone: 'Europe/Berlin',
      pricesIncludeTax: true,
      taxRate: '0.19',
      mode: 'observe',
    });
  });

  it('asks before it writes: no, nothing, and Ctrl-C write nothing; yes writes', async () => {
    const screen = terminal();
    const from = writeLog(served).length;
    const runs = (await souk(['run', 'list', '--json'], {home})).stdout;
    for (const [keys, code, said] of [
      [['n', 'Enter'], 0, /Nothing was written\. P-\w+ is kept: souk run apply P-/u],
      [['Enter'], 0, /Nothing was written\. P-\w+ is kept/u],
      [['C-c'], 130, /Interrupted before anything was written\./u],
    ] as const) {
      screen.clear();
      screen.souk('price set SKU-0001 10.10');
      await screen.shows(/Apply 1 change to main\? \(y\/N\)/u);
      screen.keys(...keys);
      const ended = await screen.ended();
      expect(ended.code, ended.screen).to.equal(code);
      expect(ended.screen).to.match(said);
    }
    expect(writeLog(served).length).to.equal(from);
    expect((await souk(['run', 'list', '--json'], {home})).stdout).to.equal(runs);
    screen.clear();
    screen.souk('price set SKU-0001 10.10');
    await screen.shows(/\(y\/N\)/u);
    screen.keys('y', 'Enter');
    const ended = await screen.ended();
    expect(ended.code, ended.screen).to.equal(0);
    expect(ended.screen).to.match(/R-\d+ done: 1 verified/u);
    expect(writeLog(served).length).to.equal(from + 1);
  });

  it('a question left open blocks nobody, and is answered on what is true then', async () => {
    const screen = terminal();
    screen.souk('price set SKU-0003 10.50');
    await screen.shows(/\(y\/N\)/u);
    const other = await souk(['price', 'set', 'SKU-0003', '10.40', '--yes'], {home});
    expect(other.code, other.stderr).to.equal(0);
    screen.keys('y', 'Enter');
    const ended = await screen.ended();
    expect(ended.code, ended.screen).to.equal(7);
    expect(ended.screen).to.include('PLAN_DRIFTED');
  });

  it('draws a bar on standard error while it works, and takes it away', async () => {
    const screen = terminal();
    const hold = holdWrite(served.wire, 3, 700);
    const out = path.join(folder, 'out.txt');
    screen.souk(`price adjust --by +1% --where category=Goods --yes > ${out}`);
    await hold.reached;
    const bar = /Applying P-\w+ as R-\d+ {2}\[=+> *\] {2}200\/250 {2}\d+\/s/u;
    await screen.shows(bar);
    hold.release();
    const ended = await screen.ended();
    served.wire.rules({});
    expect(ended.code).to.equal(0);
    expect(ended.screen).to.not.include('[=').and.to.not.include('200/250');
    const written = await readFile(out, 'utf8');
    expect(written)
      .to.match(/R-\d+ done: 250 verified/u)
      .and.to.not.include('\u001B')
      .and.to.not.include('\r');
  });

  it('Ctrl-C in the middle of an apply: says how it stands, and the run goes on afterwards', async () => {
    const screen = terminal();
    const from = writeLog(served).length;
    const hold = holdWrite(served.wire, 2);
    screen.souk('price adjust --by +1% --where category=Goods --yes');
    await hold.reached;
    screen.keys('C-c');
    await new Promise((resolve) => setTimeout(resolve, 300));
    hold.release();
    const stopped = await screen.ended();
    served.wire.rules({});
    expect(stopped.code, stopped.screen).to.equal(130);
    const said =
      /Interrupted\. (R-\d+) is safe: 200 of 250 changes done, 0 unknown, 50 not sent\.\s+.*souk run resume \1/u;
    expect(stopped.screen).to.match(said).and.to.not.include('[=');
    screen.clear();
    screen.souk('run resume');
    const ended = await screen.ended();
    expect(ended.code, ended.screen).to.equal(0);
    expect(ended.screen).to.match(/R-\d+ done: 250 verified/u);
    expect(writeLog(served).length - from).to.equal(OFFERS);
  });

  it('colours what a person must see, and nothing under NO_COLOR', async () => {
    const screen = terminal();
    screen.souk('price set SKU-0002 25.00 --dry-run');
    const ended = await screen.ended();
    expect(ended.code).to.equal(0);
    const lines = screen.screen(true).split('\n');
    expect(lines.find((line) => line.includes('large move'))).to.include(`${ESCAPE}33m`);
    screen.clear();
    screen.souk('price set NONE-1 25.00');
    await screen.ended();
    expect(screen.screen(true)).to.include(`${ESCAPE}31mError:`);
    screen.clear();
    screen.souk('price set SKU-0002 25.00 --dry-run', 'NO_COLOR=1');
    await screen.ended();
    expect(screen.screen()).to.include('large move');
    expect(screen.screen(true)).to.not.include(ESCAPE);
  });

  it('keeps tables to the width of the terminal, narrow or wide', async () => {
    const commands = [
      'listing list --limit 20',
      'run list',
      'price adjust --by +2% --where category=Goods --dry-run',
      'shop list',
    ];
    const look = async (width: number) => {
      const screen = terminal(width, 200);
      for (const command of commands) {
        screen.clear();
        screen.souk(command);
        const {code, screen: seen} = await screen.ended();
        expect(code, seen).to.equal(0);
        const table = seen.split('\n').filter((line) => /\S {2,}\S/u.test(line));
        expect(table.length, seen).to.be.greaterThan(1);
        for (const line of table) expect(stringWidth(line), line).to.be.at.most(width);
      }
    };
    await Promise.all([look(60), look(120)]);
  });
});
