import type {ShopView} from '../../app/shop/look.js';
import type {Shop} from '../../domain/catalog/types.js';
import type {CheckResult} from '../../ports/platform.js';
import {type Language, render} from '../messages/catalogue.js';
import type {Screen} from '../screen.js';
import {rowCount, rowsJson, showRows} from './file-rows.js';

/** A shop as JSON: no secret is part of its settings, by construction. */
export function shopJson(shop: Shop) {
  const {name, platform, mode, terms, settings, pausedAt, createdAt} = shop;
  return {
    name,
    platform,
    mode,
    currency: terms.currency,
    timeZone: terms.zone,
    pricesIncludeTax: terms.pricesIncludeTax,
    taxRate: terms.taxRate,
    settings,
    pausedAt: instant(pausedAt),
    createdAt: instant(createdAt),
  };
}

export function shopViewJson({shop, counts, pulledAt, openRun}: ShopView) {
  const pulled = Object.fromEntries([...pulledAt].map(([kind, at]) => [kind, instant(at)]));
  return {...shopJson(shop), counts, pulledAt: pulled, openRun};
}

export function checkJson({ok, findings}: CheckResult, language: Language) {
  return {
    ok,
    findings: findings.map(({ok: fine, warning, message, rows}) => ({
      ok: fine,
      ...(warning === undefined ? {} : {warning}),
      code: message.code,
      message: render(language, message).text,
      ...(rows === undefined ? {} : {rows: rowsJson(language, rows)}),
    })),
  };
}

/** One line a shop. */
export function showShops(screen: Screen, views: readonly ShopView[]): void {
  if (views.length === 0) {
    screen.say('shop.none', {});
    return;
  }
  screen.table(
    [
      {label: 'SHOP'},
      {label: 'PLATFORM'},
      {label: 'MODE'},
      {label: 'CURRENCY'},
      {label: 'LISTINGS', align: 'right'},
      {label: 'OFFERS', align: 'right'},
      {label: 'PULLED'},
      {label: 'NOTE', shrink: true},
    ],
    views.map(({shop, counts, pulledAt, openRun}) => [
      shop.name,
      shop.platform,
      shop.mode,
      shop.terms.currency,
      String(counts.listings),
      String(counts.offers),
      instant(pulledAt.get('listings') ?? null)
        ?.slice(0, 16)
        .replace('T', ' ') ?? '–',
      [
        shop.pausedAt === null ? '' : screen.text('shop.paused', {}),
        openRun === null ? '' : screen.text('shop.open-run', {run: openRun}),
      ]
        .filter((part) => part !== '')
        .join(', '),
    ]),
  );
}

/** One shop, a fact a line. */
export function showShop(screen: Screen, view: ShopView): void {
  const {shop, counts, pulledAt} = view;
  const {terms} = shop;
  const tax = terms.pricesIncludeTax
    ? screen.text('shop.tax-in', {rate: terms.taxRate ?? '?'})
    : screen.text('shop.tax-out', {});
  screen.say('shop.head', {name: shop.name, platform: shop.platform, mode: shop.mode});
  screen.table(
    [{label: ''}, {label: '', shrink: true}],
    [
      [screen.text('shop.terms', {}), `${terms.currency}, ${terms.zone}, ${tax}`],
      [screen.text('shop.catalogue', {}), screen.text('shop.counts', counts)],
      ...Object.entries(shop.settings).map(([name, value]) => [name, value]),
      ...[...pulledAt].map(([kind, at]) => [screen.text('shop.pulled', {kind}), instant(at) ?? '']),
    ],
  );
  if (view.openRun !== null) screen.say('shop.open-run', {run: view.openRun});
}

/** What a platform's check found. */
export function showCheck(screen: Screen, shop: string, {ok, findings}: CheckResult): void {
  screen.say(ok ? 'shop.check-ok' : 'shop.check-failed', {name: shop});
  for (const finding of findings) {
    const {text, hint} = screen.words(finding.message);
    const mark = finding.ok
      ? finding.warning === true
        ? screen.paint.look('look')
        : 'ok  '
      : screen.paint.harm('no  ');
    screen.line(`  ${mark}  ${text}${finding.ok || hint === '' ? '' : `\n        ${hint}`}`);
    const {rows = []} = finding;
    showRows(screen, rows, '        ', rowCount(finding.message, rows));
  }
}

function instant(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
