import type {Progress, ProgressStep} from '../ports/progress.js';
import type {Io} from './io.js';

/** Steps that end within this time draw nothing. */
const QUIET_MS = 1000;
const REDRAW_MS = 100;
const BAR = 20;

const SILENT: ProgressStep = {advance: () => undefined, end: () => undefined};

/** Progress as it is drawn; `aside`: what is said beside every bar from now on, empty for nothing. */
export interface DrawnProgress extends Progress {
  aside(text: string): void;
}

/** Bars on standard error, only on a terminal and only for steps over a second. */
export function progressOn(io: Io): DrawnProgress {
  const steps = new Set<DrawnStep>();
  let aside = '';
  return {
    start: (label, total) => {
      if (!io.progress) return SILENT;
      const step = drawnStep(io, label, total, () => aside);
      steps.add(step);
      return {...step, end: () => steps.delete(step) && step.end()};
    },
    aside: (text) => {
      aside = text;
      for (const step of steps) step.draw();
    },
  };
}

interface DrawnStep extends ProgressStep {
  draw(): void;
}

function drawnStep(io: Io, label: string, total: number | null, aside: () => string): DrawnStep {
  const started = performance.now();
  let done = 0;
  let note = '';
  let drawnAt = 0;
  let drawn = false;
  const draw = () => {
    const now = performance.now();
    if (now - started < QUIET_MS) return;
    drawnAt = now;
    drawn = true;
    const notes = [note, aside()].filter((text) => text !== '').join('  ');
    io.err.write(`\r\u001B[2K${bar(label, done, total, (now - started) / 1000, notes).slice(0, io.width - 1)}`);
  };
  return {
    draw,
    advance: (by, said) => {
      done += by;
      if (said !== undefined) note = said;
      if (performance.now() - drawnAt >= REDRAW_MS) draw();
    },
    end: () => {
      if (drawn) io.err.write('\r\u001B[2K');
    },
  };
}

/** `Applying P-7K2  [=====>     ]  131/250  18/s  7 s left` */
function bar(label: string, done: number, total: number | null, seconds: number, note: string): string {
  const rate = done / seconds;
  const tail = note === '' ? '' : `  ${note}`;
  if (total === null || total === 0) return `${label}  ${done}  ${rate.toFixed(0)}/s${tail}`;
  const filled = Math.min(BAR, Math.floor((BAR * done) / total));
  const drawn = `${'='.repeat(filled)}${filled < BAR ? '>' : ''}`.padEnd(BAR);
  const left = rate > 0 ? `  ${Math.ceil((total - done) / rate)} s left` : '';
  return `${label}  [${drawn}]  ${done}/${total}  ${rate.toFixed(0)}/s${tail}${left}`;
}
