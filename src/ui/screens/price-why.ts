import type {Candidate, Reasons} from '../../app/price/why.js';
import type {GuardVerdict} from '../../domain/change/types.js';
import type {Message} from '../../domain/errors.js';
import {amountOrNull} from '../../domain/money.js';
import type {Learnt} from '../../domain/pricing/learnt.js';
import {plain} from '../format.js';
import type {Screen} from '../screen.js';

/** Why a price is what it is: the strategies, the choice, each guard with its number, and what would have to change. */
export function showWhy(screen: Screen, why: Reasons): void {
  const {currency} = why;
  const amount = (minor: number | null) => amountOrNull(minor, currency) ?? '–';
  const place = why.rule.line === null ? (why.rule.file ?? '') : `${why.rule.file}:${why.rule.line}`;
  const head = {sku: plain(why.sku), now: amount(why.now), currency, rule: plain(why.rule.name ?? ''), place};
  if (why.outcome === 'change') screen.say('price.why.head', {...head, next: amount(why.next)});
  else screen.say('price.why.kept', {...head, outcome: why.outcome});
  if (why.live !== why.now) screen.say('price.why.live', {live: amount(why.live), currency});
  screen.line();
  screen.table(
    [
      {label: screen.text('price.why.strategy', {})},
      {label: screen.text('price.why.price', {}), align: 'right'},
      {label: screen.text('price.why.because', {}), shrink: true},
    ],
    why.candidates.map((each) => candidateRow(screen, each, amount)),
  );
  for (const {proposal} of why.candidates) {
    for (const said of proposal.evidence) screen.line(`    ${plain(screen.words(said).text)}`);
  }
  if (why.learnt !== null) showLearnt(screen, why.learnt, amount);
  const chosen = why.candidates.find((each) => each.chosen);
  screen.line(`  ${screen.text('price.why.chosen', {strategy: chosen?.strategy ?? 'hold'})}`);
  if (why.guards.length > 0) {
    screen.table(
      [
        {label: screen.text('price.why.guard', {})},
        {label: screen.text('price.why.verdict', {})},
        {label: screen.text('price.why.because', {}), shrink: true},
      ],
      why.guards.map((guard) => guardRow(screen, guard)),
      {indent: 4},
    );
  }
  screen.line(`  ${screen.text('price.why.margin', {now: why.marginNow ?? '', next: why.marginNext ?? ''})}`);
  if (why.reason !== null) hinted(screen, why.reason);
  for (const said of why.otherwise) screen.line(`  ${screen.words(said).text}`);
}

/** What was learnt, and each rival with what it does when we move. */
function showLearnt(screen: Screen, learnt: Learnt, amount: (minor: number) => string): void {
  const {elasticity, low, high, grade, days, units, markup, rivals} = learnt;
  const figures = {elasticity, low, high, grade, days, units};
  screen.line(`    ${screen.text('price.why.learnt', figures)}`);
  if (markup !== null) {
    screen.line(`    ${screen.text('price.why.markup', {...markup, elasticity: markup.elasticity ?? ''})}`);
  }
  for (const {rival, price, follows} of rivals)
    screen.line(`    ${screen.text('price.why.rival', {rival: plain(rival), price: amount(price), follows})}`);
}

function candidateRow(screen: Screen, {strategy, proposal}: Candidate, amount: (minor: number) => string): string[] {
  if (proposal.kind === 'skip') return [strategy, '–', plain(screen.words(proposal.reason).text)];
  return [strategy, amount(proposal.price), plain(proposal.reasons.map((said) => screen.words(said).text).join('; '))];
}

function guardRow(screen: Screen, {code, verdict, to, why}: GuardVerdict): string[] {
  const words = why === undefined ? '' : plain(screen.words(why).text);
  const marked =
    verdict === 'hold' ? screen.paint.harm(verdict) : verdict === 'clamp' ? screen.paint.look(verdict) : verdict;
  return [code, to === undefined ? marked : `${marked} → ${to}`, words];
}

function hinted(screen: Screen, said: Message): void {
  const {text, hint} = screen.words(said);
  screen.line(`  ${plain(text)}`);
  if (hint !== '') screen.line(`    ${hint}`);
}

/** The same as data. */
export function whyJson(why: Reasons): object {
  const amount = (minor: number | null) => amountOrNull(minor, why.currency);
  const {floors, ceilings, breakEven} = why.bounds;
  const bound = (each: {readonly source: string; readonly price: number}) => ({
    source: each.source,
    price: amount(each.price),
  });
  return {
    shop: why.shop,
    sku: why.sku,
    title: why.title,
    currency: why.currency,
    price: amount(why.now),
    livePrice: amount(why.live),
    next: amount(why.next),
    outcome: why.outcome,
    rule: why.rule,
    strategies: why.candidates.map(({strategy, chosen, proposal}) => ({
      strategy,
      chosen,
      ...(proposal.kind === 'skip'
        ? {skipped: proposal.reason}
        : {price: amount(proposal.price), reasons: proposal.reasons}),
      evidence: proposal.evidence,
    })),
    guards: why.guards,
    reason: why.reason,
    bounds: {floors: floors.map(bound), ceilings: ceilings.map(bound)},
    breakEven: breakEven.known ? amount(breakEven.price) : null,
    margin: {now: why.marginNow, next: why.marginNext},
    demand: why.learnt === null ? null : learntJson(why.learnt, amount),
    otherwise: why.otherwise,
  };
}

function learntJson(learnt: Learnt, amount: (minor: number) => string | null): object {
  const {elasticity, low, high, grade, unitsADay, cover, gain, days, units, markup, rivals} = learnt;
  return {
    elasticity,
    interval: {low, high, level: '0.80'},
    grade,
    learntFrom: {days, units},
    markup,
    unitsADay,
    class: learnt.class,
    coverDays: cover,
    expectedGain: gain,
    rivals: rivals.map(({rival, price, follows}) => ({rival, price: amount(price), follows})),
  };
}
