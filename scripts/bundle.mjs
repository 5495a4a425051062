// Makes what is published: the commands bundled file by file with shared chunks, so that a command loads only what it
// needs, oclif's manifest, and the licences of what the bundle holds.
import {execFileSync} from 'node:child_process';
import {existsSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {build} from 'esbuild';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
process.chdir(root);
rmSync('bundle', {recursive: true, force: true});
rmSync('oclif.manifest.json', {force: true});

const commands = readdirSync('commands', {recursive: true})
  .map((file) => path.join('commands', String(file)))
  .filter((file) => file.endsWith('.ts'))
  .sort();

const {metafile} = await build({
  entryPoints: [
    ...commands.map((file) => ({in: file, out: file.replace(/\.ts$/u, '')})),
    {in: 'src/ui/start.ts', out: 'start'},
    // For connectors of others: what they are written with, and what proves them.
    {in: 'src/platforms/connector.ts', out: 'connector'},
    {in: 'test/platforms/contract.ts', out: 'contract'},
  ],
  outdir: 'bundle',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  minifySyntax: true,
  minifyWhitespace: true,
  keepNames: true,
  metafile: true,
  legalComments: 'none',
  // oclif asks for TypeScript only where it runs from sources: seven megabytes that every start would read.
  external: ['better-sqlite3', 'pg-native', 'typescript'],
  // CommonJS packages inside an ES module bundle still ask for require and their own place.
  banner: {
    js: "import{createRequire as __souk_require}from'node:module';import{fileURLToPath as __souk_path}from'node:url';import{dirname as __souk_dirname}from'node:path';const require=__souk_require(import.meta.url),__filename=__souk_path(import.meta.url),__dirname=__souk_dirname(__filename);",
  },
  chunkNames: 'chunks/[name]-[hash]',
  logLevel: 'warning',
});

writeFileSync('bundle/LICENSES.txt', notices(Object.keys(metafile.inputs)));
execFileSync(process.execPath, ['node_modules/oclif/bin/run.js', 'manifest'], {
  stdio: ['ignore', 'ignore', 'inherit'],
  env: {...process.env, OCLIF_SKIP_NEW_VERSION_CHECK: 'true'},
});

/** The licence text of every package with a file in the bundle. */
function notices(inputs) {
  const folders = new Set();
  for (const input of inputs) {
    const found = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//u.exec(input);
    if (found) folders.add(found[1]);
  }
  return [...folders]
    .sort()
    .map((folder) => {
      const {name, version, license} = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
      const file = readdirSync(folder).find((each) => /^(licen[cs]e|copying)/iu.test(each));
      const text =
        file && existsSync(path.join(folder, file)) ? readFileSync(path.join(folder, file), 'utf8').trim() : '';
      return `${name} ${version} (${license ?? 'see text'})\n\n${text}\n`;
    })
    .join(`\n${'-'.repeat(80)}\n\n`);
}
