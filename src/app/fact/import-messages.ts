import type {Shop} from '../../domain/catalog/types.js';
import {KnownError, message} from '../../domain/errors.js';
import type {Refusal} from '../../formats/facts/row.js';
import {messagesIn} from '../../formats/notifications/messages.js';
import type {PullPage, ToldRivals} from '../../ports/platform.js';
import type {Context} from '../context.js';
import {rivalsGone} from '../shop/gone.js';
import {addKept, keepFacts, NOTHING_KEPT} from '../shop/keep.js';
import {shopNow} from '../shop/now.js';
import {addFates, NO_ROWS} from './fates.js';
import {type FactImported, SHOWN, UNLISTED_SHOWN} from './import.js';

export {looksLikeMessages} from '../../formats/notifications/messages.js';

/**
 * Reads rivals' offers from the platform's own messages, as its queue left them in a file. A row is an offer for a SKU, or
 * a message that has none for us: of another store, of an article that is not sold here, or unreadable, which is refused and
 * stands in nobody's way. The oldest message comes first, whatever their order in the file. Writes to no shop.
 *
 * @throws KnownError input MESSAGES_UNKNOWN where the platform sends no such messages, or the file holds none for this shop.
 */
export async function importRivalMessages(context: Context, shop: Shop, file: string): Promise<FactImported> {
  const platform = await context.platform(shop);
  const found = await messagesIn(file);
  const read = platform.rivalsIn?.bind(platform);
  const refusals: Refusal[] = [];
  const told: ToldRivals[] = [];
  let ignored = 0;
  for (const each of found) {
    const said = 'broken' in each || read === undefined ? 'broken' : readOne(read, each.message);
    if (said === 'broken')
      refusals.push({
        line: each.line,
        column: '',
        value: '',
        message: message('MESSAGE_UNREADABLE', {file, line: each.line}),
      });
    else if (said === 'elsewhere') ignored += 1;
    else told.push(said);
  }
  if (told.length === 0) throw new KnownError('input', 'MESSAGES_UNKNOWN', {file, platform: shop.platform});
  told.sort((a, b) => a.seenAt - b.seenAt);
  const kept = await keepTold(context, shop, told);
  const rows = addFates(NO_ROWS, {...kept.counts, refused: refusals.length, ignored: ignored + kept.unlisted.length});
  const names = [...new Set(kept.unlisted)];
  return {
    ...{kind: 'rivals', file, encoding: 'utf-8', unknownColumns: [], errorsFile: null},
    rows: {...rows, total: rows.added + rows.changed + rows.same + rows.repeated + rows.refused + rows.ignored},
    refusals: refusals.slice(0, SHOWN),
    unlisted: {count: names.length, skus: names.slice(0, UNLISTED_SHOWN)},
  };
}

/** Whatever a message holds, it stands in no other's way. */
function readOne(
  read: (message: unknown) => ToldRivals | 'elsewhere' | 'broken',
  said: unknown,
): ToldRivals | 'elsewhere' | 'broken' {
  try {
    return read(said);
  } catch (error) {
    if (error instanceof TypeError) return 'broken';
    throw error;
  }
}

async function keepTold(context: Context, shop: Shop, told: readonly ToldRivals[]) {
  const at = await shopNow(context, shop);
  const skusBy = await skusByExtra(context, shop);
  const unlisted: string[] = [];
  let counts = NOTHING_KEPT;
  await context.data.transaction(async (data) => {
    const inside = {...context, data};
    const put = await keepFacts(inside, shop, 'rivals', at);
    const gone = await rivalsGone(inside, shop, at);
    for (const each of told) {
      context.signal.throwIfAborted();
      const skus = skusBy.get(nameOf(each.extra)) ?? [];
      if (skus.length === 0) unlisted.push(each.extra.value);
      counts = addKept(counts, await put(gone(pageOf(each, skus))));
    }
  });
  return {counts, unlisted};
}

/** What one message says of each of our SKUs. */
function pageOf({records, seenAt, condition, whole, rivals}: ToldRivals, skus: readonly string[]): PullPage<'rivals'> {
  return {
    ...{cursor: '', refused: []},
    records: skus.flatMap((sku) => records.map((record) => ({...record, sku}))),
    ...(whole ? {whole: {rivals, skus: skus.map((sku) => ({sku, condition, seenAt}))}} : {}),
  };
}

async function skusByExtra({data}: Context, shop: Shop): Promise<ReadonlyMap<string, readonly string[]>> {
  const found = new Map<string, string[]>();
  for (const {extra, offers} of await data.catalog.listings(shop.id)) {
    const skus = offers.flatMap(({sku}) => (sku === null ? [] : [sku]));
    for (const [name, value] of Object.entries(extra)) {
      const key = nameOf({name, value});
      found.set(key, [...(found.get(key) ?? []), ...skus]);
    }
  }
  return found;
}

function nameOf({name, value}: ToldRivals['extra']): string {
  return JSON.stringify([name, value]);
}
