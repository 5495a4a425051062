import {chmod, mkdir, readdir, readFile, rename, stat, symlink, utimes, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {expect} from 'chai';
import {CodeCache} from '../../../src/ui/boot/code-cache.js';
import {withFolder} from '../../support/souk.js';

const A = {name: 'a.js', source: 1, data: Buffer.from('bytecode of a')};
const B = {name: 'chunks/b.js', source: 2, data: Buffer.from('bytecode of b, which is longer')};

const all = () => true;

/** A cache that holds A, learned of the command `list`, and what can be read of it after something was done to it. */
async function afterwards(change: (file: string) => Promise<void>): Promise<string | undefined> {
  return await withFolder(async (folder) => {
    const file = path.join(folder, 'cache', 'code');
    CodeCache.open(file).keep('list', () => [A], all);
    expect(CodeCache.open(file).get('a.js', 1)?.toString()).to.equal('bytecode of a');
    await change(file);
    return CodeCache.open(file).get('a.js', 1)?.toString();
  });
}

describe('the cache of compiled code', () => {
  it('gives back what was kept, of the very source it was made of', () =>
    withFolder(async (folder) => {
      const file = path.join(folder, 'deep', 'cache', 'code');
      const cache = CodeCache.open(file);
      expect([cache.has('list'), cache.get('a.js', 1)]).to.deep.equal([false, undefined]);
      cache.keep('list', () => [A, B], all);
      const kept = CodeCache.open(file);
      expect(kept.has('list')).to.equal(true);
      expect(kept.get('a.js', 1)).to.deep.equal(A.data);
      expect(kept.get('chunks/b.js', 2)).to.deep.equal(B.data);
      expect(kept.get('a.js', 7)).to.equal(undefined);
      expect((await stat(file)).mode & 0o777).to.equal(0o600);
      expect((await stat(path.dirname(file))).mode & 0o777).to.equal(0o700);
      expect(await readdir(path.dirname(file))).to.deep.equal(['code']);
    }));

  it('keeps what another start kept meanwhile', () =>
    withFolder(async (folder) => {
      const file = path.join(folder, 'cache', 'code');
      const [one, other] = [CodeCache.open(file), CodeCache.open(file)];
      one.keep('list', () => [A], all);
      other.keep('pull', () => [B], all);
      const kept = CodeCache.open(file);
      expect([kept.has('list'), kept.has('pull')]).to.deep.equal([true, true]);
      expect(kept.get('a.js', 1)).to.deep.equal(A.data);
      expect(kept.get('chunks/b.js', 2)).to.deep.equal(B.data);
    }));

  it('forgets files that the program has no more', () =>
    withFolder(async (folder) => {
      const file = path.join(folder, 'cache', 'code');
      CodeCache.open(file).keep('list', () => [A], all);
      CodeCache.open(file).keep(
        'pull',
        () => [B],
        (name) => name !== 'a.js',
      );
      expect(CodeCache.open(file).get('a.js', 1)).to.equal(undefined);
      expect(CodeCache.open(file).get('chunks/b.js', 2)).to.deep.equal(B.data);
    }));

  it('takes no byte that is not as it was written', async () => {
    const spoil = (at: (length: number) => number) => async (file: string) => {
      const bytes = await readFile(file);
      const place = at(bytes.length);
      bytes.writeUInt8(bytes.readUInt8(place) ^ 1, place);
      await writeFile(file, bytes);
    };
    for (const at of [() => 0, () => 4, () => 20, (length: number) => length - 10]) {
      expect(await afterwards(spoil(at))).to.equal(undefined);
    }
    expect(await afterwards(async (file) => await writeFile(file, Buffer.alloc(4096)))).to.equal(undefined);
    for (const kept of [0, 5, 60]) {
      const cut = async (file: string) => await writeFile(file, (await readFile(file)).subarray(0, kept));
      expect(await afterwards(cut)).to.equal(undefined);
    }
  });

  it('gives what is damaged no new sum when something else is kept', async () => {
    const spoiled = await afterwards(async (file) => {
      const bytes = await readFile(file);
      const place = bytes.indexOf('bytecode of a');
      bytes.writeUInt8(bytes.readUInt8(place) ^ 1, place);
      await writeFile(file, bytes);
      CodeCache.open(file).keep('pull', () => [B], all);
      expect(CodeCache.open(file).get('chunks/b.js', 2)).to.deep.equal(B.data);
    });
    expect(spoiled).to.equal(undefined);
  });

  it('takes nothing that somebody else could have written', async () => {
    expect(await afterwards((file) => chmod(file, 0o622))).to.equal(undefined);
    expect(await afterwards((file) => chmod(path.dirname(file), 0o777))).to.equal(undefined);
    const link = async (file: string) => {
      await rename(file, `${file}-elsewhere`);
      await symlink(`${file}-elsewhere`, file);
    };
    expect(await afterwards(link)).to.equal(undefined);
  });

  it('writes nothing into a folder of others, and does without one', () =>
    withFolder(async (folder) => {
      const open = path.join(folder, 'open');
      await mkdir(open);
      await chmod(open, 0o777);
      CodeCache.open(path.join(open, 'code')).keep('list', () => [A], all);
      expect(await readdir(open)).to.deep.equal([]);
      await writeFile(path.join(folder, 'file'), '');
      CodeCache.open(path.join(folder, 'file', 'code')).keep('list', () => [A], all);
      const none = CodeCache.open(null);
      none.keep('list', () => [A], all);
      expect(none.get('a.js', 1)).to.equal(undefined);
    }));

  it('takes away what nobody has written for a month', () =>
    withFolder(async (folder) => {
      const file = path.join(folder, 'cache', 'code');
      CodeCache.open(file).keep('list', () => [A], all);
      const old = path.join(folder, 'cache', 'older');
      await writeFile(old, 'of an older version');
      await utimes(old, new Date(), new Date(Date.now() - 31 * 24 * 3_600_000));
      CodeCache.open(file).keep('pull', () => [B], all);
      expect(await readdir(path.dirname(file))).to.deep.equal(['code']);
    }));
});
