import type {Shop} from '../../domain/catalog/types.js';
import type {FactName, FactRecords} from '../../formats/facts/kinds.js';
import type {Refusal} from '../../formats/facts/row.js';
import type {Context} from '../context.js';
import {errorsFileFor} from '../output.js';
import {customerHasher} from '../shop/customer.js';
import {addKept, keepFacts, NOTHING_KEPT} from '../shop/keep.js';
import {shopNow} from '../shop/now.js';
import {addFates, NO_ROWS, type RowFates} from './fates.js';
import {recordMaker} from './merge.js';
import {type FactFile, openFacts} from './read.js';
import {type InWords, writeRemainder, writeReport} from './remainder.js';

export interface FactImport {
  readonly kind: FactName;
  readonly file: string;
  /** `reject-all`: one bad row and nothing is taken. `skip-rows`: the good ones are taken. */
  readonly onError: 'reject-all' | 'skip-rows';
  readonly encoding?: string;
  readonly delimiter?: string;
  readonly words: InWords;
}

export interface FactImported {
  readonly kind: FactName;
  readonly file: string;
  readonly encoding: string;
  readonly rows: RowFates;
  /** Columns of the file that souk does not know, and did not read. */
  readonly unknownColumns: readonly string[];
  /** The first fifty. */
  readonly refusals: readonly Refusal[];
  /** Where refusals are written down: the report, or the remainder to mend. Null when nothing was refused. */
  readonly errorsFile: string | null;
  /** SKUs of the file that the shop does not list: a slip, or not published yet. The first few. */
  readonly unlisted: {readonly count: number; readonly skus: readonly string[]};
}

/** So many refusals and unlisted SKUs are told; the others are counted. */
export const SHOWN = 50;
export const UNLISTED_SHOWN = 5;

/**
 * Reads a file of facts into the store, all of it or (`reject-all` with a bad row) nothing; writes to no shop. The file
 * is read as a stream, once to judge it and once to keep it.
 *
 * @throws KnownError input when the file can not be read as such a table.
 */
export async function importFacts(context: Context, shop: Shop, input: FactImport): Promise<FactImported> {
  const {kind, file} = input;
  const facts = await openFacts(file, kind, shop, {
    ...(input.encoding === undefined ? {} : {encoding: input.encoding}),
    ...(input.delimiter === undefined ? {} : {delimiter: input.delimiter}),
  });
  const judged = await judge(facts, context.signal);
  const {refused} = judged.rows;
  const errors = refused === 0 ? null : errorsFileFor(file);
  const rest = {
    kind,
    file,
    encoding: facts.table.encoding,
    unknownColumns: facts.header.unknown,
    refusals: judged.refusals,
    errorsFile: errors,
  };
  if (errors !== null && input.onError === 'reject-all') {
    await writeReport(errors, facts, input.words);
    const held = judged.rows.total - refused - judged.rows.ignored;
    return {...rest, rows: {...judged.rows, held}, unlisted: {count: 0, skus: []}};
  }
  if (errors !== null)
    await writeRemainder(errors, facts, kind, shop, input.words, await customerHasher(context.secrets));
  const kept = await keep(context, shop, kind, facts);
  return {...rest, rows: {...judged.rows, ...kept.rows}, unlisted: await unlisted(context, shop, kept.skus)};
}

/** First look: counts, and what is wrong. */
async function judge(facts: FactFile, signal: AbortSignal): Promise<{rows: RowFates; refusals: Refusal[]}> {
  const refusals: Refusal[] = [];
  let rows = NO_ROWS;
  for await (const batch of facts.rows()) {
    signal.throwIfAborted();
    for (const row of batch) if (row.fate === 'refused' && refusals.length < SHOWN) refusals.push(row.refusal);
    const count = (fate: string) => batch.filter((row) => row.fate === fate).length;
    rows = addFates(rows, {total: batch.length, refused: count('refused'), ignored: count('ignored')});
  }
  return {rows, refusals};
}

/** Keeps the good rows in one transaction. SKUs are gathered only for kinds that should be in the shop's catalogue. */
async function keep<K extends FactName>(context: Context, shop: Shop, name: K, facts: FactFile) {
  const at = await shopNow(context, shop);
  const step = context.progress.start(name, null);
  const skus = new Set<string>();
  let rows = NOTHING_KEPT;
  try {
    await context.data.transaction(async (data) => {
      const put = await keepFacts({...context, data}, shop, name, at);
      const record = await recordMaker(data, shop, name);
      for await (const batch of facts.rows()) {
        context.signal.throwIfAborted();
        const records = batch.flatMap((row) => (row.fate === 'good' ? [record(row.values)] : []));
        rows = addKept(rows, await put(records));
        if (name !== 'orders')
          for (const {sku} of records as readonly FactRecords[FactName][]) if (sku !== '') skus.add(sku);
        step.advance(batch.length);
      }
      await data.shops.setCursor(shop.id, `${name}-import`, facts.table.hash, context.clock.real());
    });
  } finally {
    step.end();
  }
  return {rows, skus};
}

async function unlisted({data}: Context, shop: Shop, skus: ReadonlySet<string>): Promise<FactImported['unlisted']> {
  if (skus.size === 0) return {count: 0, skus: []};
  const listed = new Set((await data.catalog.listings(shop.id)).flatMap(({offers}) => offers.map(({sku}) => sku)));
  const missing = listed.size === 0 ? [] : [...skus].filter((sku) => !listed.has(sku));
  return {count: missing.length, skus: missing.slice(0, UNLISTED_SHOWN)};
}
