import path from 'node:path';
import {KnownError} from '../domain/errors.js';

/** `--set NAME=VALUE` flags and named ones as one record. Directories are kept absolute: cron has another working directory. */
export function settingsFrom(
  pairs: readonly string[],
  named: Readonly<Record<string, string | undefined>>,
): Record<string, string> {
  const settings: Record<string, string> = {};
  for (const pair of pairs) {
    const at = pair.indexOf('=');
    if (at < 1) throw new KnownError('usage', 'PLATFORM_SETTING_MALFORMED', {text: pair});
    settings[pair.slice(0, at)] = pair.slice(at + 1);
  }
  for (const [name, value] of Object.entries(named)) {
    if (value !== undefined) settings[name] = name === 'dir' ? path.resolve(value) : value;
  }
  return settings;
}
