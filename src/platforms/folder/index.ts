import path from 'node:path';
import type {Platform, PlatformKind, PlatformSetup} from '../../ports/platform.js';
import {FolderShop} from './shop.js';

/**
 * The folder shop: a directory of CSV files that any program or person may fill (COMMANDS.md "The folder shop"). For
 * platforms whose only door is a file.
 */
export const folder: PlatformKind = {
  name: 'folder',
  settings: [{name: 'dir', required: true}],
  defaultMode: 'apply',
  open: async ({shop, directory, clock}: PlatformSetup): Promise<Platform> =>
    new FolderShop(shop.name, path.resolve(shop.settings['dir'] ?? ''), directory, shop.terms, clock),
};
