// Makes what is published: the commands bundled file by file with shared chunks, so that a command loads only what it
// needs (docs/decisions/001), oclif's manifest, and the licences of what the bundle holds.
import {execFileSync} from 'node:child_process';
import {existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {build, transform} from 'esbuild';
import ts from 'typescript';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
process.chdir(root);
rmSync('bundle', {recursive: true, force: true});
rmSync('oclif.manifest.json', {force: true});

const commands = readdirSync('commands', {recursive: true})
  .map((file) => path.join('commands', String(file)))
  .filter((file) => file.endsWith('.ts'))
  .sort();

/** What both halves have in common. */
const options = {
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  minifySyntax: true,
  minifyWhitespace: true,
  metafile: true,
  legalComments: 'none',
  // oclif asks for TypeScript only where it runs from sources: seven megabytes that every start would read.
  external: ['better-sqlite3', 'pg-native', 'typescript'],
  chunkNames: 'chunks/[name]-[hash]',
  logLevel: 'warning',
};

// For connectors of others: what they are written with, and what proves them. And the little that starts the program.
const open = await build({
  ...options,
  entryPoints: [
    {in: 'src/ui/boot/published.ts', out: 'start'},
    {in: 'src/platforms/connector.ts', out: 'connector'},
    {in: 'test/platforms/contract.ts', out: 'contract'},
  ],
  outdir: 'bundle',
  // CommonJS packages inside an ES module bundle still ask for require and their own place.
  banner: {
    js: "import{createRequire as __souk_require}from'node:module';import{fileURLToPath as __souk_path}from'node:url';import{dirname as __souk_dirname}from'node:path';const require=__souk_require(import.meta.url),__filename=__souk_path(import.meta.url),__dirname=__souk_dirname(__filename);",
  },
});

// The program itself: esbuild splits ES modules only, and V8 keeps the bytecode of scripts only. So what was split is turned
// into CommonJS file by file, its own chunks required, whatever way they were imported (docs/decisions/006).
const program = await build({
  ...options,
  entryPoints: [
    ...commands.map((file) => ({in: file, out: file.replace(/\.ts$/u, '')})),
    {in: 'src/ui/main.ts', out: 'main'},
  ],
  outdir: 'bundle/program',
  write: false,
});
mkdirSync('bundle/program', {recursive: true});
writeFileSync('bundle/program/package.json', '{"type":"commonjs"}\n');
for (const {path: file, text} of program.outputFiles) {
  const {code, warnings} = await transform(required(text, path.relative(root, file)), {
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    minifySyntax: true,
    minifyWhitespace: true,
  });
  if (warnings.length > 0) throw new Error(`${file}: ${warnings.map(({text: why}) => why).join('; ')}`);
  mkdirSync(path.dirname(file), {recursive: true});
  writeFileSync(file, code);
}

writeFileSync(
  'bundle/LICENSES.txt',
  notices([...Object.keys(open.metafile.inputs), ...Object.keys(program.metafile.inputs)]),
);
execFileSync(process.execPath, ['node_modules/oclif/bin/run.js', 'manifest'], {
  stdio: ['ignore', 'ignore', 'inherit'],
  env: {...process.env, OCLIF_SKIP_NEW_VERSION_CHECK: 'true'},
});

/**
 * A file's text without `import(…)`: its own chunks are required, later, and all else is imported by the one who loads the
 * file, since V8 forgets in kept bytecode who imports.
 */
function required(text, file) {
  if (!text.includes('import(')) return text;
  const calls = [];
  const visit = (node) => {
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) calls.push(node);
    ts.forEachChild(node, visit);
  };
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest);
  visit(source);
  return calls.reduceRight((before, call) => {
    const [target] = call.arguments;
    const isOwn = ts.isStringLiteral(target) && target.text.startsWith('.');
    const [from, to] = isOwn ? [call.getStart(source), call.end] : [call.getStart(source), call.expression.end];
    const instead = isOwn ? `Promise.resolve().then(()=>require(${JSON.stringify(target.text)}))` : '__import';
    return before.slice(0, from) + instead + before.slice(to);
  }, text);
}

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
