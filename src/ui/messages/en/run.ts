import type {ChangeState, RunState} from '../../../domain/change/run.js';
import type {RowWords, RunWords} from '../../../domain/words/run.js';
import {number, zonedText} from '../../format.js';
import type {Catalogue} from '../catalogue.js';
import {counted} from './count.js';

const STATES: Readonly<Record<string, string>> = {
  planned: 'not sent',
  applied: 'sent, not read back',
  verified: 'verified',
  mismatched: 'kept differently by the shop',
  rejected: 'rejected by the shop',
  unknown: 'unknown',
  drifted: 'changed in the shop meanwhile',
  skipped: 'left out',
  undone: 'undone since',
};

const CHANGE_MEANS: Readonly<Record<ChangeState, string>> = {
  planned: 'not sent',
  sending: 'noted and on its way; without an answer it is unknown',
  applied: 'the shop said yes; not read back yet',
  verified: 'read back, and as written',
  mismatched: 'the shop said yes and keeps something else',
  rejected: 'the shop said no',
  unknown: 'sent, no answer; read back before anything is sent again',
  drifted: 'changed in the shop meanwhile: not written',
  skipped: 'not chosen, or given up',
  undone: 'taken back by an undo',
};

const RUN_MEANS: Readonly<Record<RunState, string>> = {
  open: 'at work, or stopped without a word; holds the shop',
  interrupted: 'stopped in good order; holds the shop',
  done: 'every change verified',
  partial: 'over, and some changes did not get through',
  abandoned: 'closed by hand',
};

/** What a person calls the things that a plan changes. */
const THINGS = {listing: 'product', offer: 'offer', stock: 'stock', promotion: 'promotion'} as const;

/** Why many rows alike are left by an undo. */
const LEFT: Readonly<Record<string, string>> = {
  UNDO_NOT_ASKED: 'not asked for',
  UNDO_DONE_BEFORE: 'undone already',
  UNDO_ALREADY: 'that were so before the run, which wrote nothing there',
  UNDO_NOTHING_LEFT: 'that are as they were before: nothing to put back',
  UNDO_STOCK: 'of stock, which was not asked for (--stock takes it back too)',
};

const ROWS: Readonly<Record<string, string>> = {
  ROW_DRIFTED: 'changed in the shop since',
  ROW_GONE: 'is no longer in the shop',
  ROW_EXISTS: 'is in the shop already',
};

export const run: Catalogue<RunWords> = {
  PLAN_FILE_NOT_JSON: {
    text: ({file}) => `${file} is no plan: it is not JSON.`,
    hint: () => 'Write a plan with --plan-file FILE, or list the kept ones: souk plan list',
  },
  PLAN_FILE_FIELD: {
    text: ({file, at, want}) =>
      want === '–'
        ? `${file} is no plan of souk: ${at} is unknown.`
        : `${file} is no plan of souk: ${at} should be ${want}.`,
    hint: () => 'Make the plan again with --plan-file FILE.',
  },
  PLAN_DAMAGED: {
    text: ({plan}) => `Plan ${plan} is not as it was saved: its hash does not fit. Nothing was written.`,
    hint: () => 'Make the plan again; a plan is changed by the command that makes it, never by hand.',
  },
  PLAN_EXPIRED: {
    text: ({plan, at}) => `Plan ${plan} is too old: it was good until ${zonedText(at, 'UTC')}. Nothing was written.`,
    hint: () => 'Run the command that made it again.',
  },
  PLAN_UNKNOWN: {text: ({id}) => `There is no plan ${id}.`, hint: () => 'souk plan list'},
  PLAN_OTHER_SHOP: {
    text: ({plan, shop}) =>
      `Plan ${plan} was made for another shop than the ${shop} connected here. Nothing was written.`,
    hint: () => 'Make the plan again for this shop.',
  },
  PLAN_APPLIED: {
    text: ({plan, run}) =>
      `Nothing to do: ${plan} is applied already${run === '' ? '' : `, by ${run}`}. Nothing was written.`,
    hint: ({run}) => (run === '' ? 'souk run list' : `souk run show ${run}`),
  },
  PLAN_TARGET_UNSUPPORTED: {
    text: ({plan, target}) => `Plan ${plan} wants to write ${target}, which this shop can not take.`,
    hint: ({plan}) => `souk plan show ${plan}`,
  },
  PLAN_GUARDED: {
    text: ({count, rows}) =>
      `Stopped before writing: ${number(count)} ${count === 1 ? 'price does' : 'prices do'} not pass the guards.${listed(rows, count, guardRow)}`,
    hint: ({plan}) => `souk plan show ${plan}, then make the plan again`,
  },
  PLAN_DRIFTED: {
    text: ({shop, count, total, rows}) =>
      `Stopped before writing: ${number(count)} of ${number(total)} changed in ${shop} since the plan was made.${listed(rows, count, driftRow)}`,
    hint: ({plan}) => `Make the plan again, or leave those out: souk run apply ${plan} --skip-drifted`,
  },
  PREVIEW_REFUSED: {
    text: ({target, code, why}) => `${target}: the shop would refuse it (${code}: ${why}).`,
    hint: () =>
      'Mend the row, or leave it out with --only or --limit; what is sent all the same is a refused row of the run.',
  },
  PREVIEW_DONE: {
    text: ({shop, asked, total, refused}) =>
      `${shop} was asked beforehand about ${asked === total ? `all ${total}` : `${asked} of ${total}`} changes and would refuse ${refused}.`,
    hint: ({asked, total}) =>
      asked === total
        ? 'souk plan show'
        : 'The rest is asked about when it is sent: the shop’s limits allow no more in a minute.',
  },
  PLAN_NOT_ITS_UNDO: {
    text: ({plan, run, target}) =>
      `Plan ${plan} does not take back ${run}: it writes something else${target === '' ? '' : ` for ${target}`}. Nothing was written.`,
    hint: ({run}) => `souk run undo ${run}`,
  },
  BREAKER_TRIPPED: {
    text: ({plan, limits}) =>
      `Stopped before writing: ${limits === 1 ? 'a limit' : `${limits} limits`} of the breaker tripped. ${plan} is kept.`,
    hint: ({plan}) => `Look: souk plan show ${plan} --sort move    Accept: souk run apply ${plan} --accept-breaker`,
  },
  SHOP_OBSERVES: {
    text: ({shop, plan}) => `${shop} is only observed: souk does not write to it. ${plan} is kept.`,
    hint: ({shop, plan}) => `souk shop mode ${shop} apply, then souk run apply ${plan}`,
  },
  SHOP_SUGGESTS: {
    text: ({shop, plan}) => `${shop} takes suggestions only: the plan ${plan} waits for you.`,
    hint: ({plan}) => `souk run apply ${plan}`,
  },
  SHOP_PAUSED: {
    text: ({shop, plan}) => `Scheduled writes to ${shop} are paused. ${plan} is kept.`,
    hint: ({shop}) => `souk pause --off --shop ${shop}`,
  },
  TIME_MOVED: {
    text: ({shop}) => `--now moves time, and ${shop} is a real shop: nothing is written to it in moved time.`,
    hint: () => 'Leave out --now (and SOUK_NOW), or look only with --dry-run.',
  },
  CANARY_INVALID: {text: ({text}) => `"${text}" is not a share of the changes.`, hint: () => 'Write it as --canary 5%'},
  SELECTION_EMPTY: {
    text: ({plan}) => `Nothing in ${plan} is meant by --only, --limit and --canary.`,
    hint: ({plan}) => `souk plan show ${plan}`,
  },
  SHOP_LOCKED: {
    text: ({shop, pid, host, free}) =>
      `Another souk is writing to ${shop} (process ${pid} on ${host}).${free === '' ? '' : ` Should it have died there, the shop is free from ${zonedText(free, 'UTC')}.`}`,
    hint: () => 'Wait for it; how far it is: souk run list',
  },
  SHOP_LOCK_LOST: {
    text: ({shop, pid, host}) =>
      `This souk stood still for so long that another one took over ${shop}${pid === 0 ? '' : ` (process ${pid} on ${host})`}; it wrote nothing since.`,
    hint: () => 'See what became of the run: souk run list',
  },
  LOCK_TAKEN_OVER: {
    text: ({shop, pid, host}) =>
      `${shop} was still held by process ${pid} on ${host}, which has ended without letting go: taken over.`,
  },
  RUN_UNKNOWN: {text: ({id}) => `There is no run ${id}.`, hint: () => 'souk run list'},
  RUN_NONE_OPEN: {text: () => 'No run is open: there is nothing to go on with.', hint: () => 'souk run list'},
  RUN_SEVERAL_OPEN: {text: ({runs}) => `Several runs are open: ${runs}.`, hint: () => 'Name one: souk run resume R-…'},
  RUN_NOT_OPEN: {text: ({run, state}) => `${run} is ${state}: it is over.`, hint: ({run}) => `souk run show ${run}`},
  RUN_OUT_OF_TIME: {
    text: ({run, minutes}) =>
      `${run} stopped: it has taken the ${number(minutes)} ${minutes === 1 ? 'minute' : 'minutes'} that a run may take. What was sent is written down.`,
    hint: ({run}) => `souk run resume ${run}, or give it longer: souk config set run-minutes N`,
  },
  RUN_STILL_OPEN: {
    text: ({run, shop}) => `${run} is not finished: ${shop} must be settled before it can be undone.`,
    hint: ({run}) => `souk run resume ${run}, or souk run abandon ${run}`,
  },
  RUN_ROWS_FAILED: {
    text: ({run, rejected, mismatched}) =>
      `${run}: ${[
        rejected > 0 ? `${number(rejected)} rejected by the shop` : '',
        mismatched > 0 ? `${number(mismatched)} kept differently by the shop` : '',
      ]
        .filter((part) => part !== '')
        .join(', ')}.`,
    hint: ({run}) => `souk run result ${run} --failed --output retry.csv`,
  },
  RUN_ROWS_DRIFTED: {
    text: ({run, drifted}) =>
      `${run}: ${number(drifted)} changed in the shop meanwhile and ${drifted === 1 ? 'was' : 'were'} left.`,
    hint: ({run}) => `souk run show ${run} --state drifted`,
  },
  RUN_ROWS_GUARDED: {
    text: ({run, count}) =>
      `${run}: ${number(count)} ${count === 1 ? 'price does' : 'prices do'} not pass the guards any more and ${count === 1 ? 'was' : 'were'} not sent.`,
    hint: ({run}) => `souk run show ${run} --state skipped`,
  },
  RUN_UNFINISHED: {
    text: ({run, unknown, planned}) =>
      `${run} is not finished: ${number(unknown)} unknown, ${number(planned)} not sent. The shop did not let them through.`,
    hint: ({run}) => `souk run resume ${run}`,
  },
  RUN_ABANDONED_UNKNOWN: {
    text: ({run, unknown}) =>
      `${run} is closed, but of ${number(unknown)} changes nobody knows whether the shop made them.`,
    hint: ({run}) => `Look into the shop: souk run show ${run} --state unknown`,
  },
  RUN_PLAN_LOST: {
    text: ({run, plan}) => `The plan ${plan} of ${run} is not in the store.`,
    hint: ({run}) => `souk run abandon ${run}`,
  },

  ROW_DRIFTED: {text: () => 'changed in the shop since the plan was made'},
  ROW_GONE: {text: () => 'is no longer in the shop'},
  ROW_EXISTS: {text: () => 'is in the shop already, and not as planned'},
  ROW_NOT_CHOSEN: {text: () => 'not chosen this time'},
  ROW_ALREADY: {text: () => 'was so already: nothing was sent'},
  ROW_PARENT_MISSING: {text: () => 'its product could not be made'},
  ROW_VARIANT_STAYS: {text: () => 'one of its variants could not be taken down: it stays published'},
  ROW_NO_ANSWER: {text: () => 'the shop did not answer'},
  ROW_MISMATCHED: {text: () => 'the shop said yes and kept something else'},
  ROW_CHANGED_SINCE: {
    text: () => 'was sent, and is otherwise now: the shop kept something else, or somebody changed it since',
  },
  ROW_GUARDED: {text: () => 'does not pass the guards any more: not sent'},
  ROW_ABANDONED: {text: () => 'given up before it was sent'},

  UNDO_OF: {text: ({run}) => `takes back ${run}`},
  UNDO_LIVE_DIFFERS: {text: ({field, wrote, now}) => `${field} is ${now} now, not ${wrote} as the run left it`},
  UNDO_GONE: {text: () => 'is no longer in the shop'},
  UNDO_OTHER_THING: {text: () => 'was made anew since: it is not the one this run wrote'},
  UNDO_SOLD: {text: () => 'has orders: it stays published'},
  UNDO_GREW: {text: () => 'has variants that this run did not make: it stays published'},
  UNDO_CHANGED: {text: () => 'belongs to a product that was changed since: it stays published'},
  UNDO_STOCK: {text: () => 'stock was not asked for (--stock takes it back too)'},
  UNDO_NOT_WRITTEN: {text: ({state}) => `was not written by the run (${STATES[state] ?? state})`},
  UNDO_ALREADY: {text: () => 'was so before the run, which wrote nothing here'},
  UNDO_DONE_BEFORE: {text: () => 'is undone already'},
  UNDO_NOT_ASKED: {text: () => 'not asked for'},
  UNDO_NOTHING_LEFT: {text: () => 'is as it was before: nothing to put back'},

  'plan.head': {
    text: ({plan, kind, shop, platform, currency, sources, matchedBy}) =>
      `Plan ${plan} (${kind}) for shop ${shop} (${platform === '' ? '' : `${platform}, `}${currency})${sources === '' ? '' : ` from ${sources}`}${matchedBy === '' ? '' : `, matched by ${matchedBy}`}`,
  },
  'plan.undo-head': {text: ({plan, shop, run}) => `Plan ${plan} for shop ${shop}: takes back ${run}`},
  'plan.counts': {
    text: ({changes, kinds, create, update, archive, unchanged, refused}) => {
      const parts = [sum('create', create), sum('update', update), sum('archive', archive)].filter(
        (part) => part !== '',
      );
      const rest = [sum('unchanged', unchanged), sum('refused', refused)].filter((part) => part !== '');
      const things = kinds.map(({kind, count}) => counted(count, THINGS[kind]));
      const what = things.length === 0 ? '' : `: ${things.join(', ')}`;
      return `changes ${number(changes)}${what}${parts.length === 0 ? '' : ` = ${parts.join(' + ')}`}${rest.length === 0 ? '' : `; ${rest.join(', ')}`}`;
    },
  },
  'plan.left': {
    text: ({orphan, skipped, held}) =>
      [
        orphan > 0 ? `in the shop and not in the file: ${number(orphan)} (left alone)` : '',
        skipped > 0 ? `skipped: ${number(skipped)}` : '',
        held > 0 ? `held by a guard: ${number(held)}` : '',
      ]
        .filter((part) => part !== '')
        .join('; '),
  },
  'plan.more': {text: ({count, plan}) => `… ${number(count)} more: souk plan show ${plan}`},
  'plan.first': {
    text: () =>
      'First repricing of this shop: the limits on how many prices move, and by how\n  much on average, do not apply.',
  },
  'plan.held-head': {text: ({held}) => `Held by a guard: ${number(held)}`},
  'plan.held-more': {text: ({count, plan}) => `… ${number(count)} more: souk plan show ${plan}`},
  'plan.large': {text: ({count}) => `${number(count)} large ${count === 1 ? 'move' : 'moves'}: look before you write`},
  'plan.refused': {text: ({count}) => `${number(count)} rows refused`},
  'plan.empty': {text: ({plan, shop}) => `Nothing to do: ${shop} is as ${plan} wants it.`},
  'plan.all-held': {
    text: ({plan, held, skipped}) =>
      `Nothing to write: ${[sum('held by a guard', held), sum('skipped', skipped)].filter((part) => part !== '').join(', ')}. Why: souk plan show ${plan}`,
  },
  'plan.dry': {text: ({plan}) => `Nothing was written. Apply it: souk run apply ${plan}`},
  'plan.saved': {
    text: ({plan, file}) => `Nothing was written to the shop. ${plan} is in ${file}. Apply it: souk run apply ${file}`,
  },
  'plan.question': {
    text: ({changes, shop}) => `Apply ${number(changes)} ${changes === 1 ? 'change' : 'changes'} to ${shop}?`,
  },
  'plan.question-all': {text: ({changes, shops}) => `Apply ${number(changes)} changes to ${number(shops)} shops?`},
  'plan.declined': {text: ({plan}) => `Nothing was written. ${plan} is kept: souk run apply ${plan}`},
  'plan.expires': {text: ({at, state}) => `  ${state}, good until ${at}`},
  'plan.none': {text: () => 'There are no plans yet. Every writing command makes one; try: souk reprice --dry-run'},
  'plan.skip-head': {text: () => 'Left alone:'},
  'plan.limit': {text: ({code, measured, limit}) => `${code}: ${measured}, limit ${limit}`},
  'plan.column-target': {text: () => 'SKU'},
  'plan.column-field': {text: () => 'field'},
  'plan.column-now': {text: () => 'now'},
  'plan.column-after': {text: () => 'will be'},
  'plan.column-note': {text: () => 'note'},
  'plan.note-large': {text: () => 'large move'},
  'plan.note-slipped': {text: () => 'slipped decimal point?'},
  'plan.note-create': {text: () => 'new'},
  'plan.note-archive': {text: () => 'taken down'},
  'plan.note-clamp': {text: ({code, to}) => `${code} → ${to}`},
  'plan.diff-head': {
    text: ({a, b, same, onlyA, onlyB, differ}) =>
      `${a} and ${b}: ${number(same)} the same, ${number(differ)} different, ${number(onlyA)} only in ${a}, ${number(onlyB)} only in ${b}`,
  },
  UNDO_RULES_AGAIN: {
    text: ({shop}) => `The next night prices ${shop} by its rules again.`,
    hint: ({shop}) =>
      `Keep a price as it is: souk price pin SKU --shop ${shop}    Stop the nights: souk pause --shop ${shop}`,
  },
  UNDO_PROMOTION_GOES_ON: {
    text: ({promotion}) => `${promotion} goes on for the others, and its next switch sets these prices again.`,
    hint: ({promotion}) => `Keep an offer out of it: souk price pin SKU    End it: souk promo cancel ${promotion}`,
  },
  'undo.counts': {
    text: ({back, left, chosen}) =>
      `  ${number(back)} put back, ${number(left)} left as ${left === 1 ? 'it is' : 'they are'}${chosen === back ? '' : `; ${number(chosen)} of them now`}`,
  },
  'undo.left-head': {text: () => 'Left alone:'},
  'undo.left-count': {text: ({count, code}) => `${number(count)} ${LEFT[code] ?? code}`},
  'undo.nothing': {text: ({run}) => `Nothing of ${run} is left to put back.`},
  'run.applying': {text: ({plan, run}) => `Applying ${plan} as ${run}`},
  'run.checking': {text: ({plan}) => `Comparing the shop with ${plan}`},
  'run.at-limit': {text: () => 'waiting for the limit of the shop'},
  'run.rejected-note': {text: ({rejected}) => `${number(rejected)} rejected`},
  'run.done': {text: ({run, verified, seconds}) => `${run} done: ${number(verified)} verified. ${seconds}.`},
  'run.ended': {text: ({run, state, counts, seconds}) => `${run} ${state}: ${counts}. ${seconds}.`},
  'run.count': {text: ({state, count}) => `${number(count)} ${STATES[state] ?? state}`},
  'run.more-failures': {text: ({count, run}) => `… ${number(count)} more: souk run show ${run}`},
  'run.details': {text: ({run}) => `Details and retry file: souk run result ${run} --failed --output retry.csv`},
  'run.all-before': {text: () => 'All of it was so before: nothing was sent to the shop.'},
  'run.take-back': {text: ({run}) => `Take it back: souk run undo ${run}`},
  'run.go-on': {text: ({run}) => `Go on with:  souk run resume ${run}`},
  'run.rest': {text: ({plan, count}) => `${number(count)} changes of ${plan} stay planned: souk run apply ${plan}`},
  'run.none': {text: () => 'There are no runs yet. Every write to a shop is one.'},
  'run.change-state': {
    text: ({state, count, next}) =>
      `${count === 0 ? '' : `${number(count)} `}${state}: ${CHANGE_MEANS[state]}. ${followed(next)}`,
  },
  'run.run-state': {
    text: ({run, state, is, next}) =>
      `${is ? `${run} is ${state}` : `a run that is ${state}`}: ${RUN_MEANS[state]}. ${followed(next)}`,
  },
  'run.made-by': {
    text: ({kind, shop, plan, started, ended, by}) =>
      `  ${kind} of ${shop}, plan ${plan}, ${started}${ended === '' ? '' : ` to ${ended.slice(-9)}`}\n  by: ${by}`,
  },
  'run.more-rows': {
    text: ({count, run, all}) => `  … ${number(count)} more: souk run show ${run} --limit ${all}`,
  },
  'run.older': {text: ({run}) => `Older ones: souk run list --before ${run}`},
  'run.at-work': {text: ({run, pid, host}) => `${run} is at work: process ${pid} on ${host}.`},
  'run.stopped': {text: ({run, shop}) => `${run} has stopped and holds ${shop}. Go on with:  souk run resume ${run}`},
  'run.undoes': {text: ({run}) => `Takes back ${run}.`},
  'run.undone-by': {text: ({run}) => `Undone by ${run}.`},
  'run.result-written': {text: ({file, rows}) => `${file}: ${number(rows)} rows.`},
  'pause.on': {
    text: ({shop}) => `Scheduled writes to ${shop} are paused. Let them on again: souk pause --off --shop ${shop}`,
  },
  'pause.off': {text: ({shop}) => `Scheduled writes to ${shop} go on.`},
};

/** The moves that are left to a state. */
function followed(next: readonly string[]): string {
  const [last, ...rest] = [...next].reverse();
  if (last === undefined) return 'Nothing follows.';
  return `May become ${rest.length === 0 ? '' : `${rest.reverse().join(', ')} or `}${last}.`;
}

function sum(word: string, count: number): string {
  return count === 0 ? '' : `${number(count)} ${word}`;
}

function listed(rows: readonly RowWords[], count: number, line: (row: RowWords) => string): string {
  const more = count > rows.length ? `\n  … ${number(count - rows.length)} more` : '';
  return `${rows.map((row) => `\n  ${line(row)}`).join('')}${more}`;
}

function driftRow({target, code, field, expected, found}: RowWords): string {
  if (field === undefined) return `${target} ${ROWS[code] ?? code}`;
  return `${target}: ${field} is ${found}, the plan saw ${expected}`;
}

function guardRow({target, code, expected, found}: RowWords): string {
  return `${target}: ${found} (${code}${expected === undefined ? '' : `, at best ${expected}`})`;
}
