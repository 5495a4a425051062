// npm run lab:medusa [-- --port N]: starts the lab, prints one line of JSON with its address and keys, and stops on
// SIGTERM, on Ctrl-C, or when its standard input ends. Lines on standard input: `empty`, `reset`; each is answered.
import {execFileSync} from 'node:child_process';
import {existsSync} from 'node:fs';
import path from 'node:path';
import {createInterface} from 'node:readline';
import {fileURLToPath} from 'node:url';

const folder = path.dirname(fileURLToPath(import.meta.url));
if (!existsSync(path.join(folder, 'node_modules', '.package-lock.json'))) {
  process.stderr.write('medusa: installing\n');
  execFileSync('npm', ['ci', '--no-audit', '--no-fund'], {cwd: folder, stdio: ['ignore', 2, 2]});
}
const {openLab} = await import('./lab.mjs');

const at = process.argv.indexOf('--port');
const port = at === -1 ? 9000 : Number(process.argv[at + 1]);
const write = (document) => process.stdout.write(`${JSON.stringify(document)}\n`);

const lab = await openLab({port, say: (text) => process.stderr.write(`medusa: ${text}\n`)});
write({url: lab.url, ...lab.keys, pid: lab.pid(), lab: process.pid});

const orders = {empty: lab.empty, reset: lab.reset};
let last = Promise.resolve();
const lines = createInterface({input: process.stdin});
lines.on('line', (line) => {
  const order = orders[line.trim()];
  last = last.then(async () => {
    try {
      if (order === undefined) throw new Error(`no such order: ${line}`);
      await order();
      write({done: line.trim(), pid: lab.pid()});
    } catch (error) {
      write({failed: line.trim(), why: String(error)});
    }
  });
});
await new Promise((resolve) => {
  process.once('SIGTERM', resolve);
  process.once('SIGINT', resolve);
  if (!process.stdin.isTTY) lines.once('close', resolve);
});
await lab.close();
process.exit(0);
