import path from 'node:path';
import {KnownError} from '../../domain/errors.js';
import type {Platform, PlatformKind, PlatformSetup} from '../../ports/platform.js';
import {FolderShop} from './shop.js';

/**
 * The folder shop: a directory of CSV files that any program or person may fill (COMMANDS.md "The folder shop"). For
 * platforms whose only door is a file.
 */
export const folder: PlatformKind = {
  name: 'folder',
  settings: [
    {name: 'dir', required: true},
    {name: 'dialect', required: false},
  ],
  defaultMode: 'apply',
  open: async ({shop: {name, terms, settings}, directory: own, clock}: PlatformSetup): Promise<Platform> => {
    const directory = path.resolve(settings['dir'] ?? '');
    const named = settings['dialect'] ?? '';
    if (named === '') return new FolderShop(name, directory, own, terms, clock);
    const [{dialectNamed, DIALECTS}, {BoxesShop}] = await Promise.all([
      import('../../formats/dialects/index.js'),
      import('./boxes/shop.js'),
    ]);
    const dialect = dialectNamed(named);
    const {upload} = dialect;
    if (upload !== undefined) return new BoxesShop({name, directory, terms, clock, dialect, upload});
    const known = DIALECTS.flatMap((each) => (each.upload === undefined ? [] : [each.name]));
    throw new KnownError('usage', 'DIALECT_NO_UPLOAD', {name: named, known: known.join(', ')});
  },
};
