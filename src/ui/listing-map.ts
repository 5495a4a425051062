import path from 'node:path';
import {draftMap, type SampledColumn, writeMap} from '../app/listing/draft-map.js';
import {KnownError} from '../domain/errors.js';
import {plain} from './format.js';
import {type ReadingFlags, readingOf} from './listing-flags.js';
import {render} from './messages/catalogue.js';
import {askChoice} from './prompt.js';
import type {Session} from './session.js';

/** Asks, field by field, under which column a file has it, and writes the answers down. Never without a terminal. */
export async function askMap(
  session: Session,
  {
    file,
    output,
    force,
    ...flags
  }: ReadingFlags & {readonly file: string; readonly output: string | undefined; readonly force: boolean},
): Promise<{readonly file: string; readonly map: string; readonly columns: Readonly<Record<string, string>>}> {
  if (!session.io.interactive) throw new KnownError('usage', 'MAP_NEEDS_TERMINAL', {file});
  const {map: _map, decimal: _decimal, ...reading} = readingOf(flags);
  const {columns: found, guesses, delimiter} = await draftMap(file, reading);
  const none = render(session.language, {code: 'listing.map-none', params: {}}).text;
  const chosen: Record<string, string> = {};
  const left = new Map(found.map((column) => [column.header, column]));
  for (const {field, column} of guesses) {
    if (left.size === 0) break;
    const choices = [
      {name: none, value: ''},
      ...[...left.values()].map((each) => ({name: shown(each), value: each.header})),
    ];
    const question = render(session.language, {code: 'listing.map-ask', params: {field}}).text;
    const answer = await askChoice(session, question, choices, left.has(column) ? column : '');
    if (answer === '') continue;
    chosen[field] = answer;
    left.delete(answer);
  }
  const name = path.parse(file).name;
  const map = output ?? `${name}.map.yaml`;
  await writeMap(() => session.context(), {output: map, force, name, delimiter, columns: chosen});
  return {file, map, columns: chosen};
}

function shown({header, samples}: SampledColumn): string {
  const values = samples.map((sample) => plain(sample.length > 24 ? `${sample.slice(0, 23)}…` : sample));
  return `${plain(header)}${values.length === 0 ? '' : `  (${values.join(' · ')})`}`;
}
