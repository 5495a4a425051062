import {mkdir, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {expect} from 'chai';
import {CodeCache} from '../../../src/ui/boot/code-cache.js';
import {Modules} from '../../../src/ui/boot/modules.js';
import {withFolder} from '../../support/souk.js';

interface Main {
  readonly answer: () => number;
  readonly later: () => Promise<{readonly default: number}>;
  readonly outside: () => Promise<{readonly sep: string}>;
}

const MAIN = `
const part = require('./chunks/part.js');
exports.answer = () => part.value() + require('node:path').sep.length;
exports.later = () => Promise.resolve().then(() => require('./chunks/later.js'));
exports.outside = () => __import('node:path');
`;

/** A program of three files, started twice or more with one cache. */
async function program(use: (folder: string, open: () => Modules) => Promise<void>): Promise<void> {
  await withFolder(async (folder) => {
    const code = path.join(folder, 'program');
    await mkdir(path.join(code, 'chunks'), {recursive: true});
    await mkdir(path.join(code, 'commands', 'shop'), {recursive: true});
    await writeFile(path.join(code, 'package.json'), '{"type":"commonjs"}');
    await writeFile(path.join(code, 'main.js'), MAIN);
    await writeFile(path.join(code, 'chunks', 'part.js'), 'exports.value = () => 1;');
    await writeFile(path.join(code, 'chunks', 'later.js'), 'exports.default = 7;');
    await writeFile(path.join(code, 'commands', 'shop', 'list.js'), '');
    await writeFile(path.join(code, 'commands', 'demo.js'), '');
    await use(code, () => new Modules(code, CodeCache.open(path.join(folder, 'cache', 'code'))));
  });
}

describe('the modules of the program', () => {
  it('are the same with the code of an earlier start', () =>
    program(async (_, open) => {
      for (let start = 0; start < 3; start += 1) {
        const modules = open();
        const main = modules.load('main.js') as Main;
        expect(main.answer()).to.equal(2);
        expect(modules.load('main.js')).to.equal(main);
        expect((await main.later()).default).to.equal(7);
        expect((await main.outside()).sep).to.equal(path.sep);
        modules.keep('demo');
      }
    }));

  it('are never those of another source, though it be as long', () =>
    program(async (folder, open) => {
      const first = open();
      expect((first.load('main.js') as Main).answer()).to.equal(2);
      first.keep('demo');
      await writeFile(path.join(folder, 'chunks', 'part.js'), 'exports.value = () => 8;');
      expect((open().load('main.js') as Main).answer()).to.equal(9);
    }));

  it('say which command is meant, by its file', () =>
    program(async (_, open) => {
      const modules = open();
      const {sep} = path;
      expect(modules.commandOf(['shop', 'list', '--json'])).to.equal(`commands${sep}shop${sep}list`);
      expect(modules.commandOf(['demo', 'list'])).to.equal(`commands${sep}demo`);
      expect(modules.commandOf(['../shop', 'list'])).to.equal(undefined);
      expect(modules.commandOf([])).to.equal(undefined);
    }));
});
