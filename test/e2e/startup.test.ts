import {spawnSync} from 'node:child_process';
import {chmod, mkdtemp, readdir, readFile, rm, stat, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {expect} from 'chai';
import {ROOT, SOUK_BIN, souk} from '../support/souk.js';

/** What must not be loaded to say hello, each with a text that its code holds and, in a bundle, nothing else does. */
const HEAVY: Readonly<Record<string, RegExp>> = {
  'better-sqlite3': /(from|import|require)\s*\(?["']better-sqlite3["']/u,
  kysely: /CreateTableBuilder/u,
  axios: /AxiosError/u,
  conf: /Please specify the `projectName` option/u,
  inquirer: /ExitPromptError/u,
  echarts: /zrender/u,
  pg: /SCRAM-SHA-256/u,
  zod: /ZodError/u,
  yaml: /YAMLParseError/u,
  luxon: /Invalid DateTime/u,
};

/** Every byte of code is read and looked over at each start. */
const MOST_BYTES = 900_000;

/** The version is said by so little. */
const VERSION_BYTES = 20_000;

/** Writes the path of every file of code that is read, one a line, to the file of the environment's `LOADED`. */
const LOADER = `
import fs from 'node:fs';
import {register, syncBuiltinESMExports} from 'node:module';
const hook = \`
  import {appendFileSync} from 'node:fs';
  import {fileURLToPath} from 'node:url';
  export async function load(url, context, next) {
    if (url.startsWith('file:')) appendFileSync(\${JSON.stringify(process.env.LOADED)}, fileURLToPath(url) + '\\\\n');
    return await next(url, context);
  }\`;
register('data:text/javascript,' + encodeURIComponent(hook));
const {readFileSync} = fs;
fs.readFileSync = (file, ...rest) => {
  if (/\\.js$/u.test(file)) fs.appendFileSync(process.env.LOADED, file + '\\n');
  return readFileSync(file, ...rest);
};
syncBuiltinESMExports();
`;

describe('start-up', () => {
  const bundled = SOUK_BIN.endsWith('run.js');
  let folder: string;
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'souk-start-'));
    await writeFile(path.join(folder, 'loader.mjs'), LOADER);
  });
  after(() => rm(folder, {recursive: true, force: true}));

  /** The files that a command loads. */
  async function loadedBy(args: readonly string[]): Promise<readonly string[]> {
    const list = path.join(folder, `loaded-${args.join('-').replaceAll(/\W+/gu, '-')}`);
    // In a folder of its own: what these hooks make of the program is no start that others should have.
    const env = {
      LOADED: list,
      XDG_CACHE_HOME: path.join(folder, 'cache'),
      NODE_OPTIONS: `--import=${path.join(folder, 'loader.mjs')}`,
    };
    const {code, stderr} = await souk(args, {home: path.join(folder, 'home'), env});
    expect(code, stderr).to.equal(0);
    return [...new Set((await readFile(list, 'utf8')).trim().split('\n'))];
  }

  async function heavyIn(files: readonly string[]): Promise<readonly string[]> {
    const found = new Set<string>();
    for (const file of files) {
      const text = await readFile(file, 'utf8');
      for (const [name, mark] of Object.entries(HEAVY)) {
        const there = bundled ? mark.test(text) : file.includes(`/node_modules/${name}/`);
        if (there) found.add(name);
      }
    }
    return [...found].sort();
  }

  for (const args of [
    ['--version'],
    ['help', 'exit-codes'],
    ['--help'],
    ['reprice', '--help'],
    ['report', 'sales', '--help'],
  ]) {
    it(`souk ${args.join(' ')} loads nothing heavy`, async () => {
      const files = await loadedBy(args);
      expect(files).to.satisfy((all: readonly string[]) => all.some((file) => file.startsWith(ROOT)));
      if (bundled && args[0] !== '--version') expect(files.join('\n')).to.include('program/main.js');
      expect(await heavyIn(files)).to.deep.equal([]);
      const sizes = await Promise.all(files.map(async (file) => (await stat(file)).size));
      if (bundled)
        expect(
          sizes.reduce((sum, size) => sum + size, 0),
          'bytes read',
        ).to.be.below(MOST_BYTES);
    });
  }

  it('says its version before it reads anything else', async () => {
    const files = (await loadedBy(['--version'])).filter((file) => file.startsWith(ROOT));
    const sizes = await Promise.all(files.map(async (file) => (await stat(file)).size));
    if (bundled) expect(sizes.reduce((sum, size) => sum + size, 0)).to.be.below(VERSION_BYTES);
    expect(files.map((file) => path.basename(file))).to.not.include('main.js');
  });

  it('looks for no sources and no TypeScript, whatever NODE_ENV says', async () => {
    const env = {NODE_ENV: 'development'};
    const {code, stderr} = await souk(['nothing'], {home: path.join(folder, 'home'), env});
    expect([code, stderr]).to.deep.equal([
      2,
      'Error: There is no command "nothing".\n  souk help\n(COMMAND_UNKNOWN, exit 2)\n',
    ]);
  });

  it('serves a user who has no home, as a container’s may have none', async function () {
    const nobody = 54_321;
    const open = await mkdtemp(path.join(tmpdir(), 'souk-nobody-'));
    await chmod(open, 0o777);
    const {HOME: _, SHELL: __, XDG_CACHE_HOME: ___, SOUK_HOME: ____, ...env} = process.env;
    const run = (...args: readonly string[]) =>
      spawnSync(process.execPath, [...args], {uid: nobody, env, encoding: 'utf8', cwd: '/'});
    try {
      const reads = `fs.readFileSync(${JSON.stringify(SOUK_BIN)})`;
      if (!bundled || process.getuid?.() !== 0 || run('-e', reads).status !== 0) {
        process.stdout.write('      no such user can be had here: skipped\n');
        this.skip();
      }
      expect(run(SOUK_BIN, '--version').status).to.equal(0);
      const listed = run(SOUK_BIN, 'shop', 'list', '--home', path.join(open, 'home'));
      expect([listed.status, listed.stderr]).to.deep.equal([0, '']);
      // A home, and still no shell.
      const words = [SOUK_BIN, 'shop', 'list'];
      const housed = spawnSync(process.execPath, words, {uid: nobody, env: {...env, HOME: open}, encoding: 'utf8'});
      expect([housed.status, housed.stderr]).to.deep.equal([0, '']);
      const homeless = run(SOUK_BIN, 'shop', 'list');
      expect([homeless.status, homeless.stderr]).to.satisfy(
        ([code, said]: [number, string]) => code === 6 && said.includes('--home DIR'),
      );
    } finally {
      await rm(open, {recursive: true, force: true});
    }
  });

  it('would see it: the marks are in what a command loads that needs them', async () => {
    if (!bundled) {
      expect(await heavyIn(await loadedBy(['shop', 'list']))).to.include.members(['better-sqlite3', 'kysely']);
      return;
    }
    const all = (await readdir(path.join(ROOT, 'bundle'), {recursive: true})).filter((file) => file.endsWith('.js'));
    expect(await heavyIn(all.map((file) => path.join(ROOT, 'bundle', file)))).to.deep.equal(Object.keys(HEAVY).sort());
  });
});
