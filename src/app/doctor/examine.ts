import {stat} from 'node:fs/promises';
import type {Shop} from '../../domain/catalog/types.js';
import {KnownError, type Message, message} from '../../domain/errors.js';
import type {Context} from '../context.js';
import {customerKeyFingerprint} from '../shop/customer.js';
import {checkShop} from '../shop/look.js';
import {type CatalogueLook, lookAtCatalogue} from './catalogue.js';
import type {Finding} from './types.js';

const DAY = 24 * 60 * 60 * 1000;
/** Listings older than this are no ground for a price. */
const STALE_DAYS = 3;
/** Rows of a file that a finding names; `shop check` names more. */
const ROWS_SHOWN = 5;

/** Examines the installation and the given shops. Reads only. */
export async function examine(context: Context, shops: readonly Shop[]): Promise<readonly Finding[]> {
  const findings: Finding[] = [...(await examineHome(context))];
  for (const shop of shops) findings.push(...(await examineShop(context, shop)));
  return findings;
}

async function examineHome(context: Context): Promise<readonly Finding[]> {
  const {location, version, tables} = await context.data.info();
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  const findings: Finding[] = [
    {severity: 'ok', message: message('doctor.node', {version: process.versions.node})},
    {severity: 'ok', message: message('doctor.store', {engine: context.data.engine, location, version, rows})},
  ];
  const mode = (await stat(context.home)).mode & 0o777;
  if ((mode & 0o077) !== 0) {
    findings.push({
      severity: 'warning',
      message: message('DOCTOR_HOME_OPEN', {home: context.home, mode: mode.toString(8)}),
    });
  }
  const fingerprint = await customerKeyFingerprint(context.secrets);
  if (fingerprint !== null) findings.push({severity: 'ok', message: message('doctor.customer-key', {fingerprint})});
  return findings;
}

async function examineShop(context: Context, shop: Shop): Promise<readonly Finding[]> {
  const about = (severity: Finding['severity'], said: Message): Finding => ({severity, shop: shop.name, message: said});
  const findings: Finding[] = [];
  try {
    const {findings: checks} = await checkShop(context, shop);
    findings.push(
      ...checks.map(({ok, warning, message: said, rows}) => ({
        ...about(ok ? (warning === true ? 'warning' : 'ok') : 'error', said),
        ...(rows === undefined ? {} : {rows: rows.slice(0, ROWS_SHOWN)}),
      })),
    );
  } catch (error) {
    if (!(error instanceof KnownError)) throw error;
    findings.push(about('error', message(error.code, error.params)));
  }
  const open = await context.data.runs.openRun(shop.id);
  if (open !== null) findings.push(about('error', message('DOCTOR_RUN_OPEN', {run: open.id})));
  if (shop.pausedAt !== null) findings.push(about('warning', message('DOCTOR_PAUSED', {shop: shop.name})));
  findings.push(...(await examineAge(context, shop)).map((said) => about('warning', said)));
  findings.push(...catalogueFindings(shop, await lookAtCatalogue(context, shop)).map((said) => about('warning', said)));
  return findings;
}

async function examineAge(context: Context, shop: Shop): Promise<readonly Message[]> {
  const pulled = (await context.data.shops.pulledAt(shop.id)).get('listings');
  if (pulled === undefined) return [message('DOCTOR_NEVER_PULLED', {shop: shop.name})];
  const days = Math.floor((context.clock.real() - pulled) / DAY);
  return days < STALE_DAYS ? [] : [message('DOCTOR_STALE', {shop: shop.name, days})];
}

/** What in a catalogue would keep souk from pricing it well, each with the command that mends it. */
export function catalogueFindings(shop: Shop, look: CatalogueLook): readonly Message[] {
  const name = {shop: shop.name};
  const found: readonly (readonly [number, (count: number) => Message])[] = [
    [look.withoutSku, (count) => message('LOOK_WITHOUT_SKU', {...name, count})],
    [look.duplicateSkus, (count) => message('LOOK_DUPLICATE_SKUS', {...name, count})],
    [look.twinSkus, (count) => message('LOOK_TWIN_SKUS', {...name, count})],
    [look.withoutPrice, (count) => message('LOOK_WITHOUT_PRICE', {...name, count})],
    [look.withoutCost, (count) => message('LOOK_WITHOUT_COST', {...name, count})],
    [look.belowBreakEven, (count) => message('LOOK_BELOW_BREAK_EVEN', {...name, count})],
    [
      look.crossedBounds.length,
      (count) => message('LOOK_BOUNDS_CROSSED', {...name, count, sku: look.crossedBounds[0] ?? ''}),
    ],
    [look.badGtins, (count) => message('LOOK_BAD_GTINS', {...name, count})],
    [look.unlinked, (count) => message('LOOK_UNLINKED', {...name, count})],
  ];
  return found.flatMap(([count, say]) => (count === 0 ? [] : [say(count)]));
}
