import type {Outcome} from '../../../ports/platform.js';
import {guiltyOf} from '../write.js';
import type {Letter} from './pack.js';
import type {WireIssue, WireReport} from './wire.js';

/** Tells rows of whose fate the report says nothing that adds up. */
const UNCLEAR = {code: 'REPORT_UNCLEAR', message: 'Amazon’s report does not say what became of it'};

/**
 * What became of each row of a feed, by its report: messages are named by their number, never by their place. A message
 * without an error was taken only where the report's own sums say so: an error may stand there without a number.
 */
export function outcomesOf(letters: ReadonlyMap<number, Letter>, report: WireReport): readonly Outcome[] {
  const errors = new Map<number, WireIssue[]>();
  let nameless = false;
  for (const issue of report.issues) {
    if (issue.severity !== 'ERROR') continue;
    const {messageId} = issue;
    if (messageId === undefined || !letters.has(messageId)) nameless = true;
    else errors.set(messageId, [...(errors.get(messageId) ?? []), issue]);
  }
  const {messagesProcessed, messagesAccepted, messagesInvalid} = report.summary;
  const whole =
    !nameless &&
    messagesProcessed === letters.size &&
    messagesInvalid === errors.size &&
    messagesAccepted === letters.size - errors.size;
  return [...letters].flatMap(([messageId, letter]) => {
    const found = errors.get(messageId);
    if (found !== undefined) return refused(letter, found);
    return letter.ready.map(
      ({task: {n}}): Outcome =>
        whole ? {n, state: 'applied', remoteId: letter.sku} : {n, state: 'unknown', ...UNCLEAR},
    );
  });
}

/**
 * A message is refused whole. Of several changes in it those are refused whose attribute is at fault; the others were not
 * done and may go again without them.
 */
function refused({ready}: Letter, issues: readonly WireIssue[]): readonly Outcome[] {
  const named = new Set(issues.map(({attributeName}) => attributeName));
  const blamed = new Set(guiltyOf(ready, named).map(({task: {n}}) => n));
  const code = issues[0]?.code ?? 'INVALID';
  const message = [...new Set(issues.map((issue) => issue.message))].join(' ');
  return ready.map(({task: {n}}) =>
    blamed.has(n)
      ? {n, state: 'rejected', code, message}
      : {n, state: 'planned', code: 'NOT_SENT', message: 'not done: another change of the listing was refused'},
  );
}
