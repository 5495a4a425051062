import {spawnSync} from 'node:child_process';
import fs from 'node:fs';
import {readdir, readFile, rm, writeFile} from 'node:fs/promises';
import {syncBuiltinESMExports} from 'node:module';
import path from 'node:path';
import {expect} from 'chai';
import {KnownError} from '../../src/domain/errors.js';
import {Outbox} from '../../src/platforms/folder/boxes/outbox.js';
import type {Clock} from '../../src/ports/clock.js';
import {withFolder} from '../support/souk.js';

const CLOCK: Clock = {business: () => 0, real: () => 0, moved: false, sleep: async () => undefined};
const [A, B, C] = ['a', 'b', 'c'].map((each) => each.repeat(64)) as [string, string, string];
const FILES = {'-1.csv': 'sku,price\nMUG,8.00\n', '-2.csv': 'sku,stock\nMUG,4\n'};

interface Box {
  readonly box: string;
  put(base: string): Promise<void>;
  /** The numbers of the batches that count with an export, by a process that knows nothing of before. */
  counts(base: string): Promise<readonly number[]>;
  files(): Promise<readonly string[]>;
}

async function withBox(work: (at: Box & {readonly directory: string}) => Promise<void>): Promise<void> {
  await withFolder(async (directory) => {
    const box = path.join(directory, 'outbox');
    const outbox = () => new Outbox(directory, CLOCK);
    await work({
      directory,
      box,
      put: async (base) =>
        await outbox().put(new Map(Object.entries(FILES)), {base, run: 'R-1', changes: []}, async () => undefined),
      counts: async (base) =>
        (await outbox().batches(base)).flatMap(({sent, standing}) => (standing === 'counts' ? [sent.number] : [])),
      files: async () => (await readdir(box)).filter((name) => !name.startsWith('.')).sort(),
    });
  });
}

describe('folder shop with a dialect: batches of exports that come back', () => {
  it('count no more once a batch was made of another export', () =>
    withBox(async ({put, counts}) => {
      await put(A);
      await put(A);
      expect(await counts(A)).to.deep.equal([1, 2]);
      await put(B);
      expect([await counts(B), await counts(A)]).to.deep.equal([[3], []]);
      await put(A);
      expect([await counts(A), await counts(B)]).to.deep.equal([[4], []]);
    }));

  it('count no more once another export was seen, by whichever machine', () =>
    withBox(async ({put, counts, box}) => {
      await put(A);
      expect(await counts(A)).to.deep.equal([1]);
      expect(await counts(B)).to.deep.equal([]);
      for (const base of [A, B, C, A]) expect(await counts(base)).to.deep.equal([]);
      const seen = () => readdir(path.join(box, '.souk'));
      expect(await seen(), 'noted once').to.have.length(2);
      await put(A);
      expect(await counts(A)).to.deep.equal([2]);
      expect(await counts(A), 'numbers are those of batches alone').to.deep.equal([2]);
    }));

  it('leave nothing behind where there is no batch', () =>
    withBox(async ({counts, box}) => {
      for (const base of [A, B, A]) expect(await counts(base)).to.deep.equal([]);
      expect(await readdir(box).catch(() => null)).to.equal(null);
    }));
});

/** Puts a batch in another process that is killed right before its nth file gets its name. */
function killedAt(n: number, directory: string): NodeJS.Signals | null {
  const outbox = new URL('../../src/platforms/folder/boxes/outbox.js', import.meta.url).href;
  const script = `
    import fs from 'node:fs';
    import {syncBuiltinESMExports} from 'node:module';
    const {rename} = fs.promises;
    let left = ${n};
    fs.promises.rename = async (from, to) => {
      left -= 1;
      if (left === 0) process.kill(process.pid, 'SIGKILL');
      await rename(from, to);
    };
    syncBuiltinESMExports();
    const {Outbox} = await import(${JSON.stringify(outbox)});
    const box = new Outbox(${JSON.stringify(directory)}, {real: () => 0});
    const made = {base: ${JSON.stringify(A)}, run: 'R-0', changes: []};
    await box.put(new Map(${JSON.stringify(Object.entries(FILES))}), made, async () => undefined);`;
  const {signal, stderr} = spawnSync(process.execPath, ['--input-type=module', '-e', script], {encoding: 'utf8'});
  expect(stderr).to.equal('');
  return signal;
}

describe('folder shop with a dialect: a batch that is killed', () => {
  const NAMES = ['0001-R-0-1.csv', '0001-R-0-2.csv'];
  const NEXT = ['0002-R-1-1.csv', '0002-R-1-2.csv'];

  it('counts whole or not at all, and leaves no file that nobody counts once the next is there', async () => {
    let kills = 0;
    for (let n = 1, alive = false; !alive; n++)
      await withBox(async ({directory, put, counts, files}) => {
        alive = killedAt(n, directory) === null;
        kills += alive ? 0 : 1;
        const counted = await counts(A);
        expect(counted, `kill ${n}`).to.deep.equal(alive ? [1] : []);
        await put(A);
        const left = (await files()).filter((name) => name.includes('R-0'));
        expect(left, `kill ${n}`).to.deep.equal(alive ? NAMES : []);
        expect(await counts(A)).to.have.length(alive ? 2 : 1);
      });
    expect(kills).to.be.equal(4);
  });

  it('is said by its files until then, and leaves alone what a person changed', () =>
    withBox(async ({directory, box, put, files}) => {
      expect(killedAt(4, directory)).to.equal('SIGKILL');
      expect(await files()).to.deep.equal(NAMES);
      const standings = async () => (await new Outbox(directory, CLOCK).batches(A)).map(({standing}) => standing);
      expect(await standings()).to.deep.equal(['gone']);
      await writeFile(path.join(box, '0001-R-0-2.csv'), 'mine');
      await put(A);
      expect(await files()).to.deep.equal(['0001-R-0-2.csv', ...NEXT]);
      expect(await readFile(path.join(box, '0001-R-0-2.csv'), 'utf8')).to.equal('mine');
      expect(await standings()).to.deep.equal(['counts']);
    }));

  it('is not one of which a person took a file away: the rest of that stays', () =>
    withBox(async ({box, put, counts, files}) => {
      await put(A);
      await rm(path.join(box, '0001-R-1-2.csv'));
      await put(A);
      expect(await files()).to.deep.equal(['0001-R-1-1.csv', ...NEXT]);
      expect(await counts(A)).to.deep.equal([2]);
    }));

  it('is taken back by itself too where another machine took it for one that was left behind', () =>
    withBox(async ({directory, put, counts, files}) => {
      const {rename} = fs.promises;
      let other: Promise<void> | null = null;
      const meanwhile = async (from: string, to: string) => {
        if (other === null && to.endsWith('.json')) {
          other = put(A);
          await other;
        }
        await rename(from, to);
      };
      const made = {base: A, run: 'R-0', changes: []};
      try {
        Object.assign(fs.promises, {rename: meanwhile});
        syncBuiltinESMExports();
        const slow = new Outbox(directory, CLOCK).put(new Map(Object.entries(FILES)), made, async () => undefined);
        const code = await slow.then(
          () => 'done',
          (error: unknown) => (error instanceof KnownError ? error.code : String(error)),
        );
        expect(code).to.equal('FILE_CHANGED');
      } finally {
        Object.assign(fs.promises, {rename});
        syncBuiltinESMExports();
      }
      expect(await files()).to.deep.equal(NEXT);
      expect(await counts(A)).to.deep.equal([2]);
    }));
});
