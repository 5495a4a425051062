import {type DocumentNode, execute, parse, validate} from 'graphql';
import {bulkRoot} from './operations.js';
import {rootOf} from './root.js';
import type {Contract} from './schema.js';
import type {ShopState} from './state.js';
import {deniedOf, pointsOf, pointsTaken, selectionOf} from './toll.js';
import type {BulkDesk} from './work.js';

type Variables = Readonly<Record<string, unknown>>;

export interface GraphQlRequest {
  readonly query: string;
  readonly operationName?: string;
  readonly variables?: Variables;
}

/** An answer: its body, whether the operation writes, and whether it got as far as being done. */
export interface Reply {
  readonly status: number;
  readonly body: object;
}

/** How often each operation was found to fit the schema, and how often not. */
export type Tally = Map<string, {fits: number; fitsNot: number}>;

/** Most points of one request (shopify.dev, rate limits), and most elements of a list in its input. */
const MOST_POINTS = 1000;
const MOST_ELEMENTS = 250;

export interface Prepared {
  readonly document: DocumentNode;
  readonly writes: boolean;
}

/** Operations by their text, once found to fit the schema; a list of what does not fit otherwise. */
export function validator({schema}: Contract, tally: Tally) {
  const known = new Map<string, Prepared | readonly string[]>();
  const judge = (query: string): Prepared | readonly string[] => {
    try {
      const document = parse(query);
      const errors = validate(schema, document).map(({message}) => message);
      return errors.length > 0 ? errors : {document, writes: /^\s*mutation/u.test(query)};
    } catch (error) {
      return [String(error)];
    }
  };
  return ({query, operationName = '?'}: GraphQlRequest): Prepared | readonly string[] => {
    const verdict = known.get(query) ?? judge(query);
    known.set(query, verdict);
    const row = tally.get(operationName) ?? {fits: 0, fitsNot: 0};
    if ('document' in verdict) row.fits += 1;
    else row.fitsNot += 1;
    tally.set(operationName, row);
    return verdict;
  };
}

/** Looks at a request as Shopify does before it does anything: cost, size, scopes; then does it. */
export async function answer(
  desk: BulkDesk,
  shop: ShopState,
  {document, writes}: Prepared,
  variables: Variables,
): Promise<Reply> {
  const {contract} = desk;
  const selected = selectionOf(contract.schema, document, variables);
  const free = shop.tariff === 'writes' && !writes;
  const requested = free ? 0 : Math.ceil(pointsOf(selected, variables, shop.tariff));
  if (requested > MOST_POINTS)
    return refusal(
      'MAX_COST_EXCEEDED',
      `Query cost is ${requested}, which exceeds the single query max cost limit (${MOST_POINTS}).`,
    );
  if (longest(variables) > MOST_ELEMENTS)
    return refusal(
      'MAX_INPUT_SIZE_EXCEEDED',
      `The input array size of ${longest(variables)} is greater than the maximum allowed of ${MOST_ELEMENTS}.`,
    );
  if (!take(shop, requested)) return throttled(shop, requested);
  const denied = deniedOf(contract, shop, selected);
  if (denied !== null) return {status: 200, body: {errors: [denied], data: null, extensions: cost(shop, requested, 1)}};
  const result = await execute({
    schema: contract.schema,
    document,
    rootValue: {...rootOf(shop), ...bulkRoot(desk, shop)},
    variableValues: variables,
  });
  const actual = result.data ? Math.min(requested, pointsTaken(result.data, writes)) : 0;
  shop.bucket.left = Math.min(shop.bucket.burst, shop.bucket.left + requested - actual);
  const errors = result.errors?.map((error) => ({
    message: error.message,
    ...(error.path === undefined ? {} : {path: error.path}),
    // What does not fit the types of its variables is found before anything is done.
    extensions: {code: error.path === undefined ? 'INVALID_VARIABLE' : 'INTERNAL_SERVER_ERROR', ...error.extensions},
  }));
  return {
    status: 200,
    body: {
      ...(result.data ? {data: result.data} : {}),
      ...(errors ? {errors} : {}),
      extensions: cost(shop, requested, actual),
    },
  };
}

/** An answer to what is not looked at. */
export function refusal(code: string, message: string): Reply {
  return {status: 200, body: {errors: [{message, extensions: {code}}]}};
}

/** An answer to one that has no points left. */
export function throttled(shop: ShopState, requested: number): Reply {
  const errors = [
    {message: 'Throttled', extensions: {code: 'THROTTLED', documentation: 'https://shopify.dev/api/usage/rate-limits'}},
  ];
  return {status: 200, body: {errors, extensions: cost(shop, requested, null)}};
}

function take({bucket}: ShopState, points: number): boolean {
  const now = Date.now();
  bucket.left = Math.min(bucket.burst, bucket.left + ((now - bucket.at) * bucket.rate) / 1000);
  bucket.at = now;
  if (bucket.left < points) return false;
  bucket.left -= points;
  return true;
}

function cost({bucket}: ShopState, requestedQueryCost: number, actualQueryCost: number | null): object {
  const throttleStatus = {
    maximumAvailable: bucket.burst,
    currentlyAvailable: Math.floor(bucket.left),
    restoreRate: bucket.rate,
  };
  return {cost: {requestedQueryCost, actualQueryCost, throttleStatus}};
}

function longest(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  const own = Array.isArray(value) ? value.length : 0;
  return Math.max(own, 0, ...Object.values(value).map(longest));
}
