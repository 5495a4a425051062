import type {Results} from '../results.js';
import type {Line} from './desk.js';
import {idsBySlug} from './find.js';
import {cutRows} from './send.js';
import {slugOf} from './slug.js';
import type {Wish} from './wish.js';

/**
 * Makes products: Vendure has no array mutation for it, so many are aliased in one request where souk is signed in with a
 * session. Aliases run one after another, each for itself, and an error hides what was done before it: then the shop is
 * asked what is there before anything is sent again.
 */
export async function makeProducts(
  line: Line,
  wishes: readonly Wish[],
  results: Results,
  signal: AbortSignal,
): Promise<void> {
  const desk = await line.desk(signal);
  let left = wishes.filter((wish) => canBeMade(wish, results));
  const there = await idsBySlug(line, left.map(keyOf), signal);
  left = left.filter((wish) => {
    const id = there.get(keyOf(wish));
    if (id !== undefined) results.rejected(wish.change.n, 'EXISTS', `${keyOf(wish)} is there already`, id);
    return id === undefined;
  });
  const {defaultLanguageCode} = desk.channel;
  const limit = {bytes: 80_000, rows: line.door.aliases};
  for (const part of cutRows(left, (wish) => inputOf(wish, defaultLanguageCode), limit)) {
    await makePart(line, part, defaultLanguageCode, results, signal);
  }
}

async function makePart(
  line: Line,
  part: readonly Wish[],
  language: string,
  results: Results,
  signal: AbortSignal,
): Promise<void> {
  let left = part;
  while (left.length > 0) {
    const head = left.map((_, i) => `$p${i}: CreateProductInput!`).join(', ');
    const fields = left.map((_, i) => `p${i}: createProduct(input: $p${i}) { id slug }`).join(' ');
    const variables = Object.fromEntries(left.map((wish, i) => [`p${i}`, inputOf(wish, language)]));
    const told = await line.door.tell(`mutation (${head}) { ${fields} }`, variables, signal);
    if (told.kind === 'done') {
      left.forEach(({change: {n}}, i) => {
        results.applied(n, (told.data[`p${i}`] as {id: string}).id);
      });
      return;
    }
    const bad = told.kind === 'refused' ? left[Number(/^p(\d+)$/u.exec(told.field)?.[1] ?? -1)] : undefined;
    if (told.kind !== 'refused' || bad === undefined) {
      results.told(
        left.map(({change: {n}}) => n),
        told,
      );
      return;
    }
    const made = await idsBySlug(line, left.map(keyOf), signal);
    results.told([bad.change.n], told);
    for (const wish of left) if (made.has(keyOf(wish))) results.applied(wish.change.n, made.get(keyOf(wish)));
    left = left.filter((wish) => wish !== bad && !made.has(keyOf(wish)));
  }
}

function canBeMade({change: {n, target, fields}}: Wish, results: Results): boolean {
  const key = target.key.product ?? '';
  if (key === '' || slugOf(key) !== key) {
    results.rejected(n, 'KEY_UNFIT', `Vendure would call "${key}" "${slugOf(key)}"`);
    return false;
  }
  if (typeof fields['title']?.after === 'string' && fields['title'].after.trim() !== '') return true;
  results.rejected(n, 'TITLE_MISSING', 'a product of Vendure has a name');
  return false;
}

function keyOf({change}: Wish): string {
  return change.target.key.product ?? '';
}

function inputOf({change, input}: Wish, languageCode: string): Readonly<Record<string, unknown>> {
  const {title, description} = change.fields;
  const words = {languageCode, slug: change.target.key.product};
  return {
    ...input,
    translations: [{...words, name: title?.after, description: description?.after ?? ''}],
  };
}
