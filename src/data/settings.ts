import {readFile} from 'node:fs/promises';
import path from 'node:path';
import {KnownError} from '../domain/errors.js';
import {explain} from './failures.js';
import {makeFolder} from './file.js';
import {isMissing} from './private-file.js';

/**
 * What may be set: the shop meant without `--shop`; the `postgres://` URL of a shared store; and the minutes that a run
 * may take.
 */
export const SETTING_KEYS = ['shop', 'database', 'run-minutes'] as const;
export type SettingKey = (typeof SETTING_KEYS)[number];
export type Settings = Readonly<Partial<Record<SettingKey, string>>>;

/** Reads `settings.json` of a home; every command does, so it loads nothing. Keys of a newer souk are passed over. */
export async function readSettings(home: string): Promise<Settings> {
  const file = path.join(home, 'settings.json');
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (isMissing(error)) return {};
    throw explain(error, file);
  }
  return parseSettings(file, text);
}

function parseSettings(file: string, text: string): Settings {
  const damaged = (why: string) => new KnownError('input', 'SETTINGS_DAMAGED', {file, why});
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    // The parser's own words would quote the file, and with it a password in a URL.
    throw damaged('not JSON');
  }
  if (content === null || typeof content !== 'object' || Array.isArray(content)) throw damaged('not a JSON object');
  const settings: Partial<Record<SettingKey, string>> = {};
  for (const [key, value] of Object.entries(content)) {
    if (!isSettingKey(key)) continue;
    if (typeof value !== 'string') throw damaged(`"${key}" is not a text`);
    settings[key] = value;
  }
  return settings;
}

/** Half a day: a run that takes longer would meet the next night's. */
const RUN_MINUTES = 12 * 60;
const MOST_RUN_MINUTES = 7 * 24 * 60;

/** ms that a run may take. Throws KnownError input STORE_SETTING_INVALID for what is no number of minutes. */
export function runBudgetMs({'run-minutes': text}: Settings): number {
  const minutes = text === undefined ? RUN_MINUTES : Number(text);
  if (!/^\d+$/u.test(text ?? '0') || minutes < 1 || minutes > MOST_RUN_MINUTES)
    throw new KnownError('input', 'STORE_SETTING_INVALID', {
      key: 'run-minutes',
      value: text ?? '',
      wanted: `minutes, from 1 to ${MOST_RUN_MINUTES}`,
    });
  return minutes * 60_000;
}

/** Sets one key, or removes it (null). Throws KnownError STORE_SETTING_UNKNOWN for a key souk does not know. */
export async function writeSetting(home: string, key: string, value: string | null): Promise<void> {
  if (!isSettingKey(key)) throw new KnownError('usage', 'STORE_SETTING_UNKNOWN', {key, known: SETTING_KEYS.join(', ')});
  if (value !== null) runBudgetMs({[key]: value});
  // Conf would put an empty file in the place of a damaged one.
  await readSettings(home);
  const {default: Conf} = await import('conf');
  try {
    makeFolder(path.resolve(home));
    const conf = new Conf({cwd: home, configName: 'settings', configFileMode: 0o600});
    if (value === null) conf.delete(key);
    else conf.set(key, value);
  } catch (error) {
    throw explain(error, path.join(home, 'settings.json'));
  }
}

function isSettingKey(key: string): key is SettingKey {
  return (SETTING_KEYS as readonly string[]).includes(key);
}
