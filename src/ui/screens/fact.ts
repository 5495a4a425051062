import type {Context} from '../../app/context.js';
import type {FactImported} from '../../app/fact/import.js';
import type {FactName} from '../../app/fact/list.js';
import type {Shop} from '../../domain/catalog/types.js';
import {message} from '../../domain/errors.js';
import type {Answer} from '../answer.js';
import {type Language, render} from '../messages/catalogue.js';
import type {Session} from '../session.js';
import {importJson, showImport, warningsOf} from './fact-imported.js';

interface ImportFlags {
  readonly shop?: string | undefined;
  readonly 'on-error': string;
  readonly encoding?: string | undefined;
  readonly delimiter?: string | undefined;
}

/** Reads a file of facts into the store and answers with the fate of its rows. */
export async function answerImport(
  session: Session,
  kind: FactName,
  file: string,
  flags: ImportFlags,
): Promise<Answer> {
  const [{findShop}, {importFacts}] = await Promise.all([
    import('../../app/shop/find.js'),
    import('../../app/fact/import.js'),
  ]);
  const context = await session.context();
  const shop = await findShop(context, flags.shop);
  if (kind === 'rivals') {
    const told = await messagesOf(context, shop, file);
    if (told !== null) return answerMessages(session.language, shop.name, told);
  }
  // A schedule without some of its steps would be another one, and cheaper perhaps.
  const onError = flags['on-error'] === 'skip-rows' && kind !== 'fees' ? 'skip-rows' : 'reject-all';
  const imported = await importFacts(context, shop, {
    kind,
    file,
    onError,
    ...(flags.encoding === undefined ? {} : {encoding: flags.encoding}),
    ...(flags.delimiter === undefined ? {} : {delimiter: flags.delimiter === 'tab' ? '\t' : flags.delimiter}),
    words: (said) => render(session.language, said),
  });
  const failure = failureOf(imported, onError);
  return {
    result: importJson(session.language, shop.name, imported),
    show: (screen) => showImport(screen, shop.name, imported),
    warnings: warningsOf(shop.name, imported),
    ...(failure === null ? {} : {failure}),
  };
}

/** Messages of the platform's own, where the file holds such. */
async function messagesOf(context: Context, shop: Shop, file: string): Promise<FactImported | null> {
  const {importRivalMessages, looksLikeMessages} = await import('../../app/fact/import-messages.js');
  return (await looksLikeMessages(file)) ? await importRivalMessages(context, shop, file) : null;
}

/** Messages that could not be read stand in nobody's way: each is a warning. */
function answerMessages(language: Language, shop: string, imported: FactImported): Answer {
  return {
    result: importJson(language, shop, imported),
    show: (screen) => showImport(screen, shop, imported),
    warnings: [...warningsOf(shop, imported), ...imported.refusals.map(({message: said}) => said)],
  };
}

function failureOf({file, rows, errorsFile}: FactImported, onError: string): NonNullable<Answer['failure']> | null {
  if (errorsFile === null) return null;
  if (onError === 'skip-rows')
    return {
      category: 'rows',
      message: message('FACT_ROWS_LEFT_OUT', {file, rows: rows.refused, remainder: errorsFile}),
    };
  return {category: 'input', message: message('FACT_ROWS_REFUSED', {file, rows: rows.refused, report: errorsFile})};
}

/** Links a SKU to an item. */
export async function answerLink(
  session: Session,
  input: {readonly sku: string; readonly item: string; readonly pack: number | undefined},
  name: string | undefined,
): Promise<Answer> {
  const [{findShop}, {linkItem}] = await Promise.all([
    import('../../app/shop/find.js'),
    import('../../app/fact/link.js'),
  ]);
  const context = await session.context();
  const shop = await findShop(context, name);
  const {record, before, listed} = await linkItem(context, shop, input);
  const {sku, item, pack} = record;
  const unlisted = message('FACT_SKUS_UNLISTED', {shop: shop.name, count: 1, skus: sku});
  return {
    result: {
      shop: shop.name,
      link: {sku, item, pack},
      before: before === null ? null : {sku, item: before.item, pack: before.pack},
    },
    warnings: listed ? [] : [unlisted],
    show: (screen) => {
      screen.say('fact.linked', {sku, item, pack, shop: shop.name});
      if (before !== null && (before.item !== item || before.pack !== pack))
        screen.say('fact.linked-before', {item: before.item, pack: before.pack});
    },
  };
}

/** Writes a sheet of floors and ceilings. */
export async function answerSuggest(
  session: Session,
  flags: {
    readonly shop?: string | undefined;
    readonly margin: string;
    readonly output: string;
    readonly force: boolean;
  },
): Promise<Answer> {
  const [{findShop}, {readMargin, suggestBounds}] = await Promise.all([
    import('../../app/shop/find.js'),
    import('../../app/fact/suggest.js'),
  ]);
  const margin = readMargin(flags.margin);
  const context = await session.context();
  const shop = await findShop(context, flags.shop);
  const suggestion = await suggestBounds(context, shop, {
    margin,
    file: flags.output,
    force: flags.force,
    words: (said) => render(session.language, said),
  });
  const {file, rows, floors, unknown, below} = suggestion;
  return {
    result: {shop: shop.name, margin, ...suggestion},
    show: (screen) => {
      screen.say('fact.suggested', {file, rows, floors});
      if (unknown > 0) screen.say('fact.suggested-unknown', {count: unknown});
      if (below > 0) screen.say('fact.suggested-below', {count: below});
      screen.say('fact.suggested-next', {file, shop: shop.name});
    },
  };
}
