import {readdir, stat, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {expect} from 'chai';
import {openSpool} from '../../src/runs/spool.js';
import {withFolder} from '../support/souk.js';

describe('runs: a spool', () => {
  const MIB = 1024 * 1024;
  for (const [name, sizes] of [
    ['nothing', []],
    ['a little', [3, 0, 5]],
    ['more than is held', [3 * MIB, 2 * MIB + 1, 5 * MIB, 7]],
  ] as const) {
    it(`gives back ${name} in its order, and leaves no file`, async () => {
      await withFolder(async (folder) => {
        const parts = sizes.map((size, index) => Buffer.alloc(size, index + 1));
        const spool = openSpool(folder);
        for (const part of parts) await spool.write(part);
        const back: Uint8Array[] = [];
        for await (const part of spool.read()) back.push(Buffer.from(part));
        expect(Buffer.concat(back).equals(Buffer.concat(parts))).to.equal(true);
        await spool.close();
        expect(await readdir(folder)).to.deep.equal([]);
      });
    });
  }

  it('makes the folder where a shared store left none, for its owner only', async () => {
    await withFolder(async (folder) => {
      const home = path.join(folder, 'not', 'there');
      const spool = openSpool(home);
      await spool.write(Buffer.alloc(5 * MIB, 1));
      expect((await stat(home)).mode & 0o777).to.equal(0o700);
      await spool.close();
      expect(await readdir(home)).to.deep.equal([]);
    });
  });

  it('says which file can not be written, and why', async () => {
    await withFolder(async (folder) => {
      const file = path.join(folder, 'file');
      await writeFile(file, '');
      const spool = openSpool(file);
      const error = await spool.write(Buffer.alloc(5 * MIB, 1)).catch((failure: unknown) => failure);
      expect(error).to.include({category: 'input', code: 'FILE_NOT_WRITABLE'});
      await spool.close();
    });
  });
});
