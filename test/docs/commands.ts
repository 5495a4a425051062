import path from 'node:path';
import {pathToFileURL} from 'node:url';
import {type Command, type Config, Parser} from '@oclif/core';

interface Readme {
  loadCommands(dist: string): Promise<Config>;
  freshReadme(dist: string): Promise<string>;
}

/** Where the compiled commands are. */
export const DIST = process.env['SOUK_DIST'] ?? 'dist';

/** What `npm run readme` does. */
export async function readmeScript(): Promise<Readme> {
  return (await import(pathToFileURL(path.resolve('scripts/readme.mjs')).href)) as Readme;
}

/** Every command that people see. */
export async function visibleCommands(): Promise<readonly Command.Loadable[]> {
  const {commands} = await (await readmeScript()).loadCommands(DIST);
  return commands.filter(({hidden}) => hidden !== true);
}

/** The words of a command line: quotes group, nothing else is special. */
export function wordsOf(line: string): string[] {
  return [...line.matchAll(/(?:[^\s'"]|'[^']*'|"[^"]*")+/gu)].map(([word]) =>
    word.replace(/'([^']*)'|"([^"]*)"/gu, '$1$2'),
  );
}

/**
 * Parses a line that begins with `souk` as souk would, flags and arguments and all.
 *
 * @throws Error that says what is wrong with it
 */
export async function parseLine(commands: readonly Command.Loadable[], line: string): Promise<void> {
  const [program, ...words] = wordsOf(line);
  if (program !== 'souk') throw new Error(`does not begin with souk: ${line}`);
  const named = (count: number) => commands.find(({id}) => id === words.slice(0, count).join(':'));
  const length = [3, 2, 1].find((count) => count <= words.length && named(count) !== undefined);
  const command = length === undefined ? undefined : named(length);
  if (command === undefined) throw new Error(`no such command: ${line}`);
  const {flags = {}, baseFlags = {}, args = {}, strict} = await command.load();
  await Parser.parse(words.slice(length), {flags: {...baseFlags, ...flags}, args, strict});
}
