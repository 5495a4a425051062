// Medusa as a process of its own.
import {spawn} from 'node:child_process';
import path from 'node:path';
import {fileURLToPath} from 'node:url';

const folder = path.dirname(fileURLToPath(import.meta.url));
const medusa = path.join(folder, 'node_modules', '@medusajs', 'cli', 'cli.js');
const MOST_LOG = 200;
const LONGEST_BOOT_MS = 180_000;

function begin(args, databaseUrl) {
  const child = spawn(process.execPath, [medusa, ...args], {
    cwd: folder,
    env: {...process.env, DATABASE_URL: databaseUrl, NODE_ENV: 'production', MEDUSA_DISABLE_TELEMETRY: 'true'},
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const log = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => {
      log.push(text);
      if (log.length > MOST_LOG) log.shift();
    });
  }
  const ended = new Promise((resolve) => child.once('exit', (code, signal) => resolve(code ?? signal)));
  return {child, log, ended};
}

/** Runs one command of Medusa's to its end. */
export async function medusaCommand(args, databaseUrl) {
  const {ended, log} = begin(args, databaseUrl);
  const code = await ended;
  if (code !== 0) throw new Error(`medusa ${args.join(' ')} ended with ${code}\n${log.join('')}`);
}

/** Starts the server and waits until it answers. `lost` settles when it ends without being asked to. */
export async function startServer(databaseUrl, port) {
  const {child, log, ended} = begin(['start', '--host', '127.0.0.1', '-p', String(port)], databaseUrl);
  const url = `http://127.0.0.1:${port}`;
  let over = null;
  ended.then((code) => {
    over = code;
  });
  const late = Date.now() + LONGEST_BOOT_MS;
  while (!(await answers(url))) {
    if (over !== null || Date.now() > late) {
      child.kill('SIGKILL');
      throw new Error(`Medusa does not answer (${over ?? 'too late'})\n${log.join('')}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  return {
    url,
    pid: child.pid,
    lost: ended,
    log,
    stop: async () => {
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), 10_000);
      await ended;
      clearTimeout(timer);
    },
  };
}

async function answers(url) {
  try {
    return (await fetch(`${url}/health`)).ok;
  } catch {
    return false;
  }
}
