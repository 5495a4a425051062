import {expect} from 'chai';
import {type SoukOptions, souk} from './souk.js';

/** Connects a folder as the shop `main`, in USD and UTC; `more`: further flags. */
export async function addFolder(dir: string, options: SoukOptions, more: readonly string[] = []): Promise<void> {
  const terms = ['--currency', 'USD', '--time-zone', 'UTC', ...more];
  const {code, stderr} = await souk(['shop', 'add', 'main', '--platform', 'folder', '--dir', dir, ...terms], options);
  expect(stderr).to.equal('');
  expect(code).to.equal(0);
}
