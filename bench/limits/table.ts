import type {Outcome} from './run.js';
import {isVirtual} from './scenarios.js';

const HEAD = [
  'server',
  'limit',
  'processes',
  'time',
  'requests',
  'of permitted',
  '429s',
  'writes/s',
  'ms cpu/request',
  'machine busy',
  'ms late',
  '',
];

/** A row for each outcome, as Markdown. */
export function table(outcomes: readonly Outcome[], reached: (outcome: Outcome) => boolean): string {
  const rows = outcomes.map((outcome) => {
    const {scenario, processes, measured, writes, cpuMs, weather} = outcome;
    return [
      scenario.name,
      scenario.knowledge,
      String(processes),
      timeOf(outcome),
      String(measured.requests),
      `${(100 * measured.used).toFixed(2)} %`,
      `${(100 * measured.refused).toFixed(2)} %`,
      (writes / scenario.seconds).toFixed(2),
      cpuMs === null ? '' : (cpuMs / measured.requests).toFixed(2),
      weather === null ? '' : `${(100 * weather.busy).toFixed(0)} %`,
      weather === null ? '' : weather.late.toFixed(1),
      reached(outcome) ? '' : 'missed',
    ];
  });
  const lines = [HEAD, HEAD.map(() => '---'), ...rows];
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** How long a trial took, and by which clock. */
function timeOf({scenario}: Outcome): string {
  const {seconds, speed} = scenario;
  if (isVirtual(scenario)) return `${seconds / 3600} h, virtual`;
  return speed === 1 ? `${seconds} s` : `${seconds} s at ${speed} ×`;
}
