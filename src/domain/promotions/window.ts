import {DateTime, IANAZone} from 'luxon';
import {type Message, message} from '../errors.js';

/** Which end of a window a text names. The start is inclusive, the end exclusive. */
export type Edge = 'start' | 'end';

/** An instant read from a text (ms UTC) and what has to be said about how it was read; or why it could not be read. */
export type Reading =
  | {readonly ok: true; readonly at: number; readonly notes: readonly Message[]}
  | {readonly ok: false; readonly problem: Message};

/** A wall clock's reading as if it were UTC, in ms; zones are put on it afterwards. */
type Wall = number;

const MINUTE = 60_000;
const DAY = 86_400_000;
const SHAPE = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(?::(\d{2}))?(Z|[+-]\d{2}:?\d{2})?)?$/u;

/**
 * Reads one end of a window. "2026-11-27" is a whole day of the shop: as a start its first instant, as an end its last
 * (the window ends where the next day begins). "2026-11-27T18:00" is the shop's wall clock; an hour that the clock
 * skips or shows twice is refused, with the offsets that name it. "2026-11-27T18:00+01:00" and "…Z" are exact.
 */
export function readEdge(text: string, zone: string, edge: Edge): Reading {
  const [shape, day = '', time, seconds = '00', offset] = SHAPE.exec(text.trim()) ?? [];
  const date = dateOf(day);
  if (shape === undefined || date === null) return refused(text);
  if (time === undefined) return readDay(date, zone, edge);
  const clock = clockOf(time, seconds);
  if (clock === null) return refused(text);
  const wall = date + clock;
  return offset === undefined ? readWall(text.trim(), wall, zone) : readExact(text.trim(), wall, offset, zone);
}

/** True when souk can count in this zone. */
export function zoneKnown(zone: string): boolean {
  return IANAZone.isValidZone(zone);
}

function refused(text: string): Reading {
  return {ok: false, problem: message('PROMO_TIME_INVALID', {text})};
}

/** Midnight of a real calendar day as a wall reading; 30 February is none. */
function dateOf(text: string): Wall | null {
  const [year = 0, month = 0, day = 0] = text.split('-').map(Number);
  if (year < 1970) return null;
  const wall = Date.UTC(year, month - 1, day);
  return Number.isFinite(wall) && new Date(wall).toISOString().startsWith(text) ? wall : null;
}

/** Ms since midnight; 24:00 is the end of the day. */
function clockOf(time: string, seconds: string): number | null {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  const second = Number(seconds);
  if (minute > 59 || second > 59 || hour > 24 || (hour === 24 && minute + second > 0)) return null;
  return (hour * 60 + minute) * MINUTE + second * 1000;
}

function readDay(day: Wall, zone: string, edge: Edge): Reading {
  const midnight = edge === 'start' ? day : day + DAY;
  const [first] = instantsOf(midnight, zone);
  const at = first ?? jumpNear(midnight, zone);
  const notes: Message[] = [];
  if (first === undefined)
    notes.push(message('PROMO_TIME_NO_MIDNIGHT', {date: dateText(midnight), zone, at: localText(at, zone)}));
  if (edge === 'end') notes.push(message('PROMO_END_WHOLE_DAY', {date: dateText(day), at: localText(at, zone)}));
  return {ok: true, at, notes};
}

function readWall(text: string, wall: Wall, zone: string): Reading {
  const [first, second] = instantsOf(wall, zone);
  if (first === undefined) {
    const jump = jumpNear(wall, zone);
    const from = wallText(jump + offsetAt(jump - 1, zone));
    const to = wallText(jump + offsetAt(jump, zone));
    return {ok: false, problem: message('PROMO_TIME_SKIPPED', {text, zone, from, to})};
  }
  if (second !== undefined) {
    const [earlier, later] = [first, second].map((at) => `${text}${offsetText(offsetAt(at, zone))}`);
    return {ok: false, problem: message('PROMO_TIME_TWICE', {text, zone, earlier: earlier ?? '', later: later ?? ''})};
  }
  return {ok: true, at: first, notes: []};
}

function readExact(text: string, wall: Wall, offset: string, zone: string): Reading {
  const shift = offset === 'Z' ? 0 : shiftOf(offset);
  if (shift === null) return refused(text);
  const at = wall - shift;
  const differs = offset !== 'Z' && shift !== offsetAt(at, zone);
  return {
    ok: true,
    at,
    notes: differs ? [message('PROMO_TIME_OTHER_OFFSET', {text, zone, at: localText(at, zone)})] : [],
  };
}

function shiftOf(offset: string): number | null {
  const hours = Number(offset.slice(1, 3));
  const minutes = Number(offset.slice(-2));
  if (hours > 14 || minutes > 59) return null;
  return (offset.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * MINUTE;
}

/** Ms that the zone's wall clock is ahead of UTC at an instant. */
function offsetAt(at: number, zone: string): number {
  return IANAZone.create(zone).offset(at) * MINUTE;
}

/** The instants at which the zone's clock shows this reading, in order: none in a gap, two in a fold. */
function instantsOf(wall: Wall, zone: string): number[] {
  const offsets = new Set([offsetAt(wall - DAY, zone), offsetAt(wall + DAY, zone)]);
  const found = [...offsets].map((offset) => wall - offset).filter((at) => at + offsetAt(at, zone) === wall);
  return found.sort((a, b) => a - b);
}

/** The instant within a day and a half of the reading at which the zone's clock jumps. */
function jumpNear(wall: Wall, zone: string): number {
  let before = wall - 1.5 * DAY;
  let after = wall + 1.5 * DAY;
  const then = offsetAt(before, zone);
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (offsetAt(middle, zone) === then) before = middle;
    else after = middle;
  }
  return after;
}

/** "2026-11-27 18:00 +01:00 Europe/Berlin": the shop's clock, with the offset, so that it names one instant only. */
export function localText(at: number, zone: string): string {
  const local = DateTime.fromMillis(at, {zone, locale: 'en-US'});
  return `${local.toFormat(second(at) === 0 ? 'yyyy-MM-dd HH:mm ZZ' : 'yyyy-MM-dd HH:mm:ss ZZ')} ${zone}`;
}

/** "2026-11-27 17:00 UTC". */
function utcText(at: number): string {
  return `${wallText(at)} UTC`;
}

/** An instant in both zones: the shop's, and UTC, in which servers and colleagues abroad think. */
export function bothZones(at: number, zone: string): {readonly local: string; readonly utc: string} {
  return {local: localText(at, zone), utc: utcText(at)};
}

function second(at: number): number {
  return Math.floor((at % MINUTE) / 1000);
}

function wallText(wall: Wall): string {
  const text = new Date(wall).toISOString();
  return `${text.slice(0, 10)} ${text.slice(11, second(wall) === 0 ? 16 : 19)}`;
}

function dateText(wall: Wall): string {
  return new Date(wall).toISOString().slice(0, 10);
}

function offsetText(offset: number): string {
  const minutes = Math.abs(offset) / MINUTE;
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0');
  return `${offset < 0 ? '-' : '+'}${two(minutes / 60)}:${two(minutes % 60)}`;
}
