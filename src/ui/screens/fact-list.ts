import type {CellType, Column, FactList, FactName, Values} from '../../app/fact/list.js';
import {formatAmount} from '../../domain/money.js';
import type {Answer} from '../answer.js';
import type {Screen} from '../screen.js';
import type {Session} from '../session.js';

interface ListFlags {
  readonly shop?: string | undefined;
  readonly sku?: readonly string[] | undefined;
  readonly limit: number;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** Lists what the store knows of a kind. */
export async function answerList(
  session: Session,
  kind: Exclude<FactName, 'daily'>,
  flags: ListFlags,
): Promise<Answer> {
  const [{findShop}, {listFacts}, {readEdges}] = await Promise.all([
    import('../../app/shop/find.js'),
    import('../../app/fact/list.js'),
    import('../../app/fact/window.js'),
  ]);
  const context = await session.context();
  const shop = await findShop(context, flags.shop);
  const edges = readEdges(flags.from, flags.to, shop.terms.zone);
  const list = await listFacts(context, shop, kind, {
    limit: flags.limit,
    ...edges,
    ...(flags.sku === undefined ? {} : {skus: flags.sku}),
  });
  const {currency} = shop.terms;
  return {
    result: {
      shop: shop.name,
      currency,
      [kind]: rowsJson(list, currency),
      more: list.more,
    },
    show: (screen) => showList(screen, shop.name, list, currency),
  };
}

const MONEY: ReadonlySet<CellType> = new Set(['price', 'amount', 'signed']);

/** Rows as data: money as decimal text, instants as ISO text in UTC. */
export function rowsJson({columns, rows}: FactList, currency: string): object[] {
  return rows.map((row) => rowJson(columns, row, currency));
}

function rowJson(
  columns: readonly Column[],
  row: Values,
  currency: string,
): Record<string, string | number | boolean | null> {
  const own = typeof row['currency'] === 'string' ? row['currency'] : currency;
  return Object.fromEntries(
    columns.map(({name, type}) => {
      const value = row[name] ?? null;
      if (typeof value === 'number' && MONEY.has(type)) return [name, formatAmount(value, own)];
      return [name, typeof value === 'number' && type === 'instant' ? new Date(value).toISOString() : value];
    }),
  );
}

function showList(screen: Screen, shop: string, list: FactList, currency: string): void {
  if (list.rows.length === 0) {
    screen.say('fact.none', {shop, kind: list.kind});
    return;
  }
  showRows(screen, list, currency);
  if (list.more) screen.say('fact.more', {shown: list.rows.length});
}

/** Rows as a table, without the columns that none of them fills. */
export function showRows(screen: Screen, {columns, rows}: FactList, currency: string): void {
  const texts = rows.map((row) => rowJson(columns, row, currency));
  const used = columns.filter(({name, need}) => need !== undefined || texts.some((row) => row[name] !== null));
  const numeric = (type: CellType) => MONEY.has(type) || ['rate', 'count', 'pack', 'quantity', 'stock'].includes(type);
  screen.table(
    used.map(({name, type}) => ({
      label: name,
      align: numeric(type) ? ('right' as const) : ('left' as const),
      shrink: type === 'text',
    })),
    texts.map((row) => used.map(({name, type}) => cellText(row[name] ?? null, type))),
  );
}

/** Whole seconds say no thousandths, so that a terminal of 80 columns has room for more. */
function cellText(value: string | number | boolean | null, type: CellType): string {
  if (type === 'instant') return String(value ?? '').replace('.000Z', 'Z');
  if (typeof value === 'boolean') return value ? '1' : '0';
  return value === null ? '' : String(value);
}
