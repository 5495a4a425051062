import type {PromotionWords} from '../../../domain/words/promotion.js';
import {zonedText} from '../../format.js';
import type {Catalogue, Entry} from '../catalogue.js';

/** Where a lower bound comes from, in words. */
const BOUNDS: Readonly<Record<string, string>> = {
  break_even: 'break-even (with the margin asked for)',
  min_price: 'lowest price',
  map_price: 'MAP',
  rules_min: 'lowest price of the rules',
  salvage: 'salvage value',
};

export const promotion: Catalogue<PromotionWords> = {
  PROMO_TIME_INVALID: {
    text: ({text}) => `"${text}" is not a time of a promotion.`,
    hint: () => 'Write it as 2026-11-27, 2026-11-27T18:00 (the shop’s clock) or 2026-11-27T18:00+01:00.',
  },
  PROMO_TIME_SKIPPED: {
    text: ({text, zone, from, to}) =>
      `${text} does not exist in ${zone}: that night the clock goes from ${from} to ${to}.`,
    hint: ({to}) => `Write ${to.replace(' ', 'T')} or later, or a time before the jump.`,
  },
  PROMO_TIME_TWICE: {
    text: ({text, zone}) => `${text} happens twice in ${zone}: that night the clock goes back.`,
    hint: ({earlier, later}) => `Write ${earlier} for the first or ${later} for the second.`,
  },
  PROMO_TIME_OTHER_OFFSET: {
    text: ({text, zone, at}) => `${text} has another offset than ${zone} has then; it is ${at}.`,
  },
  PROMO_TIME_NO_MIDNIGHT: {
    text: ({date, zone, at}) => `${date} has no midnight in ${zone}; the day begins at ${at}.`,
  },
  PROMO_END_WHOLE_DAY: {
    text: ({date, at}) => `${date} is the last day, whole: the promotion ends at ${at}.`,
  },
  PROMO_PERCENT_INVALID: {
    text: ({text}) => `"${text}" is not a percentage above 0 and below 100.`,
    hint: () => 'Write it as --percent 15 or --percent 12.5.',
  },
  PROMO_AMOUNT_INVALID: {
    text: ({text, currency}) => `"${text}" is not an amount of ${currency} above zero.`,
    hint: () => 'Write it as --amount 2.00, with a point and without a currency sign.',
  },
  PROMO_TERMS_NEEDED: {
    text: () => 'A promotion takes either a percentage or an amount off.',
    hint: () => 'Give one of --percent 15 and --amount 2.00.',
  },
  PROMO_SCOPE_NEEDED: {
    text: () => 'It is not said which offers the promotion is for.',
    hint: () => "Give --sku SKU (several times), --where 'category=Mugs', or --all for the whole shop.",
  },
  PROMO_NAME_INVALID: {
    text: ({name}) => `"${name}" is no name for a promotion.`,
    hint: () => 'Give --name with 1 to 80 characters on one line.',
  },
  PROMO_NAME_TAKEN: {
    text: ({name, id, shop}) => `${shop} has another promotion named "${name}" that is not over: ${id}.`,
    hint: ({id}) => `Choose another --name, or take that one back: souk promo cancel ${id}`,
  },
  PROMO_UNKNOWN: {
    text: ({id, shop}) => `${shop} has no promotion ${id}.`,
    hint: ({shop}) => `souk promo list --shop ${shop}`,
  },
  PROMO_OVER_ALREADY: {
    text: ({id, status}) => `${id} is ${status} already; there is nothing to cancel.`,
    hint: ({id}) => `souk promo show ${id}`,
  },
  PROMO_IN_FILE: {
    text: ({file, line, column, why}) => `${file}:${line}:${column}: ${textOf(why)}`,
    hint: ({file}) => `Mend the line and try again; nothing was added: souk promo check --file ${file}`,
  },
  PROMO_CHECK_FAILED: {
    text: ({errors, losses}) => {
      const below = losses === 0 ? '' : ` (${losses} ${losses === 1 ? 'price' : 'prices'} below a bound)`;
      return `The check found ${errors} ${errors === 1 ? 'error' : 'errors'}${below}.`;
    },
    hint: ({errors, losses, accept}) =>
      losses > 0 && losses === errors
        ? `Lower the discount, or leave these offers out${accept === '' ? '' : `, or accept it: ${accept}`}`
        : 'Mend what is listed as an error and check again.',
  },

  PROMO_ENDS_BEFORE_START: {text: ({start, end}) => `It ends (${end}) before it starts (${start}).`},
  PROMO_ALREADY_OVER: {text: ({end, endUtc}) => `It is over already: it ended at ${end} (${endUtc}).`},
  PROMO_ALREADY_DUE: {text: ({start}) => `Its start (${start}) is past: it starts with the next souk promo tick.`},
  PROMO_SCOPE_EMPTY: {text: () => 'No offer of the shop is in its scope.'},
  PROMO_SKU_UNKNOWN: {text: ({sku}) => `The shop has no offer with SKU ${sku}.`},
  PROMO_NO_BASE: {text: ({sku}) => `${sku} has no price.`},
  PROMO_NOT_POSITIVE: {
    text: ({sku, base, off, currency}) => `${sku}: ${off} ${currency} off ${base} leaves nothing to pay.`,
  },
  PROMO_NO_EFFECT: {
    text: ({sku, base, currency}) => `${sku}: the discount is less than the smallest coin of ${base} ${currency}.`,
  },
  PROMO_BELOW_BOUND: {
    text: ({sku, price, bound, source, short, currency}) =>
      `${sku}: ${price} ${currency} is below its ${BOUNDS[source] ?? source} ${bound} by ${short}.`,
  },
  PROMO_COST_UNKNOWN: {
    text: ({sku, price, currency}) =>
      `${sku}: neither cost nor lowest price is known; ${price} ${currency} may be a loss.`,
    hint: () => 'Tell souk what they cost: souk cost import costs.csv',
  },
  PROMO_DISCOUNT_LARGE: {
    text: ({percent, limit}) => `${percent} % off is a large discount (${limit} % or more). Is it meant?`,
  },
  PROMO_OFFER_LARGE: {
    text: ({sku, base, price, percent, currency}) =>
      `${sku}: ${base} → ${price} ${currency} is ${percent} % off. Is it meant?`,
  },
  PROMO_NO_STRIKE: {
    text: ({shop}) => `The shop ${shop} has no place for a struck-through price: it shows the promotion's price alone.`,
  },
  PROMO_STRIKE_ABOVE_LOWEST: {
    text: ({sku, strike, lowest, currency}) =>
      `${sku}: ${strike} ${currency} would be struck through, but in the 30 days before that it was sold at ${lowest}.`,
    hint: () =>
      'In the EU an announced reduction shows the lowest price of the 30 days before: --no-strike, or start later.',
  },
  PROMO_HISTORY_SHORT: {
    text: ({days, wanted, offers}) =>
      `Prices are known for ${days} of the ${wanted} days before it is announced (${offers} ${offers === 1 ? 'offer' : 'offers'}).`,
  },
  PROMO_PINNED: {
    text: ({sku, until, zone}) =>
      `${sku}: its price is pinned${until === '' ? '' : ` until ${zonedText(until, zone)}`}; the promotion leaves it as it is.`,
    hint: ({sku}) => `Let it go: souk price pin ${sku} --off`,
  },
  PROMO_NO_STOCK: {text: ({sku, stock}) => `${sku}: the shop shows ${stock} in stock.`},
  PROMO_OVERLAP: {
    text: ({sku, other, name, price, otherPrice, wins, currency}) =>
      `${sku} is in ${other} "${name}" too (${otherPrice} against ${price} ${currency}); they do not stack, "${wins}" wins.`,
  },

  PROMO_STARTS: {text: ({promotion: id, name}) => `${id} "${name}" starts`},
  PROMO_REPLACES: {text: ({promotion: id, name, other}) => `${id} "${name}" stands instead of ${other}`},
  PROMO_ENDS: {text: ({promotion: id, name}) => `${id} "${name}" ends`},
  PROMO_CANCELLED: {text: ({promotion: id, name}) => `${id} "${name}" is cancelled`},
  PROMO_EDITED: {
    text: ({promotion: id, expected, live, currency}) =>
      `${id} set ${expected} ${currency}, the shop shows ${live === '' ? 'no price' : live}: somebody else decided, left alone`,
  },
  PROMO_CLOCK_BACK: {
    text: ({promotion: id, name, start}) =>
      `${id} "${name}" runs although it starts at ${start}: the clock went back. Left as it stands.`,
  },
  PROMO_MISSED: {
    text: ({promotion: id, name, start, end}) =>
      `${id} "${name}" was missed: souk did not run between ${start} and ${end}.`,
    hint: () => 'souk schedule print',
  },
  PROMO_CAUGHT_UP: {
    text: ({promotion: id, name, what, due}) => `${id} "${name}": its ${what} was due at ${due} and is caught up now.`,
  },

  'promo.head': {
    text: ({id, name, terms, offers, shop}) =>
      `${id} "${name}": ${terms} on ${offers} ${offers === 1 ? 'offer' : 'offers'} of ${shop}`,
  },
  'promo.window': {
    text: ({start, startUtc, end, endUtc}) =>
      `  from   ${start} (${startUtc})\n  until  ${end} (${endUtc}), not included`,
  },
  'promo.status': {text: ({status}) => `  status ${status}`},
  'promo.error': {text: () => 'error  '},
  'promo.warning': {text: () => 'warning'},
  'promo.more-findings': {text: ({more, errors}) => `  … ${more} more, ${errors} of them errors: --json has them all`},
  'promo.more-offers': {text: ({more}) => `  … ${more} more: --json has them all`},
  'promo.sound': {
    text: ({offers}) => `  Nothing found against it; ${offers} ${offers === 1 ? 'offer' : 'offers'} checked.`,
  },
  'promo.none': {
    text: ({shop}) =>
      `No promotions in ${shop}. Make one: souk promo add --name "Mug days" --percent 15 --where 'category=Mugs' --to 2026-11-30`,
  },
  'promo.added': {
    text: ({id, at}) => `Added ${id}; it starts at ${at}. Switches are made by souk nightly or souk promo tick.`,
  },
  'promo.added-due': {
    text: ({id, shop}) => `Added ${id}; it is due now. Set its prices: souk promo tick --shop ${shop}`,
  },
  'promo.hints': {text: () => 'To mend:'},
  'promo.known': {text: ({id}) => `${id} is there already; nothing changed.`},
  'promo.tick-question': {text: ({shop}) => `It is due now. Make the plan for ${shop}?`},
  'promo.stands': {text: ({id}) => `set by ${id}`},
  'promo.start': {text: () => 'start'},
  'promo.end': {text: () => 'end'},
  'promo.due': {text: () => 'due'},
  'promo.calendar-empty': {text: () => 'No switches are coming.'},
  'promo.tick-quiet': {
    text: ({shop, starts, ends, missed}) =>
      starts + ends + missed === 0
        ? `${shop}: nothing is due.`
        : `${shop}: ${starts} started, ${ends} ended, ${missed} missed; no price had to be written.`,
  },
  'promo.cancelled': {text: ({id, name}) => `Cancelled ${id} "${name}". Nothing of it stood in the shop.`},
  'promo.would-cancel': {text: ({id, name}) => `Would cancel ${id} "${name}". Nothing of it stands in the shop.`},
};

/** What is wrong in a file, in the words of this catalogue. */
function textOf({code, params}: PromotionWords['PROMO_IN_FILE']['why']): string {
  const entry: Entry<never> | undefined = (promotion as Readonly<Record<string, Entry<never>>>)[code];
  return entry === undefined ? code : entry.text(params as never);
}
