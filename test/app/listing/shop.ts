import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import type {Context} from '../../../src/app/context.js';
import {exportListings} from '../../../src/app/listing/export.js';
import {type ImportInput, type ImportResult, importListings} from '../../../src/app/listing/import.js';
import {applyPlan} from '../../../src/app/run/apply.js';
import type {Shop} from '../../../src/domain/catalog/types.js';
import {openContext} from '../../../src/ui/context.js';
import {processIo} from '../../../src/ui/io.js';
import {languageOf} from '../../../src/ui/messages/index.js';
import {wordingOf} from '../../../src/ui/screens/listing.js';

/** A practice shop in a home of its own, wired as the program wires it. */
export interface TestShop {
  readonly context: Context;
  readonly shop: Shop;
  readonly folder: string;
  import(file: string, input?: Partial<ImportInput>): Promise<ImportResult>;
  /** Imports and applies; answers with what the import found. */
  bring(file: string, input?: Partial<ImportInput>): Promise<ImportResult>;
  export(dialect: string, name?: string): Promise<string>;
}

const words = wordingOf({language: languageOf('en')});

/** Runs `work` with an empty practice shop and takes it away afterwards. */
export async function withShop<T>(work: (test: TestShop) => Promise<T>, currency = 'USD'): Promise<T> {
  const home = await mkdtemp(path.join(tmpdir(), 'souk-listing-'));
  const io = processIo({json: true, quiet: true, yes: true});
  const context = await openContext({home, io, signal: new AbortController().signal, now: undefined, by: 'souk test'});
  try {
    const terms = {currency, zone: 'UTC', pricesIncludeTax: false, taxRate: null};
    const shop = await context.data.shops.add({
      name: 'main',
      platform: 'practice',
      mode: 'apply',
      terms,
      settings: {},
      createdAt: 0,
    });
    return await work(tools(context, shop, home));
  } finally {
    await context.close();
    await rm(home, {recursive: true, force: true});
  }
}

function tools(context: Context, shop: Shop, folder: string): TestShop {
  const bring = async (file: string, input: Partial<ImportInput> = {}) => {
    const errors = path.join(folder, 'errors.csv');
    return await importListings(context, {
      shop: shop.name,
      file,
      dialect: 'auto',
      key: 'sku',
      mode: 'upsert',
      onError: 'reject-all',
      errors,
      warnings: path.join(folder, 'warnings.csv'),
      reading: {},
      adWords: {templates: 'templates', home: folder},
      negativeStock: false,
      overrideBounds: false,
      words,
      ...input,
    });
  };
  return {
    context,
    shop,
    folder,
    import: bring,
    bring: async (file, input) => {
      const result = await bring(file, input);
      if (result.plan !== null && result.plan.changes.length > 0)
        await applyPlan(context, result.plan, {acceptBreaker: true});
      await result.remember();
      return result;
    },
    export: async (dialect, name = 'out.csv') => {
      const output = path.join(folder, name);
      await exportListings(context, {shop: shop.name, dialect, output, bom: false, force: true});
      return output;
    },
  };
}

/** How many rows met each fate, in one line. */
export function fatesText({rows, fates}: ImportResult): string {
  const parts = Object.entries(fates).filter(([, count]) => count > 0);
  return `${rows} = ${parts.map(([fate, count]) => `${count} ${fate}`).join(' + ')}`;
}

/** How many rows were refused for what. */
export function refusalsText({errors}: ImportResult): string {
  const counts = new Map<string, number>();
  for (const {message} of errors) counts.set(message.code, (counts.get(message.code) ?? 0) + 1);
  return [...counts].map(([code, count]) => `${count} ${code}`).join(', ');
}
