import {spawn} from 'node:child_process';

/** Shows a file with the program the system has for it. False when there is none, or no screen to show it on. */
export async function openFile(file: string, env: NodeJS.ProcessEnv = process.env): Promise<boolean> {
  const program = process.platform === 'darwin' ? 'open' : process.platform === 'win32' ? 'explorer.exe' : 'xdg-open';
  if (program === 'xdg-open' && (env['DISPLAY'] ?? '') === '' && (env['WAYLAND_DISPLAY'] ?? '') === '') return false;
  return await new Promise((resolve) => {
    const child = spawn(program, [file], {detached: true, stdio: 'ignore', env});
    child.once('error', () => resolve(false));
    child.once('spawn', () => {
      child.unref();
      resolve(true);
    });
  });
}
