import {spawn} from 'node:child_process';
import {fileURLToPath} from 'node:url';

/** A server that runs as a process of its own. */
export interface Served {
  readonly url: string;
  /** Ends it at once; nothing where it has ended. */
  stop(): Promise<void>;
}

/** Starts a script as a process and waits for the first line that it writes: where it answers. */
export async function served(script: URL, args: readonly string[]): Promise<Served> {
  const child = spawn(process.execPath, [fileURLToPath(script), ...args], {stdio: ['ignore', 'pipe', 'inherit']});
  const url = await new Promise<string>((resolve, reject) => {
    let text = '';
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}`)));
    child.stdout.on('data', (part: Buffer) => {
      text += part.toString('utf8');
      if (text.includes('\n')) resolve(text.slice(0, text.indexOf('\n')));
    });
  });
  return {
    url,
    stop: () =>
      new Promise((resolve) => {
        if (child.exitCode !== null || child.signalCode !== null) return resolve();
        child.once('exit', () => resolve());
        child.kill('SIGKILL');
      }),
  };
}
