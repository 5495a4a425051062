import {spawn} from 'node:child_process';
import {mkdtemp, readFile, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {ROOT} from '../../support/souk.js';
import type {Step, TrueScene} from '../step.js';

interface Report {
  readonly stats: {readonly passes: number; readonly failures: number; readonly pending: number};
  readonly failures: readonly {readonly fullTitle: string; readonly err: {readonly message?: string}}[];
}

/** The suite that every connector passes, on the true server. */
export const contract: Step<TrueScene> = {
  name: 'connector contract',
  run: async ({server}) => {
    const suite = server.contract;
    const folder = await mkdtemp(path.join(tmpdir(), 'souk-contract-'));
    try {
      const output = path.join(folder, 'report.json');
      const args = ['--no-config', '--timeout', '180000', '--exit', '--reporter', 'json'];
      await mocha([...args, '--reporter-option', `output=${output}`, suite.file], suite.env);
      const {stats, failures} = JSON.parse(await readFile(output, 'utf8')) as Report;
      for (const {fullTitle, err} of failures)
        process.stdout.write(`  failed: ${fullTitle}\n    ${err.message ?? ''}\n`);
      if (stats.passes === 0) throw new Error('no test of the contract was run');
      return {rows: 0, passed: stats.passes, failed: stats.failures + stats.pending};
    } finally {
      // The goods of its last test are nobody's: what follows counts its own.
      await server.empty();
      await rm(folder, {recursive: true, force: true});
    }
  },
};

function mocha(args: readonly string[], env: Readonly<Record<string, string>>): Promise<void> {
  const child = spawn(process.execPath, ['node_modules/mocha/bin/mocha.js', ...args], {
    cwd: ROOT,
    env: {...process.env, ...env},
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', () => resolve());
  });
}
