import {execFileSync, spawnSync} from 'node:child_process';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {setTimeout} from 'node:timers/promises';
import type {Context} from 'mocha';
import {ROOT, SOUK_BIN} from '../../support/souk.js';

/** Longest time for something to come up on a screen. */
const PATIENCE_MS = 45_000;

/** Skips what needs a terminal, and says so, where there is no tmux to make one with. */
export function needTmux(context: Context, what: string): void {
  if (spawnSync('tmux', ['-V'], {stdio: 'ignore'}).status === 0) return;
  process.stdout.write(`    no tmux here: ${what} is skipped\n`);
  context.skip();
}

/** A real terminal with a shell in it. */
export interface Terminal {
  /** Types a souk command and Enter; `settings` go before it, such as `NO_COLOR=1`. */
  souk(command: string, settings?: string): void;
  /** Sends keys by tmux's names: `Enter`, `C-c`, `Down`, or text. */
  keys(...keys: readonly string[]): void;
  /** The screen as text; `colours` keeps the escape sequences. */
  screen(colours?: boolean): string;
  /** Waits until the screen shows this, and returns the screen. */
  shows(what: RegExp): Promise<string>;
  /** Waits for the command's end and returns its exit code and the screen. */
  ended(): Promise<{readonly code: number; readonly screen: string}>;
  clear(): void;
  close(): void;
}

/** Opens a terminal of this size in a tmux server of its own. */
export function openTerminal(home: string, width: number, height = 60): Terminal {
  const folder = mkdtempSync(path.join(tmpdir(), 'souk-tmux-'));
  const socket = path.join(folder, 'socket');
  const tmux = (...args: readonly string[]) =>
    execFileSync('tmux', ['-S', socket, '-f', '/dev/null', ...args], {
      encoding: 'utf8',
      cwd: ROOT,
      env: environment(home),
    });
  let commands = 0;
  tmux('new-session', '-d', '-x', String(width), '-y', String(height), 'env PS1="$ " sh');
  const screen = (colours = false) => tmux('capture-pane', '-p', '-J', ...(colours ? ['-e'] : []), '-t', '0');
  const shows = async (what: RegExp): Promise<string> => {
    const until = Date.now() + PATIENCE_MS;
    for (;;) {
      const seen = screen();
      if (what.test(seen)) return seen;
      if (Date.now() > until) throw new Error(`the terminal never showed ${String(what)}:\n${seen}`);
      await setTimeout(60);
    }
  };
  return {
    souk: (command, settings = '') => {
      commands += 1;
      tmux('send-keys', '-t', '0', '-l', `${settings} $SOUK ${command}; echo "<end ${commands}: $?>"`);
      tmux('send-keys', '-t', '0', 'Enter');
    },
    keys: (...keys) => {
      for (const key of keys) tmux('send-keys', '-t', '0', key);
    },
    screen,
    shows,
    ended: async () => {
      const end = new RegExp(`^<end ${commands}: (\\d+)>`, 'mu');
      const seen = await shows(end);
      return {code: Number(end.exec(seen)?.[1]), screen: seen};
    },
    clear: () => {
      tmux('send-keys', '-t', '0', '-R');
      tmux('clear-history', '-t', '0');
    },
    close: () => {
      spawnSync('tmux', ['-S', socket, 'kill-server'], {stdio: 'ignore'});
      rmSync(folder, {recursive: true, force: true});
    },
  };
}

/** What the shell in the terminal begins with: a colour terminal, and nothing of the caller's settings. */
function environment(home: string): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(SOUK_(HOME|NOW|DATABASE_URL)|FORCE_COLOR|NO_COLOR|CI|TMUX.*)$/u.test(name),
  );
  return {
    ...Object.fromEntries(kept),
    SOUK_HOME: home,
    SOUK: `${process.execPath} ${SOUK_BIN}`,
    TERM: 'screen-256color',
    LANG: 'C.UTF-8',
    LC_ALL: 'C.UTF-8',
  };
}
