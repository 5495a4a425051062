import {cpus} from 'node:os';
import {type Outcome, runTrial, type Trial} from './run.js';
import {SCENARIOS} from './scenarios.js';

/** What must be reached: of the permitted, and of refusals where the limit is known or told, or must be learnt. */
const BARS = {used: 0.98, refused: {known: 0.002, told: 0.002, unknown: 0.01}} as const;

/**
 * `npm run bench:limits [part of a scenario's name]`: every server model, one process of souk and two together. Prints a
 * table; ends with 1 when a bar is missed. The waits are most of it, so trials run side by side, in as many lots as there
 * are lengths of time.
 */
async function main(wanted: string): Promise<number> {
  const trials = SCENARIOS.filter(({name, knowledge}) => `${name} ${knowledge}`.includes(wanted)).flatMap((scenario) =>
    [1, 2].map((processes): Trial => ({scenario, processes})),
  );
  const outcomes: Outcome[] = [];
  for (const lot of lotsOf(trials)) outcomes.push(...(await runLot(lot)));
  const ordered = trials.flatMap((trial) => outcomes.filter((each) => isOf(each, trial)));
  const missed = ordered.filter((outcome) => !reached(outcome));
  process.stdout.write(`${table(ordered)}\n\nNode ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? '?'}\n`);
  process.stdout.write(missed.length === 0 ? 'Every bar was reached.\n' : `${missed.length} missed a bar.\n`);
  return missed.length === 0 ? 0 : 1;
}

/** At most so many trials at once: they must not get in each other's way. */
const AT_ONCE = 14;

function lotsOf(trials: readonly Trial[]): readonly (readonly Trial[])[] {
  const lengths = [...new Set(trials.map(({scenario}) => scenario.seconds))];
  return lengths.flatMap((seconds) => {
    const same = trials.filter(({scenario}) => scenario.seconds === seconds);
    const lots = Math.ceil(same.length / AT_ONCE);
    return Array.from({length: lots}, (_, lot) => same.filter((_trial, i) => i % lots === lot));
  });
}

/** All of a lot begin together, when the last of them is ready. */
async function runLot(lot: readonly Trial[]): Promise<readonly Outcome[]> {
  let ready = 0;
  let go: () => void = () => undefined;
  const started = new Promise<void>((resolve) => {
    go = resolve;
  });
  const start = async () => {
    ready += 1;
    if (ready === lot.length) go();
    await started;
  };
  process.stderr.write(`${lot.length} trials of ${lot[0]?.scenario.seconds ?? 0} s …\n`);
  return await Promise.all(lot.map((trial) => runTrial(trial, start)));
}

function isOf({scenario, processes}: Outcome, trial: Trial): boolean {
  return scenario === trial.scenario && processes === trial.processes;
}

function reached({scenario, measured}: Outcome): boolean {
  return measured.used >= BARS.used && measured.refused <= BARS.refused[scenario.knowledge];
}

function table(outcomes: readonly Outcome[]): string {
  const head = [
    'server',
    'limit',
    'processes',
    'time ×',
    'requests',
    'of permitted',
    '429s',
    'writes/s',
    'ms cpu/request',
    '',
  ];
  const rows = outcomes.map((outcome) => {
    const {scenario, processes, measured, writes, cpuMs} = outcome;
    return [
      scenario.name,
      scenario.knowledge,
      String(processes),
      String(scenario.speed),
      String(measured.requests),
      `${(100 * measured.used).toFixed(2)} %`,
      `${(100 * measured.refused).toFixed(2)} %`,
      (writes / scenario.seconds).toFixed(1),
      (cpuMs / measured.requests).toFixed(2),
      reached(outcome) ? '' : 'missed',
    ];
  });
  const lines = [head, head.map(() => '---'), ...rows];
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

process.exitCode = await main(process.argv.slice(2).join(' '));
