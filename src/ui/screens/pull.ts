import type {PullResult} from '../../app/shop/pull.js';
import {type Language, render} from '../messages/catalogue.js';
import type {Screen} from '../screen.js';

export function pullJson(language: Language, {at, kinds, forgotten, refused}: PullResult) {
  return {
    at: new Date(at).toISOString(),
    kinds,
    forgotten,
    refused: refused.map((said) => ({code: said.code, message: render(language, said).text})),
  };
}

/** Counts by kind, what is gone, and rows that could not be read. */
export function showPull(screen: Screen, shop: string, {kinds, forgotten, refused}: PullResult): void {
  screen.say('pull.head', {shop});
  screen.table(
    [
      {label: ''},
      {label: screen.text('pull.read', {}), align: 'right'},
      {label: screen.text('pull.added', {}), align: 'right'},
      {label: screen.text('pull.changed', {}), align: 'right'},
      {label: screen.text('pull.same', {}), align: 'right'},
      {label: screen.text('pull.refused', {}), align: 'right'},
    ],
    kinds.map(({kind, read, added, changed, same, refused: bad}) => [
      kind === 'listings' ? screen.text('pull.products', {}) : kind,
      ...[read, added, changed, same, bad].map(String),
    ]),
  );
  for (const {kind, repeated} of kinds) if (repeated > 0) screen.say('pull.repeated', {kind, count: repeated});
  if (forgotten.listings + forgotten.offers > 0) screen.say('pull.forgotten', forgotten);
  for (const said of refused.slice(0, 10)) screen.line(`  ${screen.paint.look(screen.words(said).text)}`);
  if (refused.length > 10) screen.say('pull.more', {count: refused.length - 10});
}
