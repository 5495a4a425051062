import {readFile} from 'node:fs/promises';
import path from 'node:path';
import {KnownError} from '../../domain/errors.js';

export type Scheduler = 'crontab' | 'systemd';

export interface ScheduleInput {
  readonly scheduler: Scheduler;
  /** Time of day, "02:00". */
  readonly at: string;
  /** Absolute paths: cron and systemd have neither the user's PATH nor nvm. */
  readonly node: string;
  readonly souk: string;
  readonly home: string;
  readonly shops: readonly string[];
  /** Folder of the templates. */
  readonly templates: string;
}

/** One file to put in place, and where. */
export interface ScheduleFile {
  readonly name: string;
  readonly place: string;
  readonly text: string;
}

const FILES: Readonly<Record<Scheduler, readonly {readonly name: string; readonly place: string}[]>> = {
  crontab: [{name: 'crontab', place: 'crontab -e'}],
  systemd: [
    {name: 'souk-nightly.service', place: '~/.config/systemd/user/souk-nightly.service'},
    {name: 'souk-nightly.timer', place: '~/.config/systemd/user/souk-nightly.timer'},
  ],
};

/** The lines that run `souk nightly` every night, with absolute paths, a log and a notice on failure. */
export async function scheduleFiles(input: ScheduleInput): Promise<readonly ScheduleFile[]> {
  const time = /^([01]?\d|2[0-3]):([0-5]\d)$/u.exec(input.at);
  if (time === null) throw new KnownError('usage', 'TIME_INVALID', {text: input.at});
  const [, hour = '2', minute = '00'] = time;
  const quote = input.scheduler === 'crontab' ? cronWord : systemdWord;
  const environment = `SOUK_HOME=${input.home}`;
  const words = [
    input.node,
    input.souk,
    'nightly',
    '--yes',
    '--quiet',
    ...input.shops.flatMap((shop) => ['--shop', shop]),
  ].map(quote);
  const values: Readonly<Record<string, string>> = {
    hour: input.scheduler === 'crontab' ? String(Number(hour)) : hour.padStart(2, '0'),
    minute: input.scheduler === 'crontab' ? String(Number(minute)) : minute,
    environment: quote(environment),
    // The rest of the line is the path: blanks stand as they are, `%` begins a specifier here too.
    log: input.scheduler === 'crontab' ? quote(logFile(input.home)) : logFile(input.home).replaceAll('%', '%%'),
    command: (input.scheduler === 'crontab' ? [`SOUK_HOME=${quote(input.home)}`, ...words] : words).join(' '),
  };
  return await Promise.all(
    FILES[input.scheduler].map(async ({name, place}) => {
      const template = await readFile(path.join(input.templates, 'schedule', name), 'utf8');
      return {name, place, text: template.replace(/\{\{(\w+)\}\}/gu, (whole, key: string) => values[key] ?? whole)};
    }),
  );
}

function logFile(home: string): string {
  return path.join(home, 'nightly.log');
}

/** A word for the shell that cron starts; `%` would be a new line to cron. */
function cronWord(word: string): string {
  const escaped = word.replaceAll('%', '\\%');
  return /^[\w@%+=:,./\\-]+$/u.test(escaped) ? escaped : `'${escaped.replaceAll("'", "'\\''")}'`;
}

/** A word of a systemd unit: quoted where it has blanks, `%` doubled since it begins a specifier. */
function systemdWord(word: string): string {
  const escaped = word.replaceAll('\\', '\\\\').replaceAll('%', '%%').replaceAll('"', '\\"');
  return /\s/u.test(word) ? `"${escaped}"` : escaped;
}
