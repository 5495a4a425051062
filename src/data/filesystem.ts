import {readFileSync, realpathSync} from 'node:fs';
import path from 'node:path';
import {KnownError} from '../domain/errors.js';

/** File systems behind a network, as Linux names them in /proc/mounts. */
const NETWORK =
  /^(nfs[34]?|cifs|smb\w*|afs|ncpfs|coda|ceph|lustre|beegfs\w*|glusterfs|gpfs|davfs\d?|fuse\.(sshfs|smbnetfs|gvfsd-fuse|rclone|s3fs|goofys|gcsfuse|davfs\d?|curlftpfs|ceph|ceph-fuse|glusterfs|cvmfs\w*|juicefs|beegfs\w*))$/u;

/** The type of the file system a path is on, out of the text of /proc/mounts; null when no mount covers it. */
export function mountType(file: string, mounts: string): string | null {
  let best = {point: '', type: null as string | null};
  for (const line of mounts.split('\n')) {
    const [, rawPoint, type] = line.split(' ');
    if (rawPoint === undefined || type === undefined) continue;
    const point = rawPoint.replace(/\\([0-7]{3})/gu, (_, octal: string) =>
      String.fromCharCode(Number.parseInt(octal, 8)),
    );
    // Of two mounts on one point the later one hides the earlier.
    if (covers(point, file) && point.length >= best.point.length) best = {point, type};
  }
  return best.type;
}

function covers(point: string, file: string): boolean {
  return point === '/' || file === point || file.startsWith(`${point}/`);
}

/** True for a type of file system on which locks and WAL can not be trusted. */
export function isNetworkType(type: string): boolean {
  return NETWORK.test(type);
}

/** Refuses a folder on a network file system (KnownError STORE_ON_NETWORK). Looks at Linux only. */
export function refuseNetwork(folder: string): void {
  const mounts = readMounts();
  if (mounts === null) return;
  const type = mountType(realFolder(folder), mounts);
  if (type !== null && isNetworkType(type)) throw new KnownError('input', 'STORE_ON_NETWORK', {location: folder, type});
}

function readMounts(): string | null {
  try {
    return readFileSync('/proc/self/mounts', 'utf8');
  } catch {
    return null;
  }
}

/** The folder with its symlinks resolved, or that of its nearest parent that exists. */
export function realFolder(folder: string): string {
  const absolute = path.resolve(folder);
  try {
    return realpathSync(absolute);
  } catch {
    const parent = path.dirname(absolute);
    return parent === absolute ? absolute : path.join(realFolder(parent), path.basename(absolute));
  }
}
