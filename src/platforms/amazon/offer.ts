import {type Minor, parseAmount} from '../../domain/money.js';
import type {AttributeValue} from './wire.js';

/** Which of a listing's offers is the shop's: that to everybody, in its store and currency. */
export interface Stand {
  readonly marketplace: string;
  readonly currency: string;
  readonly now: number;
}

interface Entry {
  readonly value_with_tax?: unknown;
  readonly start_at?: unknown;
  readonly end_at?: unknown;
}

const DAY_MS = 86_400_000;

/** True for the offer to everybody here: others are for business buyers, other stores or other currencies. */
export function isHere(value: AttributeValue, {marketplace, currency}: Omit<Stand, 'now'>): boolean {
  return (
    value['marketplace_id'] === marketplace &&
    (value['audience'] ?? 'ALL') === 'ALL' &&
    (value['currency'] ?? currency) === currency
  );
}

/** What a buyer pays by what the seller has set: the sale price while its time runs, else the price. Null: none, or too fine. */
export function priceOf(offer: AttributeValue, stand: Stand): Minor | null {
  const entry = saleOf(offer, stand.now) ?? ownPrice(offer, stand.now);
  return entry === null ? null : minorOf(entry.value_with_tax, stand.currency);
}

/** The sale price that is on now. A day without a time is counted whole, wherever it is one. */
export function saleOf(offer: AttributeValue, now: number): Entry | null {
  return schedule(offer, 'discounted_price').find((entry) => entry.start_at !== undefined && runs(entry, now)) ?? null;
}

/** The plain price: the entry whose time runs, before one without a time. */
function ownPrice(offer: AttributeValue, now: number): Entry | null {
  const entries = schedule(offer, 'our_price');
  const dated = entries.find((entry) => entry.start_at !== undefined && runs(entry, now));
  return dated ?? entries.find(({start_at}) => start_at === undefined) ?? null;
}

/** The lowest and highest price that the seller lets Amazon take; null: not set. */
export function boundsOf(offer: AttributeValue, currency: string): {least: Minor | null; most: Minor | null} {
  const bound = (name: string) => minorOf(schedule(offer, name)[0]?.value_with_tax, currency);
  return {least: bound('minimum_seller_allowed_price'), most: bound('maximum_seller_allowed_price')};
}

/** The offer with another price in the place of the one that holds now; everything else in it as it was. */
export function withPrice(offer: AttributeValue, text: string, now: number): AttributeValue {
  const current = ownPrice(offer, now);
  const [first, ...rest] = listOf(offer['our_price']);
  const entries = schedule(offer, 'our_price');
  const written = (entry: Entry): Entry => ({...entry, value_with_tax: amountLike(entry.value_with_tax, text)});
  const changed =
    current === null
      ? [...entries, {value_with_tax: Number(text)}]
      : entries.map((entry) => (entry === current ? written(entry) : entry));
  return {...offer, our_price: [{...first, schedule: changed}, ...rest]};
}

/** Amazon's schema says number, some product types take text only: as it was, so it is written. */
function amountLike(was: unknown, text: string): number | string {
  return typeof was === 'string' ? text : Number(text);
}

function schedule(offer: AttributeValue, name: string): readonly Entry[] {
  return listOf(listOf(offer[name])[0]?.['schedule']);
}

function listOf(value: unknown): readonly AttributeValue[] {
  return Array.isArray(value) ? (value as readonly AttributeValue[]) : [];
}

function runs({start_at, end_at}: Entry, now: number): boolean {
  const [from, to] = [instantOf(start_at), instantOf(end_at)];
  const whole = /^\d{4}-\d\d-\d\d$/u.test(textOf(end_at)) ? DAY_MS : 0;
  return (from === null || from <= now) && (to === null || now < to + whole);
}

/** Dates stand there as text, or as an object with the text in it. */
function textOf(value: unknown): string {
  const inner = typeof value === 'object' && value !== null ? (value as {value?: unknown}).value : value;
  return typeof inner === 'string' ? inner : '';
}

function instantOf(value: unknown): number | null {
  const instant = Date.parse(textOf(value));
  return Number.isNaN(instant) ? null : instant;
}

function minorOf(value: unknown, currency: string): Minor | null {
  if (typeof value !== 'number' && typeof value !== 'string') return null;
  return parseAmount(String(value), currency);
}
