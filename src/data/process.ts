import {execFileSync} from 'node:child_process';
import {readFileSync, readlinkSync} from 'node:fs';
import {hostname} from 'node:os';
import type {LockOwner} from '../ports/data.js';

/**
 * This process, as a lock remembers it: a pid alone would fit another process after a reboot or once pids come round,
 * so the boot and the process's start time go with it; and a name may be that of two machines, or change, so the machine
 * and the table of its pids do too. What a system does not tell is empty.
 */
export function thisProcess(): LockOwner {
  return {
    pid: process.pid,
    host: hostname(),
    bootId: bootId(),
    startedAt: startOf(process.pid) ?? '',
    machine: readText('/etc/machine-id')?.trim() ?? '',
    pids: pidTable(),
  };
}

/**
 * True when two processes are counted in one table of pids, so that the one can be asked whether the other lives. Where
 * the boot is known it tells, whatever the machine is called by now.
 */
export function sameTable(a: LockOwner, b: LockOwner): boolean {
  if ((a.pids ?? '') !== (b.pids ?? '')) return false;
  return a.bootId === '' && b.bootId === '' ? a.host === b.host : a.bootId === b.bootId;
}

/**
 * True when the owner surely lives no more: its machine was started anew since, there is no such process, or one that
 * began at another time. Of an owner on another machine or in another container nothing is known; its lease tells.
 */
export function isDead(owner: LockOwner): boolean {
  const me = thisProcess();
  if (!sameTable(owner, me)) return startedAnew(owner, me);
  if (!isRunning(owner.pid)) return true;
  const startedAt = startOf(owner.pid);
  return owner.startedAt !== '' && startedAt !== null && startedAt !== owner.startedAt;
}

/** The same machine after another boot. Where no machine has an identity its name must do. */
function startedAnew(owner: LockOwner, me: LockOwner): boolean {
  if (owner.bootId === '' || me.bootId === '' || owner.bootId === me.bootId) return false;
  return owner.host === me.host && (owner.machine ?? '') === (me.machine ?? '');
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

/** Linux: the name space of pids this process lives in. */
function pidTable(): string {
  try {
    return readlinkSync('/proc/self/ns/pid');
  } catch {
    return '';
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
