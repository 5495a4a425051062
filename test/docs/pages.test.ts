import {existsSync, readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import type {Command} from '@oclif/core';
import {expect} from 'chai';
import {DIST, parseLine, readmeScript, visibleCommands} from './commands.js';

/** What users and maintainers read. */
const PAGES: readonly string[] = [
  'README.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  ...readdirSync('docs', {recursive: true, encoding: 'utf8'})
    .filter((file) => file.endsWith('.md'))
    .map((file) => path.join('docs', file)),
];

/** Command lines of a page: lines of code blocks, and code inside sentences, that begin with `souk`. */
function commandLines(text: string): string[] {
  let fenced = false;
  const blocks = text.split('\n').map((line) => {
    if (line.startsWith('```')) fenced = !fenced;
    const code = fenced || /^ {4,}/u.test(line);
    return code ? (/^\s*(?:\$ )?(souk [a-z].*)$/u.exec(line)?.[1] ?? '').replace(/\s{2,}#.*$/u, '').trim() : '';
  });
  const inline = [...text.matchAll(/`(souk [a-z][^`]*)`/gu)].map(([, line = '']) => line);
  // A line with … is a shape, not a command to type; one word in capitals stands for a command.
  return [...blocks, ...inline].filter((line) => line !== '' && !/[…[]|\b(COMMAND|TOPIC)\b/u.test(line));
}

describe('documents', () => {
  let commands: readonly Command.Loadable[] = [];

  before(async () => {
    commands = await visibleCommands();
  });

  it('README.md holds the present commands (npm run readme)', async () => {
    expect(await (await readmeScript()).freshReadme(DIST)).to.equal(readFileSync('README.md', 'utf8'));
  });

  for (const page of PAGES) {
    it(`${page}: every command line parses`, async () => {
      const wrong: string[] = [];
      for (const line of commandLines(readFileSync(page, 'utf8').split('<!-- commands -->')[0] ?? '')) {
        if (/^souk [a-z][a-z-]*( [a-z][a-z-]*)?$/u.test(line)) {
          const id = line.split(' ').slice(1).join(':');
          if (!commands.some((command) => command.id === id || command.id.startsWith(`${id}:`))) wrong.push(line);
        } else await parseLine(commands, line).catch((error: unknown) => wrong.push(`${line}: ${String(error)}`));
      }
      expect(wrong).to.deep.equal([]);
    });

    it(`${page}: every file it points to is there`, () => {
      const text = readFileSync(page, 'utf8');
      const targets = [...text.matchAll(/\]\((?!https?:|#)([^)#]+)/gu)].map(([, target = '']) => target);
      const missing = targets.filter((target) => !existsSync(path.join(path.dirname(page), target)));
      expect(missing).to.deep.equal([]);
    });
  }
});
