import {realpathSync} from 'node:fs';
import path from 'node:path';
import type {Session} from './session.js';

/** Absolute paths of this program: what cron, systemd and child processes need. */
export function programOf(session: Session): {node: string; souk: string; templates: string} {
  return {
    node: process.execPath,
    souk: realpathSync(process.argv[1] ?? ''),
    templates: path.join(session.config.root, 'templates'),
  };
}
