import {spawn} from 'node:child_process';
import {existsSync} from 'node:fs';
import {lstat, mkdir, open, readdir, readFile, stat, symlink, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {expect} from 'chai';
import {shownUrl} from '../../src/data/postgres.js';
import {logBug, withoutPasswords} from '../../src/ui/bug-log.js';
import {childEnv, ROOT, SOUK_BIN, souk, startSouk, withFolder} from '../support/souk.js';

const SAMPLE = ['shop', 'add', 'main', '--platform', 'practice', '--set', 'catalogue=sample', '--currency', 'USD'];

describe('security: places', () => {
  it('keep the log of a bug in the home, for its owner only', async () => {
    await withFolder(async (home) => {
      const file = logBug(new Error('odd'), ['config', 'set', 'database', 'postgres://u:hush@h/db'], home);
      expect(path.dirname(file)).to.equal(path.join(home, 'logs'));
      expect((await stat(file)).mode & 0o777).to.equal(0o600);
      expect((await stat(path.dirname(file))).mode & 0o777).to.equal(0o700);
      expect(await readFile(file, 'utf8'))
        .to.contain('Error: odd')
        .and.not.to.contain('hush');
    });
  });

  it('never follow a link that somebody put in the temporary folder', async () => {
    await withFolder(async (shared) => {
      const victim = path.join(shared, 'victim');
      await mkdir(victim);
      await symlink(victim, path.join(shared, 'souk-logs'));
      const kept = process.env['TMPDIR'];
      process.env['TMPDIR'] = shared;
      try {
        const file = logBug(new Error('odd'), [], path.join(shared, 'no-home'));
        expect((await lstat(path.dirname(file))).isDirectory()).to.equal(true);
        expect((await stat(path.dirname(file))).mode & 0o777).to.equal(0o700);
      } finally {
        if (kept === undefined) delete process.env['TMPDIR'];
        else process.env['TMPDIR'] = kept;
      }
      expect(await readdir(victim)).to.deep.equal([]);
    });
  });

  it('never show the password of a URL, wherever it stands in it', () => {
    for (const url of [
      'postgres://u:hush@h:5432/db',
      'postgres://h/db?user=u&password=hush',
      'postgres://h/db?sslpassword=hush&sslmode=require',
      'postgres://u:hu#sh@h/db',
      'postgres://u:hu sh@h:x/db',
    ]) {
      expect(shownUrl(url)).not.to.match(/hu.?sh/u);
      expect(shownUrl(url)).to.match(/^postgres:\/\//u);
    }
    expect(withoutPasswords('a postgres://u:hush@h/db b')).to.equal('a postgres://u:***@h/db b');
  });

  it('never make a file of a database URL that stands badly', async () => {
    await withFolder(async (home) => {
      for (const url of [' postgres://u:hush@127.0.0.1:1/db', 'postgres://u:hu#sh@h/db', 'mysql://u:hush@h/db']) {
        const ended = await souk(['shop', 'list'], {home, cwd: home, env: {SOUK_DATABASE_URL: url}});
        expect(ended.code, url).to.be.oneOf([2, 8]);
        expect(ended.stdout + ended.stderr).not.to.match(/hu.?sh/u);
      }
      expect(await readdir(home)).to.deep.equal([]);
      const empty = await souk(['shop', 'list'], {home, env: {SOUK_DATABASE_URL: ' '}});
      expect(empty.code, empty.stderr).to.equal(0);
    });
  });

  it('fail at once where no folder can be made', async function () {
    if (!existsSync('/proc/self')) return this.skip();
    const home = '/proc/souk-no-such';
    for (const args of [
      ['shop', 'list'],
      ['config', 'set', 'database', 'postgres://h/db'],
    ]) {
      const ended = await souk(args, {home});
      expect(ended.code, ended.stderr).to.equal(6);
      expect(ended.stderr).to.contain('STORE_READONLY');
    }
  });

  it('tell when standard output is full, and go on when its reader leaves', async function () {
    if (!existsSync('/dev/full')) return this.skip();
    await withFolder(async (home) => {
      expect((await souk(SAMPLE, {home})).code).to.equal(0);
      expect((await souk(['shop', 'pull'], {home})).code).to.equal(0);
      const full = await open('/dev/full', 'w');
      try {
        const child = spawn(process.execPath, [SOUK_BIN, 'listing', 'list', '--json'], {
          cwd: ROOT,
          env: childEnv({home}),
          stdio: ['ignore', full.fd, 'pipe'],
        });
        let stderr = '';
        child.stderr?.on('data', (part: Buffer) => {
          stderr += part.toString('utf8');
        });
        const code = await new Promise((resolve) => child.on('close', resolve));
        expect(code).to.equal(6);
        expect(stderr).to.contain('FILE_NOT_WRITABLE').and.not.to.contain('    at ');
      } finally {
        await full.close();
      }
      const leaving = startSouk(['price', 'adjust', '--by', '+1%', '--yes'], {home});
      leaving.stdin.end();
      leaving.stdout.destroy();
      const code = await new Promise((resolve) => leaving.on('close', resolve));
      expect(code).to.equal(0);
      const runs = await souk(['run', 'show', 'R-1'], {home});
      expect(runs.stdout, 'the run came to its end').to.match(/^R-1 done/u);
    });
  });

  it('write through no link, and over no folder', async () => {
    await withFolder(async (home) => {
      expect((await souk(SAMPLE, {home})).code).to.equal(0);
      const victim = path.join(home, 'victim');
      await writeFile(victim, 'mine');
      await mkdir(path.join(home, 'folder'));
      await symlink(victim, path.join(home, 'link'));
      for (const to of ['link', 'folder']) {
        const file = path.join(home, to);
        for (const args of [
          ['listing', 'export', '--output', file, '--force'],
          ['report', 'sales', '--format', 'csv', '--output', file],
          ['report', 'sales', '--format', 'html', '--output', file],
          ['price', 'adjust', '--by', '+1%', '--plan-file', file],
        ]) {
          const ended = await souk(args, {home});
          expect(ended.code, `${args.join(' ')}: ${ended.stderr}`).to.be.oneOf([2, 6]);
        }
      }
      expect(await readFile(victim, 'utf8')).to.equal('mine');
      expect((await lstat(path.join(home, 'link'))).isSymbolicLink()).to.equal(true);
      expect((await readdir(home)).filter((name) => name.endsWith('.tmp'))).to.deep.equal([]);
    });
  });
});
