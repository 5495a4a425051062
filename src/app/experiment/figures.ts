import {KnownError} from '../../domain/errors.js';

/** "8%" as a fraction between two others, the ends not included. */
export function shareOf(text: string, flag: string, above: number, below: number): number {
  const [, figure = ''] = /^(\d*\.?\d+)\s*%$/u.exec(text.trim()) ?? [];
  const share = Number(figure) / 100;
  if (figure === '' || share <= above || share >= below) throw invalid(text, flag);
  return share;
}

/** "14d" as a whole number of days. */
export function daysOf(text: string, flag: string): number {
  const [, figure = ''] = /^(\d{1,4})\s*d?$/u.exec(text.trim()) ?? [];
  if (figure === '' || Number(figure) < 1) throw invalid(text, flag);
  return Number(figure);
}

/** "0.5" as a number above zero and up to three. */
export function precisionOf(text: string, flag: string): number {
  const value = Number(text.trim());
  if (text.trim() === '' || !(value > 0 && value <= 3)) throw invalid(text, flag);
  return value;
}

function invalid(text: string, flag: string): KnownError {
  return new KnownError('usage', 'EXPERIMENT_FIGURE', {text, flag});
}
