import {cpus} from 'node:os';
import type {Trial} from './run.js';
import {paceOf} from './scenarios.js';

/** Requests a second, of all trials that run side by side; each process more costs some. */
const MOST_PER_SECOND = 75;
const MOST_AT_ONCE = 10;
const SECOND_PROCESS = 0.5;

/** Runs all trials, the longest first, as many side by side as the machine carries without being felt. */
export async function inTurn<T>(trials: readonly Trial[], run: (trial: Trial) => Promise<T>): Promise<readonly T[]> {
  const left = [...trials].sort((a, b) => b.scenario.seconds - a.scenario.seconds || loadOf(b) - loadOf(a));
  const done: T[] = [];
  const running = new Map<Trial, Promise<void>>();
  while (left.length > 0 || running.size > 0) {
    const load = [...running.keys()].reduce((sum, trial) => sum + loadOf(trial), 0);
    const next = left.findIndex((trial) => running.size === 0 || load + loadOf(trial) <= MOST_PER_SECOND);
    const [trial] = next < 0 || running.size >= MOST_AT_ONCE ? [] : left.splice(next, 1);
    if (trial === undefined) {
      await Promise.race(running.values());
      continue;
    }
    process.stderr.write(`${trial.scenario.name}, ${trial.scenario.knowledge}, ${trial.processes} …\n`);
    const ended = run(trial).then((outcome) => {
      done.push(outcome);
      running.delete(trial);
    });
    running.set(trial, ended);
  }
  return done;
}

function loadOf({scenario, processes}: Trial): number {
  return paceOf(scenario) * (1 + SECOND_PROCESS * (processes - 1));
}

/** How the machine was meanwhile. */
export interface Weather {
  /** The share of all processors that was at work, for whatever. */
  readonly busy: number;
  /** Mean ms by which a timer of a process with nothing else to do came late. */
  readonly late: number;
}

const TIMER_MS = 50;

/** Watches the machine between a call of this and a call of what it gives. */
export function watchMachine(): () => Weather {
  const before = total();
  let [from, late, count] = [performance.now(), 0, 0];
  const timer = setInterval(() => {
    const now = performance.now();
    late += Math.max(0, now - from - TIMER_MS);
    count += 1;
    from = now;
  }, TIMER_MS);
  return () => {
    clearInterval(timer);
    const after = total();
    const busy = 1 - (after.idle - before.idle) / Math.max(1, after.all - before.all);
    return {busy, late: late / Math.max(1, count)};
  };
}

function total(): {readonly idle: number; readonly all: number} {
  const times = cpus().map((cpu) => cpu.times);
  const sum = (of: readonly number[]) => of.reduce((whole, each) => whole + each, 0);
  return {idle: sum(times.map(({idle}) => idle)), all: sum(times.flatMap((each) => Object.values(each)))};
}
