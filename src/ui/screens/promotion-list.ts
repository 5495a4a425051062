import type {Listed, Shown, ShownOffer} from '../../app/promotion/view.js';
import type {Shop} from '../../domain/catalog/types.js';
import {amountOrNull} from '../../domain/money.js';
import type {Switch} from '../../domain/promotions/schedule.js';
import {termsText} from '../../domain/promotions/terms.js';
import {bothZones} from '../../domain/promotions/window.js';
import type {Answer} from '../answer.js';
import {instantText, plain} from '../format.js';
import type {Screen} from '../screen.js';
import {FEW, promotionJson, showHead} from './promotion.js';

/** `souk promo list`. */
export function listAnswer(lists: readonly {readonly shop: Shop; readonly promotions: readonly Listed[]}[]): Answer {
  const rows = lists.flatMap(({shop, promotions}) =>
    promotions.map(({promotion, set, offers}) => {
      const {id, name, terms, status, startsAt, endsAt, zone} = promotion;
      const short = (at: number) => bothZones(at, zone).local.replace(` ${zone}`, '');
      return [
        id,
        shop.name,
        plain(name),
        termsText(terms, shop.terms.currency),
        status,
        short(startsAt),
        short(endsAt),
        offers === 0 ? String(set) : `${set} of ${offers}`,
      ];
    }),
  );
  return {
    result: {
      promotions: lists.flatMap(({shop, promotions}) =>
        promotions.map(({promotion, set, offers}) => ({...promotionJson(promotion, shop), set, offers})),
      ),
    },
    show: (screen) => {
      if (rows.length === 0) return screen.say('promo.none', {shop: lists.map(({shop}) => shop.name).join(', ')});
      const labels = ['id', 'shop', 'name', 'terms', 'status', 'starts', 'ends'].map((label) => ({
        label,
        shrink: label === 'name',
      }));
      screen.table([...labels, {label: 'set', align: 'right'}], rows);
    },
  };
}

/** `souk promo show`. */
export function shownAnswer(shop: Shop, {promotion, offers}: Shown): Answer {
  const {currency} = shop.terms;
  return {
    result: {...promotionJson(promotion, shop), offers: offers.map((each) => shownJson(each, currency))},
    show: (screen) => {
      showHead(screen, shop, {promotion, offers});
      screen.say('promo.status', {status: promotion.status});
      const rows = offers.slice(0, FEW).map((each) => shownRow(screen, each, currency));
      const money = {align: 'right'} as const;
      if (rows.length > 0)
        screen.table(
          [
            {label: 'SKU', shrink: true},
            {label: 'base', ...money},
            {label: 'during', ...money},
            {label: 'struck', ...money},
            {label: 'now', ...money},
            {label: ''},
          ],
          rows,
        );
      if (offers.length > FEW) screen.say('promo.more-offers', {more: offers.length - FEW});
    },
  };
}

function shownJson({offer, during, overlay}: ShownOffer, currency: string) {
  const overlaid = typeof during === 'string' ? null : during;
  return {
    offer: offer.label,
    base: amountOrNull(offer.basePrice, currency),
    during: amountOrNull(overlaid?.price ?? null, currency),
    compareAt: amountOrNull(overlaid?.compareAt ?? null, currency),
    now: amountOrNull(offer.price, currency),
    standing: overlay?.promotion ?? null,
    ...(typeof during === 'string' ? {why: during} : {}),
  };
}

function shownRow(screen: Screen, shown: ShownOffer, currency: string): string[] {
  const {offer, base, during, compareAt, now, standing} = shownJson(shown, currency);
  const note = standing === null ? '' : screen.text('promo.stands', {id: standing});
  return [offer, base ?? '–', during ?? '–', compareAt ?? '–', now ?? '–', note];
}

/** `souk promo calendar`. */
export function calendarAnswer(
  shops: readonly {readonly shop: Shop; readonly now: number; readonly switches: readonly Switch[]}[],
): Answer {
  const all = shops
    .flatMap(({shop, now, switches}) => switches.map((each) => ({shop, now, ...each})))
    .sort((a, b) => a.at - b.at);
  return {
    result: {
      switches: all.map(({shop, now, at, what, promotion}) => ({
        at: instantText(at),
        local: bothZones(at, promotion.zone).local,
        what,
        promotion: promotion.id,
        name: promotion.name,
        shop: shop.name,
        due: at <= now,
      })),
    },
    show: (screen) => {
      if (all.length === 0) return screen.say('promo.calendar-empty', {});
      const rows = all.map(({shop, now, at, what, promotion}) => {
        const {local, utc} = bothZones(at, promotion.zone);
        return [
          local,
          utc,
          screen.text(what === 'start' ? 'promo.start' : 'promo.end', {}),
          promotion.id,
          plain(promotion.name),
          shop.name,
          at <= now ? screen.text('promo.due', {}) : '',
        ];
      });
      screen.table(
        [
          {label: 'shop time'},
          {label: 'UTC'},
          {label: ''},
          {label: 'id'},
          {label: 'name', shrink: true},
          {label: 'shop'},
          {label: ''},
        ],
        rows,
      );
    },
  };
}
