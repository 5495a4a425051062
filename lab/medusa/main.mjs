// npm run lab:medusa [-- --port N]: starts the lab, prints one line of JSON with its address and keys, and stops on
// SIGTERM or Ctrl-C; with --with-parent also when its standard input ends.
import {execFileSync} from 'node:child_process';
import {existsSync} from 'node:fs';
import {createServer} from 'node:http';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {parseArgs} from 'node:util';

const folder = path.dirname(fileURLToPath(import.meta.url));
if (!existsSync(path.join(folder, 'node_modules', '.package-lock.json'))) {
  process.stderr.write('medusa: installing\n');
  // Not `npm ci`: packages for other systems that a registry does not hold can not stand in the lockfile, and it asks for them.
  const args = ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error'];
  execFileSync('npm', args, {cwd: folder, stdio: ['ignore', 2, 2]});
}
const {openLab} = await import('./lab.mjs');
const {values} = parseArgs({
  options: {port: {type: 'string', default: '9000'}, 'with-parent': {type: 'boolean', default: false}},
});

const lab = await openLab({port: Number(values.port), say: (text) => process.stderr.write(`medusa: ${text}\n`)});

// The lab's own door, beside the shop's: POST /empty takes away what is sold, POST /reset starts anew from the seed.
const orders = {'/empty': lab.empty, '/reset': lab.reset};
const door = createServer((request, response) => {
  const order = request.method === 'POST' ? orders[request.url] : undefined;
  if (order === undefined) response.writeHead(404).end();
  else
    order().then(
      () => response.writeHead(200).end(),
      (error) => response.writeHead(500).end(String(error)),
    );
});
await new Promise((resolve) => door.listen(0, '127.0.0.1', resolve));
const control = `http://127.0.0.1:${door.address().port}`;
process.stdout.write(`${JSON.stringify({url: lab.url, ...lab.keys, control, pid: process.pid, server: lab.pid()})}\n`);
process.stderr.write(`Medusa at ${lab.url}, process ${process.pid}; stop it: kill ${process.pid}\n`);
process.stderr.write(
  `SOUK_SECRET_SHOP_LAB_KEY=${lab.keys.secret} souk shop add lab --platform medusa --set url=${lab.url} --currency EUR --prices-include-tax yes --tax-rate 0.19\n`,
);

await new Promise((resolve) => {
  process.once('SIGTERM', resolve);
  process.once('SIGINT', resolve);
  if (values['with-parent']) process.stdin.once('end', resolve).once('close', resolve).resume();
});
door.close();
await lab.close();
process.exit(0);
