import {spawn, spawnSync} from 'node:child_process';
import {once} from 'node:events';
import {existsSync} from 'node:fs';
import {mkdir, readFile, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {expect} from 'chai';
import {souk, soukJson, withFolder} from '../support/souk.js';

interface File {
  readonly name: string;
  readonly place: string;
  readonly text: string;
}

/** A home that a careless quoting would break: blanks, a percent sign, a quote, an umlaut. */
const AWKWARD = "50 % of Ann's Läden";

async function files(home: string, ...args: readonly string[]): Promise<readonly File[]> {
  const {code, document} = await soukJson(['schedule', 'print', ...args], {home});
  expect(code).to.equal(0);
  return (document['result'] as {files: readonly File[]}).files;
}

/** Runs a command line as cron does: an empty environment, /bin/sh, no terminal, the home directory. */
async function asCron(command: string, programs = '/usr/bin:/bin'): Promise<{code: number | null; said: string}> {
  const child = spawn('/usr/bin/env', ['-i', 'HOME=/tmp', `PATH=${programs}`, '/bin/sh', '-c', command], {
    stdio: ['ignore', 'pipe', 'pipe'],
    cwd: '/tmp',
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (part: Buffer) => {
      said += part.toString('utf8');
    });
  const [code] = (await once(child, 'close')) as [number | null];
  return {code, said};
}

/** The command of a crontab line, as cron hands it to the shell: `\%` is `%`, a bare `%` would end it. */
function commandOf(crontab: string): string {
  const line = crontab.split('\n').find((each) => /^\d+ \d+ \* \* \* /u.test(each)) ?? '';
  const command = line.replace(/^(\S+ ){5}/u, '');
  expect(command).to.not.match(/(?<!\\)%/u);
  return command.replaceAll('\\%', '%');
}

/** A folder shop with these files, connected. */
async function withShop(home: string, dir: string, listings: string): Promise<void> {
  await mkdir(dir, {recursive: true});
  await writeFile(path.join(dir, 'listings.csv'), listings);
  const {code, stderr} = await souk(
    ['shop', 'add', 'main', '--platform', 'folder', '--dir', dir, '--currency', 'EUR'],
    {home},
  );
  expect(code, stderr).to.equal(0);
}

describe('souk schedule print', () => {
  it('crontab: the line runs under cron’s bare shell, logs, and tells a failure', async () => {
    await withFolder(async (folder) => {
      const home = path.join(folder, AWKWARD);
      await withShop(home, path.join(folder, 'shop'), 'sku,price\nMUG-01,12.50\n');
      const [crontab] = await files(home, '--at', '03:05', '--shop', 'main');
      expect(crontab?.text).to.match(/^5 3 \* \* \* /mu);
      const command = commandOf(crontab?.text ?? '');
      const quiet = await asCron(command);
      expect(quiet, command).to.deep.equal({code: 0, said: ''});
      const log = path.join(home, 'nightly.log');
      expect(await readFile(log, 'utf8')).to.include('main');

      // What the night itself ends with: everything before the log, with the exit code of the night.
      const [night = ''] = command.split(' >> ');
      expect((await asCron(night)).code).to.equal(0);
      await writeFile(path.join(folder, 'shop', 'listings.csv'), 'sku,price\nMUG-01,a lot\nMUG-02,3\n');
      const refused = await asCron(night);
      expect(refused.code, refused.said).to.equal(3);
      // The notice of a failure, by a logger that the test can read.
      const notice = path.join(folder, 'notice');
      await writeFile(path.join(folder, 'logger'), `#!/bin/sh\nprintf '%s\\n' "$*" > "${notice}"\n`, {mode: 0o755});
      await asCron(command, `${folder}:/usr/bin:/bin`);
      expect(await readFile(notice, 'utf8')).to.equal(`-t souk the night ended with exit 3, see ${log}\n`);
      const words = night.replace('--shop main', '--shop nobody');
      expect(words).to.not.equal(night);
      expect((await asCron(words)).code).to.equal(2);
    });
  });

  it('names only paths that are absolute and there', async () => {
    await withFolder(async (folder) => {
      const home = path.join(folder, 'plain');
      await withShop(home, path.join(folder, 'shop'), 'sku,price\nMUG-01,12.50\n');
      for (const scheduler of ['crontab', 'systemd']) {
        for (const {text} of await files(home, '--for', scheduler)) {
          const named = [...text.matchAll(/(?<=^|[\s=:"'])(\/[^\s"':]+)/gmu)].map(([, found = '']) => found);
          const commands = named.filter((each) => !each.endsWith('.log') && !each.startsWith('/etc'));
          for (const each of commands) expect(existsSync(each), `${each} in ${text}`).to.equal(true);
          for (const line of text.split('\n').filter((each) => /^(\d+ \d+ \*|ExecStart=)/u.test(each))) {
            expect(line).to.include(process.execPath).and.to.include(' nightly --yes');
            expect(line).to.match(/\/bin\/(run|dev)\.js/u);
          }
        }
      }
    });
  });

  it('systemd: units that systemd itself takes', async function () {
    if (spawnSync('systemd-analyze', ['--version'], {stdio: 'ignore'}).status !== 0) {
      process.stdout.write('      no systemd-analyze here: the units are not verified\n');
      this.skip();
    }
    await withFolder(async (folder) => {
      const home = path.join(folder, AWKWARD);
      await withShop(home, path.join(folder, 'shop'), 'sku,price\nMUG-01,12.50\n');
      const units = await files(home, '--for', 'systemd', '--at', '4:30');
      expect(units.map(({name}) => name)).to.deep.equal(['souk-nightly.service', 'souk-nightly.timer']);
      for (const {name, text} of units) await writeFile(path.join(folder, name), text);
      const paths = units.map(({name}) => path.join(folder, name));
      const verified = spawnSync('systemd-analyze', ['verify', '--man=no', ...paths], {encoding: 'utf8'});
      const ours = verified.stderr.split('\n').filter((line) => line.includes('souk-nightly'));
      expect(ours, verified.stderr).to.deep.equal([]);
      const service = units[0]?.text ?? '';
      const doubled = home.replaceAll('%', '%%');
      expect(service).to.include(`\nEnvironment="SOUK_HOME=${doubled}"\n`);
      expect(service).to.include(`\nStandardOutput=append:${doubled}/nightly.log\n`);
      const timer = units[1]?.text ?? '';
      const when = /^OnCalendar=(.+)$/mu.exec(timer)?.[1] ?? '';
      const calendar = spawnSync('systemd-analyze', ['calendar', when], {encoding: 'utf8'});
      expect(calendar.status, calendar.stderr).to.equal(0);
      expect(calendar.stdout).to.include('04:30:00');
    });
  });
});
