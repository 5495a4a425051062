import {execFileSync} from 'node:child_process';
import {readFileSync} from 'node:fs';
import {hostname} from 'node:os';
import type {LockOwner} from '../ports/data.js';

/**
 * This process, as a lock remembers it: a pid alone would fit another process after a reboot or once pids come round,
 * so the boot and the process's start time go with it. Where a system tells neither they are empty.
 */
export function thisProcess(): LockOwner {
  return {pid: process.pid, host: hostname(), bootId: bootId(), startedAt: startOf(process.pid) ?? ''};
}

/**
 * True when the owner surely lives no more: same machine, and another boot, no such process, or a process that began
 * at another time. An owner on another machine is never said to be dead; its lease tells.
 */
export function isDead(owner: LockOwner): boolean {
  if (owner.host !== hostname()) return false;
  const boot = bootId();
  if (owner.bootId !== '' && boot !== '' && owner.bootId !== boot) return true;
  if (!isRunning(owner.pid)) return true;
  const startedAt = startOf(owner.pid);
  return owner.startedAt !== '' && startedAt !== null && startedAt !== owner.startedAt;
}

function isRunning(pid: number): boolean {
  if (!Number.isSafeInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it runs, and belongs to somebody else.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

function bootId(): string {
  return readText('/proc/sys/kernel/random/boot_id')?.trim() ?? '';
}

/** Start time of a process in the system's own words; null when it is not told. A zombie has ended, whatever its pid says. */
function startOf(pid: number): string | null {
  const stat = readText(`/proc/${pid}/stat`);
  if (stat !== null) return startOfStat(stat);
  if (process.platform === 'linux' || process.platform === 'win32') return null;
  try {
    const env = {LC_ALL: 'C', TZ: 'UTC'};
    return execFileSync('/bin/ps', ['-o', 'lstart=', '-p', String(pid)], {encoding: 'utf8', stdio: 'pipe', env}).trim();
  } catch {
    return null;
  }
}

/** Field 22 of /proc/PID/stat. The second field is the name in brackets and may hold spaces and brackets itself. */
export function startOfStat(stat: string): string | null {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  if (fields[0] === 'Z' || fields[0] === 'X') return 'ended';
  return fields[19] ?? null;
}

function readText(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}
