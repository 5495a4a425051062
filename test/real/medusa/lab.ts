import {type ChildProcess, spawn} from 'node:child_process';
import path from 'node:path';
import {createInterface} from 'node:readline';
import {ROOT} from '../../support/souk.js';
import type {TrueLab, TrueServer} from '../lab.js';
import type {Keys} from './api.js';
import {openShop} from './shop.js';

/** What `lab/medusa/main.mjs` says of the server it started. `control`: the lab's own door. */
interface Booted extends Keys {
  readonly url: string;
  readonly control: string;
}

/** Medusa as it comes from npm, on PostgreSQL from npm. There is one shop: opening another empties it. */
export const medusaLab: TrueLab = {
  name: 'medusa',
  gtinsUnique: true,
  boot: async (): Promise<TrueServer> => {
    const script = path.join(ROOT, 'lab', 'medusa', 'main.mjs');
    const child = spawn(process.execPath, [script, '--port', '0', '--with-parent'], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const booted = JSON.parse(await firstLine(child)) as Booted;
    const {url, control} = booted;
    return {
      address: url,
      isWrite: ({method, path: at}) => method !== 'GET' && at.startsWith('/admin/'),
      empty: async () => {
        await emptied(control);
        return await openShop(url, booted);
      },
      contract: {
        file: 'dist/test/real/medusa/contract.js',
        env: {LAB_MEDUSA: JSON.stringify(booted)},
      },
      alive: () => child.exitCode === null && child.signalCode === null,
      stop: () => stopped(child),
    };
  },
};

/** Takes away everything that is sold and was sold. */
export async function emptied(control: string): Promise<void> {
  const answer = await fetch(`${control}/empty`, {method: 'POST'});
  if (!answer.ok) throw new Error(`the lab was not emptied: ${await answer.text()}`);
}

function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`the Medusa lab ended with ${code}`)));
    if (child.stdout !== null) createInterface({input: child.stdout}).once('line', resolve);
  });
}

async function stopped(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await ended;
}
