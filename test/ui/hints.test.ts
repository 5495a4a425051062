import {existsSync, readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {fileURLToPath, pathToFileURL} from 'node:url';
import {expect} from 'chai';
import {ROOT} from '../support/souk.js';

/** First words that are only ever a command, here or in a later souk; all others may be prose ("souk knows"). */
const TOPICS =
  /^(bound|config|cost|data|demo|doctor|fee|fx|init|item|listing|nightly|order|pause|plan|practice|price|promo|report|reprice|rival|run|schedule|settlement|shop|spend|supply|traffic)$/u;
const CATALOGUE = path.join(ROOT, 'src/ui/messages/en');
/** Where the commands of the program under test are compiled to: beside this test. */
const COMMANDS = fileURLToPath(new URL('../../commands/', import.meta.url));

/** A command that the words of souk tell people to type. */
interface Told {
  readonly where: string;
  readonly text: string;
  readonly file: string;
  readonly flags: readonly string[];
}

function told(): readonly Told[] {
  return readdirSync(CATALOGUE).flatMap((name) =>
    readFileSync(path.join(CATALOGUE, name), 'utf8')
      .split('\n')
      .flatMap((line, index) => commandsIn(line).map((found) => ({where: `${name}:${index + 1}`, ...found}))),
  );
}

function commandsIn(line: string): readonly Omit<Told, 'where'>[] {
  return line
    .split(/\bsouk (?=[a-z])/u)
    .slice(1)
    .flatMap((rest) => {
      const text = rest.replace(/['"`;)].*$/u, '');
      const [first = '', second = '', third = ''] = text.split(/[\s,.:…]+/u);
      if (!TOPICS.test(first)) return [];
      const alone = existsSync(path.join(COMMANDS, `${first}.js`));
      const nested = existsSync(path.join(COMMANDS, first, second));
      const below = nested ? path.join(first, second, `${third}.js`) : path.join(first, `${second}.js`);
      const file = path.join(COMMANDS, alone ? `${first}.js` : below);
      const own = text.split(/ or | and |, /u)[0] ?? '';
      return [{text, file, flags: [...own.matchAll(/--([a-z][a-z-]+)/gu)].map(([, flag = '']) => flag)}];
    });
}

describe('what souk tells people to type', () => {
  const all = told();

  it('is found in its words', () => {
    expect(all.length).to.be.greaterThan(80);
  });

  it('is a command that is there', () => {
    expect(all.filter(({file}) => !existsSync(file)).map(({where, text}) => `${where} souk ${text}`)).to.deep.equal([]);
  });

  it('with flags that it has', async () => {
    const strange: string[] = [];
    for (const {where, text, file, flags} of all.filter((each) => existsSync(each.file))) {
      const {default: command} = (await import(pathToFileURL(file).href)) as {
        default: {flags?: object; baseFlags?: object};
      };
      const known = new Set(['help', ...Object.keys({...command.flags, ...command.baseFlags})]);
      for (const flag of flags)
        if (!known.has(flag) && !known.has(flag.replace(/^no-/u, ''))) strange.push(`${where} souk ${text}: --${flag}`);
    }
    expect(strange).to.deep.equal([]);
  });
});
