import type {Context} from '../../app/context.js';
import type {Added} from '../../app/promotion/add.js';
import {blocking, type Checked} from '../../app/promotion/check.js';
import type {Shop} from '../../domain/catalog/types.js';
import {type Message, message} from '../../domain/errors.js';
import type {Finding} from '../../domain/promotions/check.js';
import {termsJson, termsText} from '../../domain/promotions/terms.js';
import type {Promotion} from '../../domain/promotions/types.js';
import {bothZones} from '../../domain/promotions/window.js';
import type {Answer} from '../answer.js';
import {instantText, plain} from '../format.js';
import {type Screen, screenOf} from '../screen.js';
import type {Session} from '../session.js';
import {completed} from '../typed.js';

/** Findings and offers a screen shows; JSON has them all. */
export const FEW = 20;

/** A promotion as JSON results show it. */
export function promotionJson(promotion: Promotion, shop: Shop) {
  const {id, name, terms, scope, startsAt, endsAt, zone, strike, status, announcedAt} = promotion;
  return {
    id,
    shop: shop.name,
    name,
    status,
    terms: termsJson(terms, shop.terms.currency),
    scope,
    startsAt: instantText(startsAt),
    endsAt: instantText(endsAt),
    zone,
    local: {startsAt: bothZones(startsAt, zone).local, endsAt: bothZones(endsAt, zone).local},
    announcedAt: announcedAt === undefined ? null : instantText(announcedAt),
    strike,
  };
}

function findingJson({severity, sku, said}: Finding) {
  return {code: said.code, severity, sku, numbers: said.params};
}

function checkedJson(shop: Shop, {promotion, offers, findings}: Checked) {
  return {...promotionJson(promotion, shop), offers: offers.length, findings: findings.map(findingJson)};
}

/** What stops it, as the failure of an answer; nothing: none. */
function stopped(checked: readonly Checked[], accept: string): Pick<Answer, 'failure'> {
  const found = checked.flatMap(blocking);
  if (found.length === 0) return {};
  const losses = found.filter(({loss}) => loss === true).length;
  return {
    failure: {category: 'blocked', message: message('PROMO_CHECK_FAILED', {errors: found.length, losses, accept})},
  };
}

/** The command that adds what was typed and accepts its losses; '' where flags can not say so. */
export function acceptCommand({typed}: Session, flags: {readonly file?: string | undefined}): string {
  return flags.file === undefined ? completed({...typed, id: 'promo:add'}, ['--accept-losses']) : '';
}

/** `souk promo add`; `accept` as of `acceptCommand`. */
export function addedAnswer(added: Added, accept = ''): Answer {
  const {shop, checked, known, stored, now, notes} = added;
  const due = checked.some(({promotion}) => isDue(promotion, now));
  return {
    result: {
      added: stored ? checked.filter(({promotion}) => !known.has(promotion.id)).length : 0,
      unchanged: known.size,
      due: stored && due,
      promotions: checked.map((each) => checkedJson(shop, each)),
    },
    show: (screen) => {
      for (const each of checked) {
        showHead(screen, shop, each);
        showFindings(screen, each.findings);
      }
      showHints(screen, checked);
      showNotes(screen, notes);
      if (stored) for (const {promotion} of checked) showStored(screen, shop, promotion, known.has(promotion.id), now);
    },
    ...stopped(checked, accept),
  };
}

/**
 * When a stored promotion is due and a person is there, asks whether to set its prices now; the answer is then that of
 * the writing. Null: there is nothing to ask.
 */
export async function offerTick(session: Session, context: Context, added: Added): Promise<Answer | null> {
  const {shop, checked, stored, now} = added;
  if (!stored || !session.io.interactive || !checked.some(({promotion}) => isDue(promotion, now))) return null;
  const screen = screenOf(session.io, session.language);
  const {confirm} = await import('../prompt.js');
  await addedAnswer(added).show(screen);
  if (!(await confirm(session, screen.text('promo.tick-question', {shop: shop.name}))))
    return {...addedAnswer(added), show: () => undefined};
  const {tickShops} = await import('./promotion-tick.js');
  return await tickShops(session, context, [shop], {});
}

function isDue({status, startsAt, endsAt}: Promotion, now: number): boolean {
  return status === 'scheduled' && startsAt <= now && now < endsAt;
}

function showStored(screen: Screen, shop: Shop, promotion: Promotion, known: boolean, now: number): void {
  const {id} = promotion;
  if (known) screen.say('promo.known', {id});
  else if (isDue(promotion, now)) screen.say('promo.added-due', {id, shop: shop.name});
  else screen.say('promo.added', {id, at: bothZones(promotion.startsAt, promotion.zone).local});
}

/** `souk promo check`; `accept` as of `acceptCommand`. */
export function checkedAnswer(
  shop: Shop,
  checked: readonly Checked[],
  notes: readonly Message[] = [],
  accept = '',
): Answer {
  return {
    result: {promotions: checked.map((each) => checkedJson(shop, each))},
    show: (screen) => {
      if (checked.length === 0) screen.say('promo.none', {shop: shop.name});
      for (const each of checked) {
        showHead(screen, shop, each);
        showFindings(screen, each.findings);
        if (each.findings.length === 0) screen.say('promo.sound', {offers: each.offers.length});
      }
      showHints(screen, checked);
      showNotes(screen, notes);
    },
    ...stopped(checked, accept),
  };
}

export function showHead(
  screen: Screen,
  shop: Shop,
  {promotion, offers}: {readonly promotion: Promotion; readonly offers: readonly unknown[]},
): void {
  const {id, name, terms, startsAt, endsAt, zone} = promotion;
  screen.say('promo.head', {
    id,
    name: plain(name),
    terms: termsText(terms, shop.terms.currency),
    offers: offers.length,
    shop: shop.name,
  });
  const start = bothZones(startsAt, zone);
  const end = bothZones(endsAt, zone);
  screen.say('promo.window', {start: start.local, startUtc: start.utc, end: end.local, endUtc: end.utc});
}

function showFindings(screen: Screen, findings: readonly Finding[]): void {
  const shown = findings.slice(0, FEW);
  for (const {severity, said} of shown) {
    const word = screen.text(severity === 'error' ? 'promo.error' : 'promo.warning', {});
    const paint = severity === 'error' ? screen.paint.harm : screen.paint.look;
    screen.line(`  ${paint(word)}  ${plain(screen.words(said).text)}`);
  }
  const more = findings.length - shown.length;
  if (more > 0)
    screen.say('promo.more-findings', {
      more,
      errors: findings.slice(FEW).filter(({severity}) => severity === 'error').length,
    });
}

/** What to type about the findings that were shown, each once, below them all. */
function showHints(screen: Screen, checked: readonly Checked[]): void {
  const shown = checked.flatMap(({findings}) => findings.slice(0, FEW));
  const hints = new Set(shown.map(({said}) => plain(screen.words(said).hint)).filter((hint) => hint !== ''));
  if (hints.size > 0) screen.say('promo.hints', {});
  for (const hint of hints) screen.line(`  ${hint}`);
}

function showNotes(screen: Screen, notes: readonly Message[]): void {
  for (const note of notes) screen.line(`  ${screen.words(note).text}`);
}
