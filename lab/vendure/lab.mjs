// Installs what is missing, starts a Vendure server, seeds it, and says where it is and how it is stopped.
//   node lab/vendure/lab.mjs [--port 4300] [--precision 2]
// The one line on stdout is JSON: {url, pid, user, password, key}. `kill PID` ends the server.
import {spawn, spawnSync} from 'node:child_process';
import {existsSync, mkdtempSync, openSync, readFileSync} from 'node:fs';
import {createServer} from 'node:net';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {setTimeout} from 'node:timers/promises';
import {fileURLToPath} from 'node:url';
import {parseArgs} from 'node:util';
import {seed} from './seed.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const {values} = parseArgs({options: {port: {type: 'string'}, precision: {type: 'string', default: '2'}}});

if (!existsSync(path.join(here, 'node_modules', '@vendure', 'core'))) {
  const {status} = spawnSync('npm', ['ci', '--no-fund', '--no-audit', '--loglevel=error'], {
    cwd: here,
    stdio: ['ignore', 2, 2],
  });
  if (status !== 0) throw new Error('the lab could not be installed');
}
const port = values.port ?? (await freePort());
const url = `http://127.0.0.1:${port}`;
const {pid, log} = await start();
const key = await seed(url);
process.stdout.write(`${JSON.stringify({url, pid, user: 'superadmin', password: 'superadmin', key, log})}\n`);
process.stderr.write(`Vendure at ${url}, process ${pid}; stop it: kill ${pid}\n`);
process.stderr.write(
  `souk shop add lab --platform vendure --set url=${url} --currency EUR --prices-include-tax yes --tax-rate 0.19\n`,
);

/** The server as a process that outlives this one. */
async function start() {
  const folder = mkdtempSync(path.join(tmpdir(), 'souk-lab-vendure-'));
  const log = path.join(folder, 'server.log');
  const out = openSync(log, 'a');
  const env = {...process.env, VENDURE_DISABLE_TELEMETRY: 'true'};
  const child = spawn(process.execPath, ['server.cjs', port, values.precision], {
    cwd: here,
    detached: true,
    env,
    stdio: ['ignore', out, out],
  });
  child.unref();
  const until = Date.now() + 120_000;
  while (!readFileSync(log, 'utf8').includes('READY')) {
    if (child.exitCode !== null || Date.now() > until) throw new Error(`Vendure did not start: see ${log}`);
    await setTimeout(100);
  }
  return {pid: child.pid, log};
}

function freePort() {
  return new Promise((resolve) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const {port: free} = server.address();
      server.close(() => resolve(String(free)));
    });
  });
}
