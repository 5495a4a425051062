import {spawn} from 'node:child_process';
import path from 'node:path';
import {setTimeout} from 'node:timers/promises';
import {ROOT} from '../../support/souk.js';
import type {TrueLab, TrueServer} from '../lab.js';
import {openShop} from './shop.js';

/** What `lab/vendure/lab.mjs` says of the server it started. */
export interface Booted {
  readonly url: string;
  readonly pid: number;
}

/** Vendure as it comes from npm, in memory. Every shop is a channel of its own. */
export const vendureLab: TrueLab = {
  name: 'vendure',
  boot: async (): Promise<TrueServer> => {
    const {url, pid} = await bootVendure();
    return {
      address: url,
      isWrite: ({path: at, body}) => at.startsWith('/admin-api') && /"query":"mutation(?! SignIn)/u.test(body),
      empty: () => openShop(url),
      contract: {
        file: 'dist/test/real/vendure/contract.js',
        env: {LAB_VENDURE_URL: url},
      },
      alive: () => isAlive(pid),
      stop: () => stopVendure(pid),
    };
  },
};

/** Installs what is missing, boots, seeds; `precision`: digits after the point of its money. */
export async function bootVendure(precision = 2): Promise<Booted> {
  const script = path.join(ROOT, 'lab', 'vendure', 'lab.mjs');
  const child = spawn(process.execPath, [script, '--precision', String(precision)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  child.stdout.on('data', (part: Buffer) => {
    text += part.toString('utf8');
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code !== 0) throw new Error(`the Vendure lab ended with ${code}`);
  return JSON.parse(text) as Booted;
}

/** Ends a server by its process. */
export async function stopVendure(pid: number): Promise<void> {
  if (isAlive(pid)) process.kill(pid, 'SIGTERM');
  for (let i = 0; i < 100 && isAlive(pid); i++) await setTimeout(100);
  if (isAlive(pid)) process.kill(pid, 'SIGKILL');
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
