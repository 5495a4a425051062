import {type ChildProcess, fork} from 'node:child_process';
import {randomBytes} from 'node:crypto';
import {fileURLToPath} from 'node:url';
import pg from 'pg';

/** A PostgreSQL for a test file. Each `fresh` location is an empty schema of its own. */
export interface TestServer {
  fresh(): Promise<string>;
  stop(): Promise<void>;
}

/** SOUK_TEST_POSTGRES_URL when it is set, else an embedded server. */
export async function startPostgres(): Promise<TestServer> {
  const given = process.env['SOUK_TEST_POSTGRES_URL'];
  if (given !== undefined && given !== '') return serverAt(given, async () => undefined);
  const child = fork(fileURLToPath(new URL('./postgres-server.js', import.meta.url)), {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const url = await started(child);
  return serverAt(url, async () => {
    const closed = new Promise((resolve) => child.once('exit', resolve));
    child.disconnect();
    await closed;
  });
}

async function started(child: ChildProcess): Promise<string> {
  return await new Promise((resolve, reject) => {
    child.once('message', (message: {url?: string; failure?: string}) => {
      if (message.url === undefined) reject(new Error(message.failure));
      else resolve(message.url);
    });
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`PostgreSQL ended with ${code}`)));
  });
}

function serverAt(url: string, end: () => Promise<void>): TestServer {
  const schemas: string[] = [];
  const run = async (sql: string): Promise<void> => {
    const client = new pg.Client({connectionString: url});
    await client.connect();
    await client.query(sql).finally(() => client.end());
  };
  return {
    fresh: async () => {
      const schema = `souk_test_${randomBytes(6).toString('hex')}`;
      await run(`create schema ${schema}`);
      schemas.push(schema);
      const location = new URL(url);
      location.searchParams.set('options', `-c search_path=${schema}`);
      return location.toString().replaceAll('+', '%20');
    },
    stop: async () => {
      for (const schema of schemas) await run(`drop schema ${schema} cascade`);
      await end();
    },
  };
}
