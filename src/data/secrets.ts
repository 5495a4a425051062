import {open} from 'node:fs/promises';
import path from 'node:path';
import {KnownError} from '../domain/errors.js';
import {variableOf} from '../domain/secret-name.js';
import type {Secrets} from '../ports/secrets.js';
import {explain} from './failures.js';
import {createGate} from './gate.js';
import {isMissing, writePrivate} from './private-file.js';

/**
 * Secrets by name: the environment first (`shop.main.token` is SOUK_SECRET_SHOP_MAIN_TOKEN), then `secrets.json` of
 * the home, which only its owner may read. An empty variable is no secret.
 */
export function openSecrets(home: string, env: NodeJS.ProcessEnv): Secrets {
  const file = path.join(home, 'secrets.json');
  const gate = createGate();
  const change = (edit: (secrets: Map<string, string>) => void): Promise<void> =>
    gate.pass(async () => {
      const secrets = await readSecrets(file);
      edit(secrets);
      await writeSecrets(file, secrets);
    });
  return {
    get: async (name) => {
      const given = env[variableOf(name)];
      if (given !== undefined && given !== '') return given;
      return (await readSecrets(file)).get(name) ?? null;
    },
    set: (name, value) => change((secrets) => secrets.set(name, value)),
    remove: (name) => change((secrets) => secrets.delete(name)),
  };
}

async function readSecrets(file: string): Promise<Map<string, string>> {
  const text = await readPrivate(file);
  if (text === null) return new Map();
  const damaged = (why: string) => new KnownError('input', 'SECRETS_DAMAGED', {file, why});
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    // The parser's own words would quote the file, and with it a secret.
    throw damaged('not JSON');
  }
  if (content === null || typeof content !== 'object' || Array.isArray(content)) throw damaged('not a JSON object');
  const secrets = new Map<string, string>();
  for (const [name, value] of Object.entries(content)) {
    if (typeof value !== 'string') throw damaged(`"${name}" is not a text`);
    secrets.set(name, value);
  }
  return secrets;
}

/** Looks at the rights of the very file that is read. Windows has no such rights. */
async function readPrivate(file: string): Promise<string | null> {
  try {
    const handle = await open(file, 'r');
    try {
      const {mode} = await handle.stat();
      if (process.platform !== 'win32' && (mode & 0o077) !== 0) {
        throw new KnownError('input', 'SECRETS_EXPOSED', {file, mode: (mode & 0o777).toString(8).padStart(3, '0')});
      }
      return await handle.readFile('utf8');
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (isMissing(error)) return null;
    throw explain(error, file);
  }
}

async function writeSecrets(file: string, secrets: ReadonlyMap<string, string>): Promise<void> {
  const sorted = Object.fromEntries([...secrets].sort(([a], [b]) => (a < b ? -1 : 1)));
  try {
    await writePrivate(file, `${JSON.stringify(sorted, null, 2)}\n`);
  } catch (error) {
    throw explain(error, file);
  }
}
