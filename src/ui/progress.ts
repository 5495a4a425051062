import type {Progress, ProgressStep} from '../ports/progress.js';
import type {Io} from './io.js';

/** Steps that end within this time draw nothing. */
const QUIET_MS = 1000;
const REDRAW_MS = 100;
const BAR = 20;

const SILENT: ProgressStep = {advance: () => undefined, end: () => undefined};

/** Bars on standard error, only on a terminal and only for steps over a second. */
export function progressOn(io: Io): Progress {
  return {start: (label, total) => (io.progress ? drawnStep(io, label, total) : SILENT)};
}

function drawnStep(io: Io, label: string, total: number | null): ProgressStep {
  const started = performance.now();
  let done = 0;
  let note = '';
  let drawnAt = 0;
  let drawn = false;
  return {
    advance: (by, said) => {
      done += by;
      if (said !== undefined) note = said;
      const now = performance.now();
      if (now - started < QUIET_MS || now - drawnAt < REDRAW_MS) return;
      drawnAt = now;
      drawn = true;
      io.err.write(`\r\u001B[2K${bar(label, done, total, (now - started) / 1000, note).slice(0, io.width - 1)}`);
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
