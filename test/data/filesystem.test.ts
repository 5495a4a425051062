import {mkdir, symlink} from 'node:fs/promises';
import path from 'node:path';
import {expect} from 'chai';
import {isNetworkType, mountType, realFolder} from '../../src/data/filesystem.js';
import {withFolder} from '../support/souk.js';

const MOUNTS = `sysfs /sys sysfs rw 0 0
/dev/sda1 / ext4 rw 0 0
server:/home /home nfs4 rw 0 0
/dev/sdb1 /home/ada/local btrfs rw 0 0
//nas/share /mnt/the\\040share cifs rw 0 0
ada@host: /mnt/far fuse.sshfs rw 0 0
tmpfs /mnt/far/over tmpfs rw 0 0
/dev/sdc1 /twice ext4 rw 0 0
server:/twice /twice nfs rw 0 0
`;

describe('network file systems', () => {
  const cases: readonly (readonly [string, string, boolean])[] = [
    ['/', 'ext4', false],
    ['/var/souk', 'ext4', false],
    ['/home', 'nfs4', true],
    ['/home/ada/.local/share/souk', 'nfs4', true],
    ['/home/ada/local/souk', 'btrfs', false],
    ['/home/ada/locally', 'nfs4', true],
    ['/homely', 'ext4', false],
    ['/mnt/the share/souk', 'cifs', true],
    ['/mnt/far/souk', 'fuse.sshfs', true],
    ['/mnt/far/over/souk', 'tmpfs', false],
    ['/twice/souk', 'nfs', true],
  ];
  for (const [folder, type, network] of cases) {
    it(`${folder} is on ${type}`, () => {
      expect(mountType(folder, MOUNTS)).to.equal(type);
      expect(isNetworkType(type)).to.equal(network);
    });
  }

  it('knows others by name, and local ones are not among them', () => {
    for (const type of ['smb3', 'smbfs', 'ceph', 'fuse.rclone', 'fuse.glusterfs', 'afs'])
      expect(isNetworkType(type), type).to.equal(true);
    for (const type of ['xfs', 'overlay', 'zfs', 'fuse.ntfs-3g', 'fuseblk', 'nfsd', 'virtiofs'])
      expect(isNetworkType(type), type).to.equal(false);
    expect(mountType('/x', '')).to.equal(null);
  });

  it('looks where a link leads, also for a folder that is not there yet', async () => {
    await withFolder(async (folder) => {
      await mkdir(path.join(folder, 'real'));
      await symlink(path.join(folder, 'real'), path.join(folder, 'link'));
      const real = realFolder(path.join(folder, 'real'));
      expect(realFolder(path.join(folder, 'link', 'not', 'yet'))).to.equal(path.join(real, 'not', 'yet'));
    });
  });
});
